import { findEmail, withoutEnd } from '../email-text.rules.js';

export interface EmailAddress {
  readonly address: string;
  readonly local: string;
  readonly domain: string;
  /** info@, sales@: many people read it, it belongs to nobody. */
  readonly isRole: boolean;
  /** At a provider that gives mailboxes to everybody: its domain tells nothing. */
  readonly isFree: boolean;
}

const ROLE_BOXES = new Set(
  (
    'info sales sale office mail post admin administrator support help contact contacts hello order orders zakaz zakazy shop store hr job jobs ' +
    'manager director secretary reception priem buh buhgalter accounting marketing pr press service welcome team inbox noreply webmaster ' +
    'postmaster reklama opt tender pochta client clients client.service feedback all company inform'
  ).split(' '),
);
const FREE_PROVIDERS = new Set(
  (
    'mail.ru inbox.ru bk.ru list.ru internet.ru xmail.ru vk.com yandex.ru ya.ru yandex.com yandex.by yandex.kz yandex.ua narod.ru rambler.ru lenta.ru ' +
    'autorambler.ru myrambler.ru ro.ru gmail.com googlemail.com outlook.com outlook.ru hotmail.com live.com live.ru msn.com yahoo.com yahoo.co.uk ' +
    'icloud.com me.com mac.com aol.com proton.me protonmail.com gmx.de gmx.com gmx.net web.de tut.by mail.kz ukr.net i.ua meta.ua qip.ru pochta.ru ' +
    'nm.ru hotbox.ru e1.ru ngs.ru sibmail.com bigmir.net zoho.com fastmail.com mail.com'
  ).split(' '),
);
/** Sites on which many companies have a page of their own; the host says nothing, nor does the path we do not keep. */
const SHARED_HOSTS =
  /(^|\.)(vk\.com|facebook\.com|instagram\.com|t\.me|ok\.ru|youtube\.com|2gis\.ru|yandex\.ru|google\.com|avito\.ru|tiu\.ru|pulscen\.ru|wixsite\.com|tilda\.ws|narod\.ru|ucoz\.ru|taplink\.cc|linkedin\.com|wa\.me)$/;

/** The first address in a cell; null where there is none. */
export function emailOf(cell: string): EmailAddress | null {
  const found = findEmail(cell);
  if (found === undefined) {
    return null;
  }
  const { address, local, domain } = found;
  const isRole = ROLE_BOXES.has(withoutEnd(local, '0123456789._-'));
  return { address, local, domain: plainHost(domain), isRole, isFree: FREE_PROVIDERS.has(plainHost(domain)) };
}

/** Whether an address belongs to one company or person: no role box, not at a free provider. */
export function isOwnAddress(email: EmailAddress | null): email is EmailAddress {
  return email !== null && !email.isRole && !email.isFree;
}

/** The host of a site that is somebody's own. */
export function siteDomain(cell: string): string | null {
  const found = /^(?:[a-z]+:\/\/)?([\p{L}\d-]+(?:\.[\p{L}\d-]+)+)/iu.exec(cell.trim());
  const host = found === null ? '' : plainHost(found[1]!.toLowerCase());
  return host === '' || SHARED_HOSTS.test(host) ? null : host;
}

function plainHost(host: string): string {
  return host.replace(/^(www|m|mail)\.(?=.*\.)/, '');
}
