import { IconAlertTriangle, IconCheck, IconInfoCircle } from '@tabler/icons-react';
import type { JSX, ReactNode } from 'react';
import { Icon } from './Icon.js';

export interface NoticeProps {
  readonly tone?: 'plain' | 'ok' | 'warn' | 'bad';
  /** `alert` only for what must interrupt (a lost line); `status` for what may wait. */
  readonly role?: 'alert' | 'status';
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}

const ICONS = { plain: IconInfoCircle, ok: IconCheck, warn: IconAlertTriangle, bad: IconAlertTriangle };

export function Notice({ tone = 'plain', role, children, actions }: NoticeProps): JSX.Element {
  return (
    <div className={tone === 'plain' ? 'notice' : `notice notice--${tone}`} role={role}>
      <Icon of={ICONS[tone]} />
      <div className="grow">{children}</div>
      {actions}
    </div>
  );
}
