import type { Agreement } from './agreement.rules.js';
import type { Frequencies } from './frequencies.rules.js';
import { editDistance } from './letters.rules.js';
import type { EmailAddress } from './mail.rules.js';
import type { MatchRecord } from './match-record.rules.js';

/** Share of true pairs that agree in the field, and bits for the ways to agree less than wholly. Set by hand from general reasoning. */
const PHONE = { agrees: 0.6, worthMax: 14, otherExtension: -3, sameEnding: 5, slip: 2, differs: -1.2, shared: 1 };
const EMAIL = { agrees: 0.5, worthMax: 14, roleAtOwnDomain: 13, roleAtFree: 0.5, shared: 1, slip: 6, differs: -0.7 };
const DOMAIN = { agrees: 0.6, worthMax: 11, differs: -1.2, shared: 0.5 };
/** Local parts of a number that are the same behind another or a missing code. */
const ENDING_DIGITS = 7;
const MAILBOX_MIN = 5;

/** Null where one side has no number. A number of several companies tells little. */
export function comparePhones(a: MatchRecord, b: MatchRecord, frequencies: Frequencies): Agreement | null {
  if (a.phones.length === 0 || b.phones.length === 0) {
    return null;
  }
  let best: Agreement | null = null;
  for (const phoneA of a.phones) {
    for (const phoneB of b.phones) {
      const found = comparePhone(phoneA, phoneB, frequencies);
      best = best === null || found.weight > best.weight ? found : best;
    }
  }
  return best;
}

type Phone = MatchRecord['phones'][number];

function comparePhone(a: Phone, b: Phone, frequencies: Frequencies): Agreement {
  const both = { field: 'phone', a: shown(a), b: shown(b) } as const;
  if (a.e164 === b.e164) {
    if (frequencies.isSharedNumber(a.e164)) {
      return { ...both, kind: 'shared', weight: PHONE.shared };
    }
    const worth = worthOf(PHONE.agrees, frequencies.share('phone', a.e164), PHONE.worthMax);
    const otherDesk = a.extension !== '' && b.extension !== '' && a.extension !== b.extension;
    return { ...both, kind: otherDesk ? 'close' : 'same', weight: worth + (otherDesk ? PHONE.otherExtension : 0) };
  }
  if (a.e164.endsWith(b.e164.slice(-ENDING_DIGITS))) {
    return { ...both, kind: 'close', weight: PHONE.sameEnding };
  }
  return a.e164.length === b.e164.length && editDistance(a.e164, b.e164, 1) === 1
    ? { ...both, kind: 'close', weight: PHONE.slip }
    : { ...both, kind: 'different', weight: PHONE.differs };
}

function shown({ e164, extension }: Phone): string {
  return extension === '' ? e164 : `${e164} #${extension}`;
}

/** The mailbox; a role box counts as its domain. Null where one side has none. */
export function compareEmails(a: MatchRecord, b: MatchRecord, frequencies: Frequencies): Agreement | null {
  const [mailA, mailB] = [a.email, b.email];
  if (mailA === null || mailB === null) {
    return null;
  }
  const both = { field: 'email', a: mailA.address, b: mailB.address } as const;
  if (mailA.address === mailB.address) {
    if (mailA.isRole && mailA.isFree) {
      return { ...both, kind: 'same', weight: EMAIL.roleAtFree };
    }
    if (isOthersToo(mailA, frequencies)) {
      return { ...both, kind: 'shared', weight: EMAIL.shared };
    }
    const max = mailA.isRole ? EMAIL.roleAtOwnDomain : EMAIL.worthMax;
    return { ...both, kind: 'same', weight: worthOf(EMAIL.agrees, frequencies.share('email', mailA.address), max) };
  }
  const slip =
    !mailA.isRole &&
    mailA.domain === mailB.domain &&
    Math.min(mailA.local.length, mailB.local.length) >= MAILBOX_MIN &&
    digitsOf(mailA.local) === digitsOf(mailB.local) &&
    editDistance(mailA.local, mailB.local, 1) === 1;
  return slip ? { ...both, kind: 'close', weight: EMAIL.slip } : { ...both, kind: 'different', weight: EMAIL.differs };
}

/** A mailbox behind several names, or a role box at a domain that several have. */
function isOthersToo({ address, domain, isRole }: EmailAddress, frequencies: Frequencies): boolean {
  return frequencies.isOfMany(address) || (isRole && frequencies.isOfMany(domain));
}

/** The own domain of site or mailbox, unless the very mailbox was the same already. */
export function compareDomains(a: MatchRecord, b: MatchRecord, frequencies: Frequencies): Agreement | null {
  if (a.domain === null || b.domain === null || (a.email !== null && a.email.address === b.email?.address)) {
    return null;
  }
  const both = { field: 'domain', a: a.domain, b: b.domain } as const;
  if (a.domain === b.domain && frequencies.isOfMany(a.domain)) {
    return { ...both, kind: 'shared', weight: DOMAIN.shared };
  }
  return a.domain === b.domain
    ? { ...both, kind: 'same', weight: worthOf(DOMAIN.agrees, frequencies.share('domain', a.domain), DOMAIN.worthMax) }
    : { ...both, kind: 'different', weight: DOMAIN.differs };
}

/** log2 of how much oftener the value agrees in one lead's cards than by chance. */
export function worthOf(agrees: number, share: number, max: number): number {
  return Math.min(max, Math.max(0, Math.log2(agrees / share)));
}

/** ivanov12@ and ivanov13@ are two people. */
function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}
