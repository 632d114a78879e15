import type { LeadRow } from '@warmline/contracts';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Chip, LeadChip } from '../../components/Chip.js';
import type { Column } from '../../components/DataTable.js';
import { useServerNow } from '../../hooks/useServerClock.js';
import { languageOf } from '../../lib/language.js';
import { formatPhone } from '../../lib/phone.js';
import { pastText } from '../../lib/when.rules.js';
import { isSelected, NOTHING_SELECTED, type Selection, toggled } from './lead-filters.rules.js';

export function useLeadColumns(): Column<LeadRow>[] {
  const { t } = useTranslation('leads');
  return [
    {
      id: 'temperature',
      title: t('column.temperature'),
      width: 126,
      cell: (row) => <LeadChip temperature={row.temperature} stage={row.stage} />,
    },
    { id: 'name', title: t('column.name'), rowHeader: true, width: '28%', cell: (row) => <Name row={row} /> },
    { id: 'contact', title: t('column.contact'), cell: (row) => <First of={row.contacts} /> },
    { id: 'phone', title: t('column.phone'), width: 172, cell: (row) => <First of={row.phones.map(phoneText)} /> },
    { id: 'list', title: t('column.list'), cell: (row) => <First of={row.lists} /> },
    { id: 'touched', title: t('column.touched'), numeric: true, width: 92, cell: (row) => <Touched row={row} /> },
  ];
}

export interface Ticking {
  readonly selection: Selection;
  /** Ids of the rows on the screen. */
  readonly shown: readonly string[];
  readonly onChange: (selection: Selection) => void;
}

/** Ticks for a change of many. The title's tick is for the rows on the screen; all that the filter finds are offered beside it. */
export function useTickColumn({ selection, shown, onChange }: Ticking): Column<LeadRow> {
  const { t } = useTranslation('leads');
  const every = shown.length > 0 && shown.every((id) => isSelected(selection, id));
  return {
    id: 'tick',
    width: 44,
    title: (
      <Tick
        label={t('bulk.tickShown')}
        checked={every}
        onChange={() => onChange(every ? NOTHING_SELECTED : { kind: 'some', ids: new Set(shown) })}
      />
    ),
    cell: (row) => (
      <Tick
        label={t('bulk.tick', { name: row.name })}
        checked={isSelected(selection, row.id)}
        onChange={() => onChange(toggled(selection, row.id, shown))}
      />
    ),
  };
}

interface TickProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: () => void;
}

/** A click beside the box, within its cell, is meant for it and must not open the row. */
function Tick({ label, checked, onChange }: TickProps): JSX.Element {
  return (
    <label className="leads__tick" onClick={(event) => event.stopPropagation()}>
      <input type="checkbox" aria-label={label} checked={checked} onChange={onChange} />
    </label>
  );
}

/** `+79211234567 x12` of the server, as people read it. */
function phoneText(phone: string): string {
  const [e164 = '', extension] = phone.split(' x');
  return extension === undefined ? formatPhone(e164) : `${formatPhone(e164)}, ${extension}`;
}

interface OfRow {
  readonly row: LeadRow;
}

function Name({ row }: OfRow): JSX.Element {
  const { t } = useTranslation('leads');
  const place = row.city ?? row.region;
  return (
    <span className="cell2">
      <span className="rowx">
        <span className="ell" title={row.name}>
          {row.name}
        </span>
        {row.synthetic && <Chip tone="line">{t('synthetic')}</Chip>}
      </span>
      <span className="sm t3 ell">
        {[place, row.inn && t('innOf', { inn: row.inn })].filter(Boolean).join(', ') || t(`kind.${row.kind}`)}
      </span>
    </span>
  );
}

/** The first of several, and how many stand behind it. */
function First({ of }: { readonly of: readonly string[] }): JSX.Element {
  const { t } = useTranslation('leads');
  const [first, ...others] = of;
  if (first === undefined) return <span className="t3">—</span>;
  return (
    <span className="cell2 num" title={of.join('\n')}>
      <span className="ell">{first}</span>
      {others.length > 0 && <span className="sm t3">{t('more', { count: others.length })}</span>}
    </span>
  );
}

const MINUTE_MS = 60_000;

function Touched({ row }: OfRow): JSX.Element {
  const { i18n } = useTranslation();
  const now = useServerNow(MINUTE_MS);
  if (row.touchedAt === null) return <span className="t3">—</span>;
  return (
    <time dateTime={row.touchedAt} className="t2">
      {pastText(row.touchedAt, now, languageOf(i18n.language))}
    </time>
  );
}
