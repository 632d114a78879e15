import type { TrailEntry } from '@warmline/contracts';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../components/Chip.js';

const EXPORTS = [
  'leads',
  'lists',
  'results',
  'claim',
  'warm_hot',
  'rejected_rows',
  'enrichment_rows',
  'stops',
] as const;
const LIMITS = ['cards', 'rows', 'exports', 'skips', 'refusals'] as const;
const REASONS = ['wrong_password', 'too_many_attempts'] as const;
const FIELDS = ['name', 'role', 'password', 'receivesHandovers', 'disabled'] as const;
const ROLES = ['operator', 'supervisor', 'marketer', 'administrator', 'observer'] as const;

/** What one line of the trail is about, in words; a code without a word is shown as it stands. */
export function TrailDetail({ entry }: { readonly entry: TrailEntry }): JSX.Element {
  const { t } = useTranslation('trail');
  return (
    <span className="rowx">
      <Words entry={entry} />
      {entry.broken && <Chip tone="fault">{t(entry.kind === 'exports' ? 'broken' : 'refused')}</Chip>}
    </span>
  );
}

function Words({ entry }: { readonly entry: TrailEntry }): JSX.Element {
  const { t } = useTranslation(['trail', 'common']);
  const { kind, what, subject, leadId } = entry;
  switch (kind) {
    case 'exports':
      return <span>{word(EXPORTS, what, (id) => t(`trail:export.${id}`))}</span>;
    case 'limits':
      return <span>{word(LIMITS, what, (id) => t(`trail:limit.${id}`))}</span>;
    case 'failed_sign_ins':
      return (
        <span>
          {subject?.name ?? t('trail:unknownLogin')}, {word(REASONS, what, (id) => t(`trail:reason.${id}`))}
        </span>
      );
    case 'rights':
      return (
        <span>
          {subject?.name} <span className="t2">{rights(entry, t)}</span>
        </span>
      );
    case 'cards':
      return leadId === null ? (
        <span className="t3">—</span>
      ) : (
        <Link to="/leads" search={{ open: leadId }} className="rowlink">
          {t('trail:lead', { id: leadId })}
        </Link>
      );
    case 'refusals':
      return <code className="sm">{what}</code>;
    case 'sign_ins':
      return <span className="t3">—</span>;
  }
}

type Translate = ReturnType<typeof useTranslation<['trail', 'common']>>['t'];

function rights({ type, what }: TrailEntry, t: Translate): string {
  if (type === 'user.created') return word(ROLES, what, (role) => t(`common:role.${role}`));
  return what
    .split(',')
    .map((field) => word(FIELDS, field, (id) => t(`trail:field.${id}`)))
    .join(', ');
}

function word<Id extends string>(ids: readonly Id[], code: string, words: (id: Id) => string): string {
  const known = ids.find((id) => id === code);
  return known === undefined ? code : words(known);
}
