import { describe, expect, it } from '@jest/globals';
import { leadCardSchema } from '@warmline/contracts';
import {
  contactProblemsOf,
  contactRequestOf,
  EMPTY_CONTACT,
  EMPTY_LEAD,
  EMPTY_PHONE,
  isInn,
  leadProblemsOf,
  leadRequestOf,
  phoneProblemsOf,
  phoneRequestOf,
} from './new-lead.rules.js';

const typed = { ...EMPTY_LEAD, name: 'ООО «Пример»', number: '+7 921 123-45-67' };

describe('a lead added by hand', () => {
  it('needs a name and a number', () => {
    expect(leadProblemsOf(EMPTY_LEAD)).toEqual({ name: true, number: true });
    expect(leadProblemsOf(typed)).toEqual({});
  });

  it('sends what was typed and nothing for the fields left empty', () => {
    expect(leadRequestOf({ ...typed, city: ' Казань ', listId: '7', areaCode: '843' })).toEqual({
      kind: 'company',
      name: 'ООО «Пример»',
      listId: '7',
      inn: null,
      industry: null,
      city: 'Казань',
      address: null,
      email: null,
      site: null,
      phones: [{ number: '+7 921 123-45-67', areaCode: '843' }],
      contacts: [],
    });
  });

  it('has a contact when one is named', () => {
    const { contacts } = leadRequestOf({ ...typed, contactName: 'Кравцова Ольга', contactPosition: 'закупки' });
    expect(contacts).toEqual([{ fullName: 'Кравцова Ольга', position: 'закупки' }]);
  });

  it('forgets what belongs to a company when it turns out to be a person', () => {
    const person = { ...typed, kind: 'person', inn: '1', industry: 'Тара', contactName: 'Кто-то', site: 'x' } as const;
    expect(leadRequestOf(person)).toMatchObject({ inn: null, industry: null, site: null, contacts: [] });
    expect(leadProblemsOf(person)).toEqual({});
  });

  it('tells of an INN with a wrong check digit, which the server would drop', () => {
    expect(leadProblemsOf({ ...typed, inn: '7707083893' })).toEqual({});
    expect(leadProblemsOf({ ...typed, inn: '7707083894' })).toEqual({ inn: true });
  });

  it('tells of an area code that is none', () => {
    expect(leadProblemsOf({ ...typed, areaCode: '(812)' })).toEqual({ areaCode: true });
  });
});

describe('an INN', () => {
  it('has check digits for companies and for people', () => {
    expect(['7707083893', '500100732259', '7707083890', '500100732258', '500100732269', '123'].map(isInn)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('a number and a contact added to a lead', () => {
  const contacts = leadCardSchema.shape.contacts.parse([
    { id: '8', fullName: 'Кравцова Ольга', position: null, isDecisionMaker: true, email: null, note: null },
  ]);

  it('puts a number under the contact chosen, else under the company', () => {
    const draft = { ...EMPTY_PHONE, number: '200-10-20', areaCode: '343', zone: 'Asia/Yekaterinburg' };
    expect(phoneRequestOf({ ...draft, contactId: '8' }, contacts)).toEqual({
      number: '200-10-20',
      areaCode: '343',
      zone: 'Asia/Yekaterinburg',
      contactId: '8',
    });
    expect(phoneRequestOf(draft, contacts).contactId).toBeNull();
    expect(phoneProblemsOf(EMPTY_PHONE)).toEqual({ number: true });
  });

  it('takes a contact without a number, but not without a name', () => {
    expect(contactProblemsOf(EMPTY_CONTACT)).toEqual({ fullName: true });
    expect(contactRequestOf({ ...EMPTY_CONTACT, fullName: 'Пётр' })).not.toHaveProperty('phone');
    expect(
      contactRequestOf({ ...EMPTY_CONTACT, fullName: 'Пётр', number: '200-10-20', areaCode: '343' }),
    ).toMatchObject({
      phone: { number: '200-10-20', areaCode: '343' },
    });
  });
});
