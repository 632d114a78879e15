import type { Locale } from '@warmline/contracts';
import type { Stage, Temperature } from '@warmline/contracts';
import { phoneCell, textCell, timeCell } from './spreadsheet.rules.js';

type Words<Key extends string> = Readonly<Record<Key, Readonly<Record<Locale, string>>>>;

const TEMPERATURES: Words<Temperature> = {
  cold: { ru: 'Холодный', en: 'Cold' },
  warm: { ru: 'Тёплый', en: 'Warm' },
  hot: { ru: 'Горячий', en: 'Hot' },
};
const STAGES: Words<Stage> = {
  open: { ru: 'В работе', en: 'Open' },
  refused: { ru: 'Отказ', en: 'Refused' },
  customer: { ru: 'Клиент', en: 'Customer' },
  closed: { ru: 'Закрыт', en: 'Closed' },
};
const KINDS: Words<'company' | 'person'> = {
  company: { ru: 'Компания', en: 'Company' },
  person: { ru: 'Человек', en: 'Person' },
};
const YES_NO: Words<'yes' | 'no'> = { yes: { ru: 'да', en: 'yes' }, no: { ru: 'нет', en: 'no' } };

export interface ExportSetting {
  readonly locale: Locale;
  /** Of the organisation: all instants are shown by it. */
  readonly zone: string;
}

export interface SheetColumn<Row, Setting extends ExportSetting = ExportSetting> {
  readonly title: Readonly<Record<Locale, string>>;
  /** Characters, for XLSX. */
  readonly width: number;
  readonly cell: (row: Row, setting: Setting) => string;
}

export interface LeadSheetRow {
  readonly kind: 'company' | 'person';
  readonly name: string;
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
  readonly temperature: Temperature;
  readonly stage: Stage;
  readonly stageReason: string | null;
  readonly createdAt: Date;
  readonly touchedAt: Date | null;
  /** `+79211234567` or `+79211234567 x12`. */
  readonly phones: readonly string[];
  /** Who decides first. */
  readonly contacts: readonly { readonly name: string; readonly position: string | null }[];
  /** Name, place and numbers as in `phones`. */
  readonly branches: readonly {
    readonly name: string;
    readonly place: string | null;
    readonly phones: readonly string[];
  }[];
  readonly lists: readonly string[];
  readonly custom: Readonly<Record<string, string>>;
}

const MOST_PHONES = 3;

/** One column per own field; more numbers than there are columns stand together in the last. */
export function leadColumns(fieldNames: readonly string[]): SheetColumn<LeadSheetRow>[] {
  return [
    ...NAMED,
    ...Array.from({ length: MOST_PHONES }, (_, at) => phoneColumn(at)),
    ...FURTHER,
    ...fieldNames.map((name) => ({
      title: { ru: textCell(name), en: textCell(name) },
      width: 20,
      cell: ({ custom }: LeadSheetRow) => textCell(custom[name] ?? ''),
    })),
  ];
}

const text = (ru: string, en: string, width: number, of: (row: LeadSheetRow) => string | null) => ({
  title: { ru, en },
  width,
  cell: (row: LeadSheetRow) => textCell(of(row) ?? ''),
});

const NAMED: readonly SheetColumn<LeadSheetRow>[] = [
  { title: { ru: 'Тип', en: 'Kind' }, width: 12, cell: ({ kind }, { locale }) => KINDS[kind][locale] },
  text('Название', 'Name', 36, ({ name }) => name),
  text('Юридическое название', 'Legal name', 36, ({ legalName }) => legalName),
  text('ИНН', 'INN', 14, ({ inn }) => inn),
  text('КПП', 'KPP', 12, ({ kpp }) => kpp),
  text('ОГРН', 'OGRN', 16, ({ ogrn }) => ogrn),
];

const FURTHER: readonly SheetColumn<LeadSheetRow>[] = [
  text('Контактное лицо', 'Contact', 28, ({ contacts }) => contacts[0]?.name ?? ''),
  text('Должность', 'Position', 22, ({ contacts }) => contacts[0]?.position ?? ''),
  text('Другие контакты', 'Other contacts', 36, ({ contacts }) => contacts.slice(1).map(personOf).join('; ')),
  text('Почта', 'E-mail', 26, ({ email }) => email),
  text('Сайт', 'Site', 26, ({ site }) => site),
  text('Отрасль', 'Industry', 22, ({ industry }) => industry),
  text('Регион', 'Region', 24, ({ region }) => region),
  text('Город', 'City', 20, ({ city }) => city),
  text('Адрес', 'Address', 40, ({ address }) => address),
  {
    title: { ru: 'Филиалы', en: 'Branches' },
    width: 40,
    cell: ({ branches }, { locale }) => textCell(branches.map((branch) => branchOf(branch, locale)).join('; ')),
  },
  {
    title: { ru: 'Температура', en: 'Temperature' },
    width: 14,
    cell: ({ temperature }, { locale }) => TEMPERATURES[temperature][locale],
  },
  { title: { ru: 'Стадия', en: 'Stage' }, width: 12, cell: ({ stage }, { locale }) => STAGES[stage][locale] },
  text('Причина', 'Reason', 24, ({ stageReason }) => stageReason),
  text('Базы', 'Lists', 30, ({ lists }) => lists.join('; ')),
  instant('Добавлен', 'Created', ({ createdAt }) => createdAt),
  instant('Касание', 'Touched', ({ touchedAt }) => touchedAt),
];

