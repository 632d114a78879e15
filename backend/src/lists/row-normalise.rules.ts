import type { Audience, ColumnMapping, LeadField } from '@warmline/contracts';
import { locatePhone, type LocatedPhone } from '../leads/phone-zone.rules.js';
import { placeOfAddress } from '../leads/numbering/address-zone.rules.js';
import { companyNameKey, isValidInn } from '../leads/company-name.rules.js';
import {
  parsePhoneCell,
  type CellPhone,
  type LeftoverReason,
  type PhoneCellSettings,
} from '../leads/phone-cell.rules.js';

export interface NormaliseSettings extends PhoneCellSettings {
  readonly audience: Audience;
  readonly mapping: ColumnMapping;
  /** Names of the columns, for what is kept under its own header. */
  readonly headers: readonly string[];
  /** IANA zone for numbers about which neither address nor plan says anything. */
  readonly defaultZone?: string | undefined;
}

/** Why a row gives no lead. Codes; the words are the interface's. */
export type RowProblem = 'name_missing' | 'phone_missing' | 'phone_invalid' | 'unbalanced_quotes' | 'nul_byte';

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
  readonly problemParams: { readonly leftovers?: readonly LeftoverReason[] } | null;
  /** Cells of phone columns that hold a digit, and those that gave a number. */
  readonly phoneCells: number;
  readonly phoneCellsParsed: number;
}

const TEXT_MAX = 1000;

/**
 * One row of a file as a lead would be made of it. Pure: the same row and settings give the same lead.
 * The literal names every property: spread into, it costs more than all that is computed for it.
 */
export function normaliseRow(cells: readonly string[], settings: NormaliseSettings): NormalisedRow {
  const values = new RowValues(cells, settings.mapping);
  const contactName = values.first('contact_name') ?? values.joined(['last_name', 'first_name', 'middle_name']);
  const who = nameOf(values, contactName, settings.audience);
  const place = placeOf(values);
  const inn = values.first('inn')?.replace(/\D/g, '') ?? '';
  const phoneCells = values.all('phone').map((cell) => parsePhoneCell(cell, settings));
  const phones = distinctPhones(phoneCells.flatMap((cell) => cell.phones)).map((phone) =>
    locatePhone(phone, { addressZones: place.zones, listZone: settings.defaultZone }),
  );
  const { problem, problemParams } = problemOf(who.name, phones.length, phoneCells);
  return {
    kind: who.kind,
    name: who.name,
    nameKey: companyNameKey(who.name),
    legalName: who.legalName,
    inn: isValidInn(inn) ? inn : null,
    kpp: digitsOrNull(values.first('kpp'), /^\d{9}$/),
    ogrn: digitsOrNull(values.first('ogrn'), /^(\d{13}|\d{15})$/),
    email: emailOf(values.first('email')),
    site: values.first('site') ?? null,
    industry: values.first('industry') ?? null,
    region: place.columns.region,
    city: place.columns.city,
    address: place.columns.address,
    addressZone: place.columns.addressZone,
    contactName: who.contactName,
    contactPosition: values.first('position') ?? null,
    custom: customOf(values, settings, isValidInn(inn)),
    phones,
    problem,
    problemParams,
    phoneCells: values.all('phone').filter((cell) => /\d/.test(cell)).length,
    phoneCellsParsed: phoneCells.filter((cell) => cell.phones.length > 0).length,
  };
}

/** The cells of a row by what their columns mean; trimmed, empty ones left out, absurdly long ones cut. */
class RowValues {
  private readonly byField = new Map<LeadField, string[]>();
  readonly custom: { readonly column: number; readonly value: string }[] = [];

  constructor(cells: readonly string[], mapping: ColumnMapping) {
    mapping.forEach((field, column) => {
      // The apostrophe is what our own file of rejected rows puts before a cell that would run as a formula.
      const raw = field === 'ignore' ? '' : cleanCell(cells[column] ?? '');
      if (raw === '') {
        return;
      }
      const value = field === 'phone' ? raw : oneLine(raw);
      if (field === 'custom' || field === 'note') {
        this.custom.push({ column, value });
      }
      this.byField.set(field, [...this.all(field), value]);
    });
  }

  all(field: LeadField): readonly string[] {
    return this.byField.get(field) ?? [];
  }

  first(field: LeadField): string | undefined {
    return this.all(field)[0];
  }

  joined(fields: readonly LeadField[]): string | undefined {
    const parts = fields.flatMap((field) => this.all(field).slice(0, 1));
    return parts.length > 0 ? parts.join(' ') : undefined;
  }
}

/** Most cells are clean already, and looking is cheaper than replacing. */
function cleanCell(cell: string): string {
  const text = (cell.includes('\0') ? cell.replaceAll('\0', '') : cell).trim();
  return text.startsWith("'") ? text.replace(/^'(?=[=+\-@])/, '') : text;
}

function oneLine(text: string): string {
  return (/\s\s|[^\S ]/.test(text) ? text.replace(/\s+/g, ' ') : text).slice(0, TEXT_MAX);
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

interface Place {
  readonly zones: readonly string[];
  readonly columns: Pick<NormalisedRow, 'region' | 'city' | 'address' | 'addressZone'>;
}

function placeOf(values: RowValues): Place {
  const address = values.first('address') ?? null;
  const city = values.first('city') ?? null;
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

function problemOf(
  name: string,
  phones: number,
  cells: readonly { readonly leftovers: readonly { readonly reason: LeftoverReason }[] }[],
): Pick<NormalisedRow, 'problem' | 'problemParams'> {
  if (name === '') {
    return { problem: 'name_missing', problemParams: null };
  }
  if (phones > 0) {
    return { problem: null, problemParams: null };
  }
  const leftovers = [...new Set(cells.flatMap((cell) => cell.leftovers.map((leftover) => leftover.reason)))];
  const missing = leftovers.every((reason) => reason === 'no_number');
  return missing
    ? { problem: 'phone_missing', problemParams: null }
    : { problem: 'phone_invalid', problemParams: { leftovers } };
}

/** Under its own header, a repeated one with a number behind it; a tax number that fails its checksum is kept for a person to look at. */
function customOf(values: RowValues, settings: NormaliseSettings, innIsValid: boolean): Record<string, string> {
  const custom: Record<string, string> = {};
  for (const { column, value } of values.custom) {
    const header = settings.headers[column]?.trim() || `#${column + 1}`;
    custom[header in custom ? `${header} (${column + 1})` : header] = value;
  }
  const inn = values.first('inn');
  if (inn !== undefined && !innIsValid) {
    custom['inn?'] = inn;
  }
  return custom;
}

function digitsOrNull(value: string | undefined, shape: RegExp): string | null {
  const digits = value?.replace(/\D/g, '') ?? '';
  return shape.test(digits) ? digits : null;
}

function emailOf(value: string | undefined): string | null {
  return value === undefined ? null : (/[^\s,;<>"]+@[^\s,;<>"]+\.[^\s,;<>"]+/.exec(value)?.[0].toLowerCase() ?? null);
}
