import type { LeadBranch, LeadCard } from '@warmline/contracts';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Section } from '../../components/Panel.js';
import { formatPhone } from '../../lib/phone.js';

export interface BranchesSectionProps {
  readonly card: LeadCard;
  readonly onOpen: (leadId: string) => void;
}

/** Places and departments of the lead, what else its rows said, and the other leads of its legal entity. */
export function BranchesSection({ card, onOpen }: BranchesSectionProps): JSX.Element {
  const branches = card.branches.filter(({ kind }) => kind === 'branch');
  const repeats = card.branches.filter(({ kind }) => kind === 'repeat');
  return (
    <>
      <Branches title="branches" card={card} branches={branches} />
      <Branches title="otherRows" card={card} branches={repeats} />
      <SameInn card={card} onOpen={onOpen} />
    </>
  );
}

interface BranchesProps {
  readonly title: 'branches' | 'otherRows';
  readonly card: LeadCard;
  readonly branches: readonly LeadBranch[];
}

function Branches({ title, card, branches }: BranchesProps): JSX.Element | null {
  const { t } = useTranslation('leads');
  if (branches.length === 0) return null;
  return (
    <Section
      title={
        <>
          {t(title)} <span className="t3 num">{branches.length}</span>
        </>
      }
    >
      <ul className="leads__addresses">
        {branches.map((branch) => (
          <li key={branch.id}>
            <Branch branch={branch} card={card} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Branch({ branch, card }: { readonly branch: LeadBranch; readonly card: LeadCard }): JSX.Element {
  const { t } = useTranslation(['leads', 'common']);
  const phones = card.phones.filter(({ id, state }) => state === 'active' && branch.phoneIds.includes(id));
  const person = [branch.contactName, branch.contactPosition].filter(Boolean).join(', ');
  const place = branch.address ?? branch.city;
  const kpp = branch.kpp !== null && branch.kpp !== card.kpp && `${t('field.kpp')} ${branch.kpp}`;
  const own = Object.entries(branch.custom).filter(([name, value]) => card.custom[name] !== value);
  const more = [kpp, ...[branch.email, branch.site].filter((fact) => fact !== card.email && fact !== card.site)];
  return (
    <>
      <p>
        <b>{branch.name}</b>
      </p>
      {place && <p className="t2">{place}</p>}
      {phones.length > 0 && (
        <p className="num">
          {phones.map(({ id, e164, extension }) => (
            <span key={id} className="nw leads__number">
              {formatPhone(e164)}
              {extension && ` ${t('common:phone.extension', { extension })}`}{' '}
            </span>
          ))}
        </p>
      )}
      {person && <p className="t2">{person}</p>}
      {more.some(Boolean) && <p className="sm t2">{more.filter(Boolean).join(', ')}</p>}
      {own.map(([name, value]) => (
        <p key={name} className="sm t2">
          {name}: {value}
        </p>
      ))}
      {branch.fileName !== null && branch.rowNumber !== null && (
        <p className="sm t3">{t('branchFrom', { file: branch.fileName, row: branch.rowNumber })}</p>
      )}
    </>
  );
}

function SameInn({ card, onOpen }: BranchesSectionProps): JSX.Element | null {
  const { t } = useTranslation('leads');
  if (card.sameInn.length === 0) return null;
  return (
    <Section title={t('sameInn')}>
      <ul className="leads__addresses">
        {card.sameInn.map((lead) => (
          <li key={lead.id}>
            <button type="button" className="link" onClick={() => onOpen(lead.id)}>
              {lead.name}
            </button>
            {lead.city !== null && <span className="sm t3"> {lead.city}</span>}
          </li>
        ))}
      </ul>
    </Section>
  );
}
