import type { LeadField } from '@warmline/contracts';
import type { ColumnGuess } from './column-guess.rules.js';

/**
 * Columns of our own export of leads, in order, and what each is when the file comes back. What only we know of a lead (its temperature, its lists)
 * is no fact of the file: read back as own fields it would stand twice at every lead.
 */
export const OWN_EXPORT: readonly { readonly ru: string; readonly en: string; readonly field: LeadField }[] = [
  { ru: 'Тип', en: 'Kind', field: 'ignore' },
  { ru: 'Название', en: 'Name', field: 'name' },
  { ru: 'Юридическое название', en: 'Legal name', field: 'legal_name' },
  { ru: 'ИНН', en: 'INN', field: 'inn' },
  { ru: 'КПП', en: 'KPP', field: 'kpp' },
  { ru: 'ОГРН', en: 'OGRN', field: 'ogrn' },
  { ru: 'Телефон', en: 'Phone', field: 'phone' },
  { ru: 'Телефон 2', en: 'Phone 2', field: 'phone' },
  { ru: 'Телефон 3', en: 'Phone 3', field: 'phone' },
  { ru: 'Контактное лицо', en: 'Contact', field: 'contact_name' },
  { ru: 'Должность', en: 'Position', field: 'position' },
  { ru: 'Другие контакты', en: 'Other contacts', field: 'ignore' },
  { ru: 'Почта', en: 'E-mail', field: 'email' },
  { ru: 'Сайт', en: 'Site', field: 'site' },
  { ru: 'Отрасль', en: 'Industry', field: 'industry' },
  { ru: 'Регион', en: 'Region', field: 'region' },
  { ru: 'Город', en: 'City', field: 'city' },
  { ru: 'Адрес', en: 'Address', field: 'address' },
  { ru: 'Филиалы', en: 'Branches', field: 'ignore' },
  { ru: 'Температура', en: 'Temperature', field: 'ignore' },
  { ru: 'Стадия', en: 'Stage', field: 'ignore' },
  { ru: 'Причина', en: 'Reason', field: 'ignore' },
  { ru: 'Базы', en: 'Lists', field: 'ignore' },
  { ru: 'Добавлен', en: 'Created', field: 'ignore' },
  { ru: 'Касание', en: 'Touched', field: 'ignore' },
];

/** So many columns that only we have are no coincidence, whatever was moved or left out; other programs have stages and reasons too. */
const OURS_FROM = 3;
const OURS_ALONE: ReadonlySet<string> = new Set(['Базы', 'Касание', 'Lists', 'Touched']);

/** What the columns of our own export are; undefined for a file of others. Further columns of a whole export are own fields, whatever their names say. */
export function guessOwnExport(
  headers: readonly string[],
): ((guess: ColumnGuess, column: number) => ColumnGuess) | undefined {
  const names = headers.map((header) => header.trim());
  for (const language of ['ru', 'en'] as const) {
    if (OWN_EXPORT.every((own, column) => names[column] === own[language])) {
      return (_, column) => ({ field: OWN_EXPORT[column]?.field ?? 'custom', confidence: 1 });
    }
  }
  for (const language of ['ru', 'en'] as const) {
    const own = new Map(OWN_EXPORT.map((column) => [column[language], column.field]));
    const ours = names.filter((name) => own.get(name) === 'ignore');
    if (ours.length >= OURS_FROM && ours.some((name) => OURS_ALONE.has(name))) {
      return (guess, column) => {
        const field = own.get(names[column] ?? '');
        return field === undefined ? guess : { field, confidence: 1 };
      };
    }
  }
  return undefined;
}

/** Headers of ours that nobody else writes over such cells, where a few columns of an export are all a file has. */
const TOLD_BY_CELLS: Readonly<Record<string, RegExp>> = {
  температура: /^(холодный|тёплый|горячий)$/i,
  temperature: /^(cold|warm|hot)$/i,
  стадия: /^(в работе|отказ|клиент|закрыт)$/i,
  stage: /^(open|refused|customer|closed)$/i,
  базы: /./,
};

/** A column that repeats what we wrote ourselves, in whatever file it stands. */
export function isOwnWord(header: string, cells: readonly string[]): boolean {
  const words = TOLD_BY_CELLS[header.trim().toLowerCase()];
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  return words !== undefined && filled.length > 0 && filled.every((cell) => words.test(cell));
}