function phoneColumn(at: number): SheetColumn<LeadSheetRow> {
  const ending = at === 0 ? '' : ` ${at + 1}`;
  return {
    title: { ru: `Телефон${ending}`, en: `Phone${ending}` },
    width: 20,
    cell: ({ phones }, { locale }) => {
      const cell = at === MOST_PHONES - 1 ? phones.slice(at) : phones.slice(at, at + 1);
      return cell.map((phone) => withExtension(phone, locale)).join('; ');
    },
  };
}

const EXTENSION: Readonly<Record<Locale, string>> = { ru: 'доб.', en: 'ext.' };

/** The number is grouped and needs no guard; what follows is digits alone, behind a word that our reader knows: ", 12" would be a second number. */
function withExtension(phone: string, locale: Locale): string {
  const [number = '', extension] = phone.split(' x');
  return extension === undefined
    ? phoneCell(number)
    : `${phoneCell(number)} ${EXTENSION[locale]} ${textCell(extension)}`;
}

function personOf({ name, position }: LeadSheetRow['contacts'][number]): string {
  return position === null ? name : `${name}, ${position}`;
}

function branchOf({ name, place, phones }: LeadSheetRow['branches'][number], locale: Locale): string {
  return [name, place ?? '', ...phones.map((phone) => withExtension(phone, locale))]
    .filter((part) => part !== '')
    .join(', ');
}

function instant<Row>(ru: string, en: string, of: (row: Row) => Date | null): SheetColumn<Row> {
  return {
    title: { ru, en },
    width: 17,
    cell: (row, { zone }) => timeCell(of(row)?.toISOString() ?? null, zone),
  };
}

export interface ListSheetRow {
  readonly name: string;
  readonly clientName: string;
  readonly audience: string;
  readonly legalKind: string;
  readonly legalComplete: boolean;
  readonly archived: boolean;
  readonly createdAt: Date;
  readonly createdBy: string | null;
  readonly total: number;
  readonly warm: number;
  readonly hot: number;
}

export const LIST_COLUMNS: readonly SheetColumn<ListSheetRow>[] = [
  { title: { ru: 'База', en: 'List' }, width: 36, cell: ({ name }) => textCell(name) },
  { title: { ru: 'Заказчик', en: 'Client' }, width: 28, cell: ({ clientName }) => textCell(clientName) },
  { title: { ru: 'Аудитория', en: 'Audience' }, width: 12, cell: ({ audience }) => audience.toUpperCase() },
  { title: { ru: 'Лидов', en: 'Leads' }, width: 10, cell: ({ total }) => String(total) },
  { title: { ru: 'Тёплых', en: 'Warm' }, width: 10, cell: ({ warm }) => String(warm) },
  { title: { ru: 'Горячих', en: 'Hot' }, width: 10, cell: ({ hot }) => String(hot) },
  { title: { ru: 'Основание', en: 'Legal source' }, width: 22, cell: ({ legalKind }) => textCell(legalKind) },
  {
    title: { ru: 'Основание полное', en: 'Legal source complete' },
    width: 18,
    cell: ({ legalComplete }, { locale }) => YES_NO[legalComplete ? 'yes' : 'no'][locale],
  },
  {
    title: { ru: 'В архиве', en: 'Archived' },
    width: 10,
    cell: ({ archived }, { locale }) => YES_NO[archived ? 'yes' : 'no'][locale],
  },
  instant('Создана', 'Created', ({ createdAt }) => createdAt),
  { title: { ru: 'Кем', en: 'By' }, width: 24, cell: ({ createdBy }) => textCell(createdBy ?? '') },
];

export interface ResultSheetRow {
  readonly at: Date;
  readonly plannedAt: Date;
  readonly answeredAt: Date | null;
  readonly endedAt: Date | null;
  readonly leadName: string;
  readonly city: string | null;
  readonly phone: string | null;
  readonly campaignName: string;
  readonly operatorName: string | null;
  readonly dispositionCode: string;
  readonly cause: string | null;
  readonly note: string;
}

export interface ResultSetting extends ExportSetting {
  readonly resultNames: ReadonlyMap<string, Readonly<Record<Locale, string>>>;
}

export const RESULT_COLUMNS: readonly SheetColumn<ResultSheetRow, ResultSetting>[] = [
  instant('Звонок', 'Call', ({ plannedAt }) => plannedAt),
  { title: { ru: 'Лид', en: 'Lead' }, width: 36, cell: ({ leadName }) => textCell(leadName) },
  { title: { ru: 'Город', en: 'City' }, width: 20, cell: ({ city }) => textCell(city ?? '') },
  { title: { ru: 'Телефон', en: 'Phone' }, width: 20, cell: ({ phone }) => (phone === null ? '' : phoneCell(phone)) },
  { title: { ru: 'Кампания', en: 'Campaign' }, width: 28, cell: ({ campaignName }) => textCell(campaignName) },
  { title: { ru: 'Оператор', en: 'Operator' }, width: 24, cell: ({ operatorName }) => textCell(operatorName ?? '') },
  {
    title: { ru: 'Результат', en: 'Result' },
    width: 24,
    cell: ({ dispositionCode: code }, { locale, resultNames }) => textCell(resultNames.get(code)?.[locale] ?? code),
  },
  {
    title: { ru: 'Разговор, с', en: 'Talk, s' },
    width: 12,
    cell: ({ answeredAt, endedAt }) =>
      answeredAt === null || endedAt === null
        ? ''
        : String(Math.round((endedAt.getTime() - answeredAt.getTime()) / 1000)),
  },
  instant('Записан', 'Recorded', ({ at }) => at),
  { title: { ru: 'Заметка', en: 'Note' }, width: 48, cell: ({ note }) => textCell(note) },
];
