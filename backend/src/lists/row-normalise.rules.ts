import type { Audience, ColumnMapping, ImportRules, LeadField, RowProblem, TypedField } from '@warmline/contracts';
import { locatePhone, type LocatedPhone } from '../leads/phone-zone.rules.js';
import { placeOfAddress } from '../leads/numbering/address-zone.rules.js';
import { areaCodeOfCity, cityOfAddress } from '../leads/numbering/city.rules.js';
import { companyNameKey } from '../leads/company-name.rules.js';
import {
  parsePhoneCell,
  type CellPhone,
  type LeftoverReason,
  type PhoneCell,
  type PhoneCellSettings,
} from '../leads/phone-cell.rules.js';
import { customCells } from './custom-cells.rules.js';
import { emailsOf, taxNumbersOf } from './row-identity.rules.js';
import { isWarning, warnsInPhoneCell } from './caution.rules.js';
import { orderedFullName } from './full-name.rules.js';
import { RowValues } from './row-values.rules.js';
import { problemOfGaps, standardGaps, type StandardGap } from './list-standard.rules.js';

export interface NormaliseSettings extends PhoneCellSettings {
  readonly audience: Audience;
  readonly mapping: ColumnMapping;
  /** Names of the columns, for what is kept under its own header. */
  readonly headers: readonly string[];
  /** IANA zone for numbers about which neither address nor plan says anything. */
  readonly defaultZone?: string | undefined;
  /** Constants, names of custom columns, and what every row must bring. */
  readonly rules?: ImportRules | undefined;
  readonly customFields?: readonly TypedField[] | undefined;
  /** Rows tell something about leads we have: neither name nor number is asked of them, and what cannot be read is named. */
  readonly isPartial?: boolean | undefined;
}

export interface NormalisedRow {
  readonly kind: 'company' | 'person';
  readonly name: string;
  readonly nameKey: string;
  readonly legalName: string | null;
  readonly inn: string | null;
  readonly kpp: string | null;
  readonly ogrn: string | null;
  readonly email: string | null;
  readonly site: string | null;
  readonly industry: string | null;
  readonly region: string | null;
  readonly city: string | null;
  readonly address: string | null;
  readonly addressZone: string | null;
  readonly contactName: string | null;
  readonly contactPosition: string | null;
  readonly custom: Readonly<Record<string, string>>;
  readonly phones: readonly LocatedPhone[];
  readonly problem: RowProblem | null;
  /** Codes and counts only; what was wrong with the phone cell. */
  readonly problemParams: {
    readonly leftovers?: readonly LeftoverReason[];
    readonly gaps?: readonly StandardGap[];
    readonly warnings?: readonly string[];
    /** What else stood in the phone cells of a row that has a number. */
    readonly dropped?: readonly Dropped[];
    /** Of a partial row: fields whose cell holds something else. */
    readonly unread?: readonly LeadField[];
  } | null;
  /** Cells of phone columns that hold a digit, and those that gave a number. */
  readonly phoneCells: number;
  readonly phoneCellsParsed: number;
}

/**
 * One row of a file as a lead would be made of it. Pure: the same row and settings give the same lead.
 * The literal names every property: spread into, it costs more than all that is computed for it.
 */
