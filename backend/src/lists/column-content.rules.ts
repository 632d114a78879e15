import type { LeadField } from '@warmline/contracts';
import { type LeftoverReason, parsePhoneCell } from '../leads/phone-cell.rules.js';
import { isValidInn } from '../leads/company-name.rules.js';
import { placeOfAddress } from '../leads/numbering/address-zone.rules.js';
import { isKnownCity } from '../leads/numbering/city.rules.js';
import { looksLikeFullName } from './full-name.rules.js';

/** What the cells of a column look like; `date` is no field of a lead, but no phone either. */
export type ContentKind = Exclude<LeadField, 'ignore' | 'custom' | 'note'> | 'date';

export interface ContentGuess {
  readonly kind: ContentKind;
  /** Share of the filled cells that look like it. */
  readonly share: number;
  /** A checksum or a fixed shape stands behind it: it may overrule the header's word. */
  readonly checkable: boolean;
}

/** Less than this share of a kind is chance. */
const SHARE_MIN = 0.6;

/** In order of how much a fit says: what has a checksum or a fixed shape first. */
const KINDS: readonly (readonly [ContentKind, boolean, (cell: string) => boolean])[] = [
  ['email', true, (cell) => /^[^\s@]+@(?:[^\s@.]+\.)+[^\s@.]{2,}$/.test(cell)],
  ['ogrn', true, isOgrn],
  ['inn', true, (cell) => /^\d{10}(\d{2})?$/.test(cell) && isValidInn(cell)],
  [
    'date',
    true,
    (cell) => /^(\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./](\d{2}|\d{4}))( \d{1,2}:\d{2}(:\d{2})?)?$/.test(cell),
  ],
  ['phone', true, looksLikePhone],
  ['kpp', true, (cell) => /^\d{4}[\dA-Z]{2}\d{3}$/.test(cell) && /^\d{4}(01|43|45|50|51)/.test(cell)],
  [
    'site',
    true,
    (cell) =>
      /^(https?:\/\/|www\.)?([a-zа-яё0-9-]+\.)+(ru|рф|su|com|org|net|info|pro|biz|online|by|kz)(\/\S*)?$/i.test(cell),
  ],
  ['name', false, looksLikeCompany],
  ['contact_name', false, looksLikeFullName],
  ['middle_name', false, (cell) => /^[А-ЯЁ][а-яё]+(ович|евич|ич|овна|евна|ична|инична)$/.test(cell)],
  [
    'position',
    false,
    (cell) =>
      /(^|[\s-])(директор|менеджер|бухгалтер|инженер|руководитель|начальник|заведующ\S*|администратор|владелец|учредитель|председатель|manager|director|owner|ceo)([\s,.]|$)/i.test(
        cell,
      ),
  ],
  ['address', false, looksLikeAddress],
  ['city', false, isKnownCity],
  ['region', false, looksLikeRegion],
];

/** The kind that most filled cells of a column show; undefined when none does. */
export function guessByContent(cells: readonly string[]): ContentGuess | undefined {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  if (filled.length === 0) {
    return undefined;
  }
  let best: ContentGuess | undefined;
  for (const [kind, checkable, fits] of KINDS) {
    const share = filled.filter(fits).length / filled.length;
    if (share >= SHARE_MIN && share > (best?.share ?? 0)) {
      best = { kind, share, checkable };
    }
  }
  return best;
}

/** How well cells fit one kind, undefined where only a person can tell. */
export function shareOfKind(cells: readonly string[], field: LeadField): number | undefined {
  const kind = KINDS.find(([each]) => each === field);
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  return kind === undefined || filled.length === 0 ? undefined : filled.filter(kind[2]).length / filled.length;
}

const GUESSING = { country: 'RU' } as const;
/** As many digits in groups as no code has by chance: "310-21-84", "21-22-33", "326-1743". */
const LOCAL_GROUPS = /(?<![\d-])(?:\d{2,3}[- ]\d{2}[- ]\d{2}|\d{3}[- ]\d{4}|\d{3}-\d-\d{3})(?![\d-])/;

/** Read as the import reads it; bare digits only with a trunk prefix or of a mobile, for tax numbers and codes are bare as well. */
export function looksLikePhone(cell: string): boolean {
  const text = cell.trim();
  if (/^\d+$/.test(text)) {
    return /^(?:[78]?9\d{9}|[78][3489]\d{9})$/.test(text) && !isValidInn(text);
  }
  if (text.length > 200 || !/\d/.test(text) || /^\d+[.,]\d{1,2}$/.test(text)) {
    return false;
  }
  const { phones, leftovers } = parsePhoneCell(text, GUESSING);
  return phones.length > 0 || leftovers.some((each) => isLocal(each.text, each.reason));
}

function isLocal(text: string, reason: LeftoverReason): boolean {
  return reason === 'area_code_missing' && (LOCAL_GROUPS.test(text) || /^(?:т|тел|tel|phone)[.: ]/i.test(text));
}

/** A number written with its area code: more than a code that happens to be parted like a local number. */
export function isWholeNumber(cell: string): boolean {
  return looksLikePhone(cell) && parsePhoneCell(cell.trim(), GUESSING).phones.length > 0;
}

/** Control digit of the register number: the rest by 11 (13 digits) or by 13 (15 digits), its last digit. */
export function isOgrn(cell: string): boolean {
  if (!/^[1-35]\d{12}(\d{2})?$/.test(cell)) {
    return false;
  }
  const body = BigInt(cell.slice(0, -1));
  const rest = body % (cell.length === 13 ? 11n : 13n);
  return rest % 10n === BigInt(cell.slice(-1));
}

function looksLikeCompany(cell: string): boolean {
  return (
    /(^|[\s"«(,])(ООО|ОАО|ЗАО|ПАО|АО|НАО|ИП|АНО|НКО|ГУП|МУП|ФГУП|ГБУ|МБУ|ФГБУ|ТОО|ОДО|ЧУП|ТСЖ|Ltd|LLC|Inc|GmbH)([\s"».,)]|$)/.test(
      cell,
    ) ||
    /^["«][^"»]+["»]$/.test(cell) ||
    /общество с ограниченной|акционерное общество|индивидуальный предприниматель/i.test(cell)
  );
}

function looksLikeAddress(cell: string): boolean {
  return (
    /(^|[\s,])(ул|улица|пр|пр-т|пр-кт|просп|проспект|пер|переулок|ш|шоссе|наб|набережная|б-р|бульвар|пл|площадь|д|дом|стр|корп|оф|офис|street|st|ave|road)[.\s]/i.test(
      cell,
    ) && /\d/.test(cell)
  );
}

function looksLikeRegion(cell: string): boolean {
  return (
    cell.length < 60 && /(обл|край|респ|округ|АО)/i.test(cell) && !/\d/.test(cell) && placeOfAddress(cell) !== undefined
  );
}
