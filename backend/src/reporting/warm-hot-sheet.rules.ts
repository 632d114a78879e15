import type { Handover, Locale, WarmHotRow } from '@warmline/contracts';
import { phoneCell, textCell, timeCell } from './spreadsheet.rules.js';

type Words<Key extends string> = Readonly<Record<Key, Readonly<Record<Locale, string>>>>;

const LEVELS: Words<'cold' | 'warm' | 'hot' | 'customer'> = {
  cold: { ru: 'Холодный', en: 'Cold' },
  warm: { ru: 'Тёплый', en: 'Warm' },
  hot: { ru: 'Горячий', en: 'Hot' },
  customer: { ru: 'Клиент', en: 'Customer' },
};

const HANDOVERS: Words<Handover['state'] | 'none'> = {
  offered: { ru: 'Предложен', en: 'Offered' },
  accepted: { ru: 'Принят', en: 'Accepted' },
  rejected: { ru: 'Отклонён', en: 'Rejected' },
  deal: { ru: 'Сделка', en: 'Deal' },
  withdrawn: { ru: 'Не передан', en: 'Not handed over' },
  none: { ru: 'Не передан', en: 'Not handed over' },
};

export interface SheetSetting {
  readonly locale: Locale;
  /** Of the organisation: of every instant but the callback, which was promised in the lead's own. */
  readonly zone: string;
  readonly resultNames: ReadonlyMap<string, Readonly<Record<Locale, string>>>;
}

interface Column {
  readonly title: Readonly<Record<Locale, string>>;
  /** Characters, for XLSX. */
  readonly width: number;
  readonly cell: (row: WarmHotRow, setting: SheetSetting) => string;
}

const SHEET: readonly Column[] = [
  {
    title: { ru: 'Температура', en: 'Temperature' },
    width: 14,
    cell: ({ temperature, stage }, { locale }) => LEVELS[stage === 'customer' ? 'customer' : temperature][locale],
  },
  { title: { ru: 'Компания', en: 'Company' }, width: 36, cell: ({ name }) => textCell(name) },
  { title: { ru: 'Город', en: 'City' }, width: 20, cell: ({ city }) => textCell(city ?? '') },
  { title: { ru: 'Контактное лицо', en: 'Contact' }, width: 28, cell: ({ contact }) => textCell(contact?.name ?? '') },
  { title: { ru: 'Должность', en: 'Position' }, width: 22, cell: ({ contact }) => textCell(contact?.position ?? '') },
  { title: { ru: 'Телефон', en: 'Phone' }, width: 20, cell: ({ phone }) => (phone === null ? '' : phoneCell(phone)) },
  { title: { ru: 'Ответы', en: 'Answers' }, width: 48, cell: answersCell },
  { title: { ru: 'Заметка', en: 'Note' }, width: 48, cell: ({ note }) => textCell(note) },
  { title: { ru: 'Результат звонка', en: 'Result' }, width: 22, cell: resultCell },
  { title: { ru: 'Оператор', en: 'Operator' }, width: 24, cell: ({ operatorName }) => textCell(operatorName ?? '') },
  { title: { ru: 'Звонок', en: 'Call' }, width: 17, cell: ({ lastCallAt }, { zone }) => timeCell(lastCallAt, zone) },
  {
    title: { ru: 'Перезвон, время лида', en: "Callback, lead's time" },
    width: 17,
    cell: ({ nextStep }) => (nextStep === null ? '' : timeCell(nextStep.dueAt, nextStep.zone)),
  },
  {
    title: { ru: 'Передача', en: 'Handover' },
    width: 17,
    cell: ({ handover }, { locale }) => HANDOVERS[handover?.state ?? 'none'][locale],
  },
  { title: { ru: 'Кому', en: 'To' }, width: 24, cell: (row) => textCell(standing(row)?.to.name ?? '') },
  { title: { ru: 'Причина отказа', en: 'Reason' }, width: 28, cell: (row) => textCell(standing(row)?.reason ?? '') },
  { title: { ru: 'Остынет', en: 'Cools' }, width: 17, cell: ({ coolsAt }, { zone }) => timeCell(coolsAt, zone) },
];

export function sheetColumns(locale: Locale): { title: string; width: number }[] {
  return SHEET.map(({ title, width }) => ({ title: title[locale], width }));
}

/** The cells of one lead in the order of the columns, each safe to open in a spreadsheet. */
export function sheetRow(row: WarmHotRow, setting: SheetSetting): string[] {
  return SHEET.map(({ cell }) => cell(row, setting));
}

function answersCell({ answers }: WarmHotRow, { locale }: SheetSetting): string {
  return textCell(answers.map(({ label, value }) => `${label[locale]}: ${value}`).join('; '));
}

function resultCell({ dispositionCode }: WarmHotRow, { resultNames, locale }: SheetSetting): string {
  return dispositionCode === null ? '' : textCell(resultNames.get(dispositionCode)?.[locale] ?? dispositionCode);
}

/** A withdrawn offer is as if there had been none. */
function standing({ handover }: WarmHotRow): Handover | null {
  return handover?.state === 'withdrawn' ? null : handover;
}
