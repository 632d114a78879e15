import type { JSX, ReactNode } from 'react';

export interface EmptyStateProps {
  readonly title: ReactNode;
  /** What this place is for. */
  readonly children?: ReactNode;
  /** The one next step. */
  readonly action?: ReactNode;
}

export function EmptyState({ title, children, action }: EmptyStateProps): JSX.Element {
  return (
    <div className="empty">
      <h2>{title}</h2>
      {children !== undefined && <p className="t2">{children}</p>}
      {action}
    </div>
  );
}
