import type { Locale } from '@warmline/contracts';
import { reasonWords } from '../lists/import-reason.rules.js';
import type { ResultSetting, SheetColumn } from './export-sheet.rules.js';
import type { Claim } from './list-claim.rules.js';
import { phoneCell, textCell, timeCell } from './spreadsheet.rules.js';

const BAD_NUMBER: Readonly<Record<Locale, string>> = {
  ru: 'Номер не работает или чужой',
  en: "Number is dead or somebody else's",
};
const REPEATS: Readonly<Record<Locale, string>> = { ru: 'повторяет строку', en: 'repeats row' };

/** What is wrong, for whoever sold the list: each line can be found in his file and checked. */
export const CLAIM_COLUMNS: readonly SheetColumn<Claim, ResultSetting>[] = [
  { title: { ru: 'Файл', en: 'File' }, width: 30, cell: ({ fileName }) => textCell(fileName) },
  {
    title: { ru: 'Загружен', en: 'Loaded' },
    width: 17,
    cell: ({ loadedAt }, { zone }) => timeCell(loadedAt.toISOString(), zone),
  },
  { title: { ru: 'Строка', en: 'Row' }, width: 8, cell: ({ rowNumber }) => String(rowNumber) },
  { title: { ru: 'Название', en: 'Name' }, width: 36, cell: ({ name }) => textCell(name) },
  { title: { ru: 'ИНН', en: 'INN' }, width: 14, cell: ({ inn }) => textCell(inn) },
  { title: { ru: 'Телефон в файле', en: 'Phone in the file' }, width: 30, cell: ({ phone }) => textCell(phone) },
  {
    title: { ru: 'Что не так', en: 'What is wrong' },
    width: 44,
    cell: ({ what }, { locale }) => wrongCell(what, locale),
  },
  {
    title: { ru: 'Номер', en: 'Number' },
    width: 20,
    cell: ({ what }) => ('e164' in what ? phoneCell(what.e164) : ''),
  },
  {
    title: { ru: 'Звонок', en: 'Call' },
    width: 17,
    cell: ({ what }, { zone }) => ('e164' in what ? timeCell(what.calledAt.toISOString(), zone) : ''),
  },
  {
    title: { ru: 'Результат звонка', en: 'Result of the call' },
    width: 28,
    cell: ({ what }, { locale, resultNames }) =>
      'e164' in what ? textCell(resultNames.get(what.dispositionCode)?.[locale] ?? what.dispositionCode) : '',
  },
];

function wrongCell(what: Claim['what'], locale: Locale): string {
  if ('e164' in what) {
    return BAD_NUMBER[locale];
  }
  const words = reasonWords(what.reason, locale);
  return what.repeats === null ? words : `${words}: ${REPEATS[locale]} ${what.repeats}`;
}