export function normaliseRow(cells: readonly string[], settings: NormaliseSettings): NormalisedRow {
  const values = new RowValues(cells, settings);
  const fullName = values.first('contact_name');
  const contactName =
    fullName === undefined ? values.joined(['last_name', 'first_name', 'middle_name']) : orderedFullName(fullName);
  const who = settings.isPartial ? namesAsWritten(values, contactName) : nameOf(values, contactName, settings.audience);
  const place = placeOf(values);
  const tax = taxNumbersOf(values);
  const emails = emailsOf(values);
  const phoneCells = readPhoneCells(values, settings);
  const phones = distinctPhones(phoneCells.flatMap((cell) => cell.phones)).map((phone) =>
    locatePhone(phone, { addressZones: place.zones, listZone: settings.defaultZone }),
  );
  const { custom, warnings } = customCells(
    settings.isPartial ? values.custom : [...values.custom, ...emails.others],
    settings,
  );
  const row: NormalisedRow = {
    kind: who.kind,
    name: who.name,
    nameKey: companyNameKey(who.name),
    legalName: who.legalName,
    inn: tax.inn,
    kpp: tax.kpp,
    ogrn: digitsOrNull(values.first('ogrn'), /^(\d{13}|\d{15})$/),
    email: emails.first,
    site: values.first('site') ?? null,
    industry: values.first('industry') ?? null,
    region: place.columns.region,
    city: place.columns.city,
    address: place.columns.address,
    addressZone: place.columns.addressZone,
    contactName: who.contactName,
    contactPosition: values.first('position') ?? null,
    // A tax number that fails its checksum is kept for a person to look at.
    custom: tax.doubtful === null || settings.isPartial ? custom : { ...custom, 'inn?': tax.doubtful },
    phones,
    problem: null,
    problemParams: paramsOf(warnings, droppedOf(phoneCells)),
    phoneCells: values.all('phone').filter((cell) => /\d/.test(cell)).length,
    phoneCellsParsed: phoneCells.filter((cell) => cell.phones.length > 0).length,
  };
  if (values.isTooLong) {
    return { ...row, problem: 'cell_too_long', problemParams: null };
  }
  if (settings.isPartial) {
    const problem = partialProblem(values, phones.length, phoneCells);
    return { ...row, problem, problemParams: { warnings, unread: unreadFields(row, values) } };
  }
  const refusal =
    cautionOf(values) ?? problemOf(who.name, phones.length, phoneCells) ?? standardProblem(row, values, settings);
  return refusal === null ? row : { ...row, problem: refusal.problem, problemParams: refusal.problemParams };
}

function unreadFields(row: NormalisedRow, values: RowValues): LeadField[] {
  const isRead = { inn: row.inn, kpp: row.kpp, ogrn: row.ogrn, email: row.email, phone: row.phones[0] ?? null };
  const fields = ['inn', 'kpp', 'ogrn', 'email', 'phone'] as const;
  return fields.filter((field) => isRead[field] === null && values.first(field) !== undefined);
}

/** Digits of a phone cell that gave no number, as they are told in the row's verdict. */
export interface Dropped {
  readonly text: string;
  readonly reason: LeftoverReason;
}

const DROPPED_MAX = 5;
const DROPPED_MAX_CHARACTERS = 60;

function droppedOf(cells: readonly PhoneCell[]): Dropped[] {
  return cells
    .flatMap((cell) => cell.leftovers)
    .filter(({ text, reason }) => reason !== 'repeated' && /\d/.test(text))
    .slice(0, DROPPED_MAX)
    .map(({ text, reason }) => ({ text: text.slice(0, DROPPED_MAX_CHARACTERS), reason }));
}

function paramsOf(warnings: readonly string[], dropped: readonly Dropped[]): NormalisedRow['problemParams'] {
  if (warnings.length === 0 && dropped.length === 0) {
    return null;
  }
  return { ...(warnings.length > 0 && { warnings }), ...(dropped.length > 0 && { dropped }) };
}

/** A row that says not to call is left out until a person has looked at it: nothing rings on a guess about what was meant. */
function cautionOf(values: RowValues): Refusal | null {
  const warns = values.all('phone').some(warnsInPhoneCell) || values.custom.some(({ value }) => isWarning(value));
  return warns ? { problem: 'check_before_calling', problemParams: null } : null;
}

/** Of a row about a lead we have: a number that must not be taken in, for a reason of its own. */
function partialProblem(values: RowValues, phones: number, cells: readonly PhoneCell[]): RowProblem | null {
  if (values.all('phone').some(warnsInPhoneCell)) {
    return 'check_before_calling';
  }
  return phones === 0 && isRounded(cells) ? 'phone_rounded' : null;
}

function isRounded(cells: readonly PhoneCell[]): boolean {
  return cells.some((cell) => cell.leftovers.some((leftover) => leftover.reason === 'rounded'));
}

type Refusal = { readonly problem: RowProblem; readonly problemParams: NormalisedRow['problemParams'] };

function standardProblem(row: NormalisedRow, values: RowValues, settings: NormaliseSettings): Refusal | null {
  const standard = settings.rules?.standard;
  if (standard === undefined) {
    return null;
  }
  const warnings = row.problemParams?.warnings ?? [];
  const told = { innText: values.first('inn') ?? '', emailText: values.first('email') ?? '', warnings };
  const gaps = standardGaps(row, standard, told);
  const problem = problemOfGaps(gaps);
  return problem === null ? null : { problem, problemParams: { gaps } };
}

