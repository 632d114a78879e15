import type { JSX, ReactNode } from 'react';

export interface PanelProps {
  readonly as?: 'section' | 'aside' | 'main';
  readonly title?: ReactNode;
  /** Beside the title, before the right edge. */
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  readonly label?: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A surface between lines: no card, no shadow. */
export function Panel({
  as: Tag = 'section',
  title,
  note,
  actions,
  label,
  className,
  children,
}: PanelProps): JSX.Element {
  return (
    <Tag className={className ? `panel ${className}` : 'panel'} aria-label={label}>
      {title !== undefined && (
        <div className="panel__head">
          <h2>{title}</h2>
          {note !== undefined && <span className="t3">{note}</span>}
          <span className="grow" />
          {actions}
        </div>
      )}
      {children}
    </Tag>
  );
}

/** A part of a panel under a line. */
export function Section({
  title,
  children,
}: {
  readonly title?: ReactNode;
  readonly children: ReactNode;
}): JSX.Element {
  return (
    <div className="section">
      {title !== undefined && <h3>{title}</h3>}
      {children}
    </div>
  );
}
