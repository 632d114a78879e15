import type { ConsoleAttempt, ConsoleLead } from '@warmline/contracts';

export type StopScope = 'person' | 'number';
type Phone = ConsoleLead['phones'][number];

/** The numbers that the stop key stops, as the server counts them: the one rung, and those in use of the contact, or of the lead without one. */
export function stoppedPhones(
  lead: Pick<ConsoleLead, 'kind' | 'phones'>,
  attempt: Pick<ConsoleAttempt, 'phoneId' | 'contactId'>,
  scope: StopScope,
): Phone[] {
  const contactId = lead.kind === 'company' ? attempt.contactId : null;
  const isPersons = (phone: Phone): boolean =>
    scope === 'person' && phone.state === 'active' && (contactId === null || phone.contactId === contactId);
  return lead.phones.filter((phone) => phone.id === attempt.phoneId || isPersons(phone));
}