/**
 * Local numbers get the area code of the row's own city before that of the list, and that of the address's city last: a list of one town
 * may hold a branch in another, and an address is less sure than a column.
 */
function readPhoneCells(values: RowValues, settings: NormaliseSettings): PhoneCell[] {
  const ofCity = settings.country === 'RU' ? areaCodeOfCity(values.first('city') ?? '') : undefined;
  return values.all('phone').map((cell) => {
    const byCity = ofCity === undefined ? undefined : parsePhoneCell(cell, withAreaCode(settings, ofCity));
    if (byCity !== undefined && byCity.phones.length > 0) {
      return byCity;
    }
    const byList = parsePhoneCell(cell, settings);
    const isLocal =
      settings.country === 'RU' && byList.leftovers.some((leftover) => leftover.reason === 'area_code_missing');
    const ofAddress = isLocal ? areaCodeOfCity(cityOfAddress(values.first('address') ?? '') ?? '') : undefined;
    return ofAddress === undefined ? byList : parsePhoneCell(cell, withAreaCode(settings, ofAddress));
  });
}

function withAreaCode({ country, acceptSynthetic }: PhoneCellSettings, areaCode: string): PhoneCellSettings {
  return { country, acceptSynthetic, areaCode };
}

type Who = Pick<NormalisedRow, 'kind' | 'name' | 'legalName' | 'contactName'>;

/** A person-lead is its own contact; a company without a name of its own goes by its legal name. */
function nameOf(values: RowValues, contactName: string | undefined, audience: Audience): Who {
  const company = values.first('name') ?? values.first('legal_name');
  const legalName = values.first('legal_name') ?? null;
  if (audience === 'b2c' || company === undefined) {
    const person = contactName ?? company ?? '';
    return { kind: 'person', name: person, legalName: null, contactName: null };
  }
  return {
    kind: 'company',
    name: company,
    legalName: legalName === company ? null : legalName,
    contactName: contactName ?? null,
  };
}

/** Facts for a lead that has a name: one of its fields does not stand in for another. */
function namesAsWritten(values: RowValues, contactName: string | undefined): Who {
  const [name = '', legalName = null] = [values.first('name'), values.first('legal_name')];
  return { kind: 'company', name, legalName, contactName: contactName ?? null };
}

interface Place {
  readonly zones: readonly string[];
  readonly columns: Pick<NormalisedRow, 'region' | 'city' | 'address' | 'addressZone'>;
}

function placeOf(values: RowValues): Place {
  const address = values.first('address') ?? null;
  const city = values.first('city') ?? (address === null ? null : (cityOfAddress(address) ?? null));
  const region = values.first('region') ?? null;
  const place = placeOfAddress(region ?? '', city ?? '', address ?? '');
  const zones = place?.zones ?? [];
  const addressZone = zones.length === 1 ? (zones[0] ?? null) : null;
  return { zones, columns: { address: address ?? city, city, region: region ?? place?.region ?? null, addressZone } };
}

function distinctPhones(phones: readonly CellPhone[]): CellPhone[] {
  const seen = new Map(
    phones.map((phone) => [`${phone.e164} ${phone.extension}`, phone]).reverse() as [string, CellPhone][],
  );
  return phones.filter((phone) => seen.get(`${phone.e164} ${phone.extension}`) === phone);
}

function problemOf(name: string, phones: number, cells: readonly PhoneCell[]): Refusal | null {
  if (name === '') {
    return { problem: 'name_missing', problemParams: null };
  }
  if (phones > 0) {
    return null;
  }
  const leftovers = [...new Set(cells.flatMap((cell) => cell.leftovers.map((leftover) => leftover.reason)))];
  if (leftovers.includes('rounded')) {
    return { problem: 'phone_rounded', problemParams: { leftovers } };
  }
  const missing = leftovers.every((reason) => reason === 'no_number');
  return missing
    ? { problem: 'phone_missing', problemParams: null }
    : { problem: 'phone_invalid', problemParams: { leftovers } };
}

function digitsOrNull(value: string | undefined, shape: RegExp): string | null {
  const digits = value?.replace(/\D/g, '') ?? '';
  return shape.test(digits) ? digits : null;
}

/** Whether the phone columns of a row give a number, read exactly as the import reads them. */
export function readsPhone(cells: readonly string[], settings: NormaliseSettings): boolean {
  return readPhoneCells(new RowValues(cells, settings), settings).some((cell) => cell.phones.length > 0);
}
