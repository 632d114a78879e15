import type { LeadCard } from '@warmline/contracts';
import { IconPhonePlus, IconStar, IconUserPlus } from '@tabler/icons-react';
import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { Chip } from '../../components/Chip.js';
import { AddContactDialog } from './AddContactDialog.js';
import { AddPhoneDialog } from './AddPhoneDialog.js';
import { type PhoneGroup, phoneBookOf } from './leads.rules.js';
import { PhoneLine } from './PhoneLine.js';

export interface PhonesSectionProps {
  readonly card: LeadCard;
  readonly onOpen: (leadId: string) => void;
}

/** Whom to call and by which number: the company's own numbers, then each contact with theirs. */
export function PhonesSection({ card, onOpen }: PhonesSectionProps): JSX.Element {
  const { t } = useTranslation('leads');
  const [adding, setAdding] = useState<'phone' | 'contact'>();
  const { groups, retired } = phoneBookOf(card);
  const close = (): void => setAdding(undefined);
  return (
    <section className="section" aria-labelledby="lead-phones">
      <div className="rowx leads__title">
        <h3 id="lead-phones">{t('phones')}</h3>
        <span className="grow" />
        <Button look="ghost" scale="sm" icon={IconPhonePlus} onClick={() => setAdding('phone')}>
          {t('addPhone')}
        </Button>
        <Button look="ghost" scale="sm" icon={IconUserPlus} onClick={() => setAdding('contact')}>
          {t('addContact')}
        </Button>
      </div>
      {groups.map((group) => (
        <Group key={group.contact?.id ?? 'own'} group={group} card={card} onOpen={onOpen} />
      ))}
      {groups.every(({ phones }) => phones.length === 0) && <p className="warn">{t('noPhone')}</p>}
      {retired.length > 0 && (
        <details className="leads__retired">
          <summary className="sm t2">{t('retired', { count: retired.length })}</summary>
          {retired.map((phone) => (
            <PhoneLine key={phone.id} phone={phone} branches={branchesOf(card, phone.id)} onOpen={onOpen} />
          ))}
        </details>
      )}
      {adding === 'phone' && <AddPhoneDialog card={card} onClose={close} />}
      {adding === 'contact' && <AddContactDialog card={card} onClose={close} />}
    </section>
  );
}

function branchesOf(card: LeadCard, phoneId: string): string {
  return card.branches
    .filter(({ kind, phoneIds }) => kind === 'branch' && phoneIds.some((id) => id === phoneId))
    .map(({ name }) => name)
    .join(', ');
}

function Group({ group, card, onOpen }: PhonesSectionProps & { readonly group: PhoneGroup }): JSX.Element {
  return (
    <div className="leads__group">
      {group.contact && <Contact contact={group.contact} />}
      {group.phones.map((phone) => (
        <PhoneLine key={phone.id} phone={phone} branches={branchesOf(card, phone.id)} onOpen={onOpen} />
      ))}
    </div>
  );
}

function Contact({ contact }: { readonly contact: LeadCard['contacts'][number] }): JSX.Element {
  const { t } = useTranslation('leads');
  const more = [contact.position, contact.email].filter(Boolean).join(', ');
  return (
    <>
      <p className="rowx">
        <b className="ell">{contact.fullName}</b>
        {contact.isDecisionMaker && (
          <Chip tone="line" icon={IconStar}>
            {t('decisionMaker')}
          </Chip>
        )}
      </p>
      {more && <p className="sm t2">{more}</p>}
      {contact.note && <p className="sm t2">{contact.note}</p>}
    </>
  );
}
