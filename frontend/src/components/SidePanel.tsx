import { IconX } from '@tabler/icons-react';
import { type JSX, type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './Button.js';

export interface SidePanelProps {
  readonly label: string;
  /** Chips and the like on the first line. */
  readonly head?: ReactNode;
  readonly foot?: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A row opens here, beside the list; Escape closes it and the address bar says which row it is. */
export function SidePanel({ label, head, foot, onClose, children }: SidePanelProps): JSX.Element {
  const { t } = useTranslation();
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    // In braces: newer browsers return a promise from it, and an effect must not.
    panel.current?.scrollTo?.(0, 0);
  }, [label]);
  return (
    <aside
      ref={panel}
      className="panel leadside"
      aria-label={label}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose();
      }}
    >
      <div className="panel__head">
        {head}
        <span className="grow" />
        <Button look="ghost" icon={IconX} aria-label={t('action.close')} onClick={onClose} />
      </div>
      <div className="leadside__body">{children}</div>
      {foot && <footer className="page__foot">{foot}</footer>}
    </aside>
  );
}
