import { IconPhone } from '@tabler/icons-react';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { formatPhone } from '../lib/phone.js';
import { Icon } from './Icon.js';

export interface PhoneProps {
  readonly e164: string;
  readonly extension?: string | null;
  /** What kind of line it is, in the reader's words. */
  readonly kind?: string;
  /** The line of the call in progress. */
  readonly live?: boolean;
}

export function Phone({ e164, extension, kind, live = false }: PhoneProps): JSX.Element {
  const { t } = useTranslation();
  const note = extension ? t('phone.extension', { extension }) : kind;
  return (
    <div className={live ? 'phone phone--live' : 'phone'}>
      <Icon of={IconPhone} tone={live ? undefined : 't3'} />
      <span className="num">{formatPhone(e164)}</span>
      {note && <span className={live ? 'sm' : 'sm t3'}>{note}</span>}
    </div>
  );
}
