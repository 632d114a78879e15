import type { Locale, SuppressionKind, SuppressionScope, SuppressionSource } from '@warmline/contracts';
import type { StopRow } from '../compliance/stop-row.rules.js';
import type { SheetColumn } from './export-sheet.rules.js';
import { phoneCell, textCell, timeCell } from './spreadsheet.rules.js';

type Words<Key extends string> = Readonly<Record<Key, Readonly<Record<Locale, string>>>>;

const KINDS: Words<SuppressionKind> = {
  opt_out: { ru: 'Попросил не звонить', en: 'Asked not to be called' },
  register: { ru: 'Реестр', en: 'Register' },
  own_staff: { ru: 'Свои сотрудники', en: 'Own staff' },
  open_deal: { ru: 'Открытая сделка', en: 'Open deal' },
  competitor: { ru: 'Конкурент', en: 'Competitor' },
  regulator: { ru: 'Надзорный орган', en: 'Regulator' },
  test: { ru: 'Тестовый номер', en: 'Test number' },
  complaint: { ru: 'Жалоба', en: 'Complaint' },
};
const SCOPES: Words<SuppressionScope> = {
  organisation: { ru: 'Вся организация', en: 'Whole organisation' },
  client: { ru: 'Клиент', en: 'Client' },
  campaign: { ru: 'Кампания', en: 'Campaign' },
};
const SOURCES: Words<SuppressionSource> = {
  call: { ru: 'Звонок', en: 'Call' },
  file: { ru: 'Файл', en: 'File' },
  hand: { ru: 'Вручную', en: 'By hand' },
  system: { ru: 'Система', en: 'System' },
};

const text = (ru: string, en: string, width: number, of: (row: StopRow) => string | null) => ({
  title: { ru, en },
  width,
  cell: (row: StopRow) => textCell(of(row) ?? ''),
});

const joined = (first: string, second: string | null): string => (second === null ? first : `${first}: ${second}`);

/** The number stands in it only while a lead has it: erased people keep their stop and not their number. */
export const STOP_COLUMNS: readonly SheetColumn<StopRow>[] = [
  { title: { ru: 'Номер', en: 'Number' }, width: 18, cell: ({ e164 }) => (e164 === null ? '' : phoneCell(e164)) },
  text('Ключ номера', 'Key of the number', 36, ({ numberKey }) => numberKey.toString('hex')),
  { title: { ru: 'Вид', en: 'Kind' }, width: 22, cell: ({ kind }, { locale }) => KINDS[kind][locale] },
  {
    title: { ru: 'Действует для', en: 'Holds for' },
    width: 26,
    cell: ({ scope, clientName, campaignName }, { locale }) =>
      textCell(joined(SCOPES[scope][locale], clientName ?? campaignName)),
  },
  {
    title: { ru: 'Откуда', en: 'Source' },
    width: 30,
    cell: ({ source, registerName, fileName }, { locale }) =>
      textCell(joined(SOURCES[source][locale], registerName ?? fileName)),
  },
  text('Причина', 'Reason', 40, ({ reason }) => reason),
  text('Кто поставил', 'Put by', 22, ({ byName }) => byName),
  {
    title: { ru: 'Когда', en: 'When' },
    width: 17,
    cell: ({ createdAt }, { zone }) => timeCell(createdAt.toISOString(), zone),
  },
  text('По какой день', 'Until', 13, ({ expiresOn }) => expiresOn),
  {
    title: { ru: 'Снят', en: 'Lifted' },
    width: 17,
    cell: ({ liftedAt }, { zone }) => (liftedAt === null ? '' : timeCell(liftedAt.toISOString(), zone)),
  },
  text('Кто снял', 'Lifted by', 22, ({ liftedByName }) => liftedByName),
  text('Почему снят', 'Why lifted', 40, ({ liftedReason }) => liftedReason),
];
