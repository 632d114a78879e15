import type { LeadCard, Role } from '@warmline/contracts';

/** The whole card is for those who work with lists; who talks with the lead sees of it what their console shows. */
const SEES_WHOLE: Record<Role, boolean> = {
  administrator: true,
  supervisor: true,
  marketer: true,
  operator: false,
  observer: false,
};

/** Without notes of others about the contacts, other leads behind a number, lists and history of the stage. */
export function cardFor(role: Role, card: LeadCard): LeadCard {
  if (SEES_WHOLE[role]) {
    return card;
  }
  return {
    ...card,
    kpp: null,
    ogrn: null,
    stageReason: null,
    returnOn: null,
    confirmedOn: null,
    lists: [],
    contacts: card.contacts.map((contact) => ({ ...contact, note: null })),
    phones: card.phones.map((phone) => ({ ...phone, sharedWith: [] })),
  };
}
