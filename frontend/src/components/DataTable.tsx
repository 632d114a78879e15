import { type JSX, type KeyboardEvent, type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../lib/format.js';
import { languageOf } from '../lib/language.js';
import { Button } from './Button.js';
import { EmptyState } from './EmptyState.js';
import { ErrorState } from './ErrorState.js';
import { Skeleton } from './Skeleton.js';

export interface Column<Row> {
  readonly id: string;
  readonly title: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers stand to the right. */
  readonly numeric?: boolean;
  /** Names the row for screen readers. */
  readonly rowHeader?: boolean;
  readonly width?: number | string;
}

export interface DataTableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Rows of two lines. */
  readonly tall?: boolean;
  /** Columns without a width share the room left over; long words are cut by their cells. */
  readonly fixed?: boolean;
  readonly selectedKey?: string;
  /** Opens the row's side panel: by click, Enter or Space. */
  readonly onOpen?: (row: Row) => void;
  readonly loading?: boolean;
  readonly error?: unknown;
  readonly retry?: () => void;
  readonly empty?: ReactNode;
  /** Keyset pages: how many matched when the server knows, and the next page when there is one. */
  readonly total?: number;
  /** There are more than `total`; nobody counted on. */
  readonly totalIsLeast?: boolean;
  readonly more?: () => void;
  readonly loadingMore?: boolean;
}

/** Every list: rows of one height, arrows move, Enter opens, pages come by cursor. */
export function DataTable<Row>(props: DataTableProps<Row>): JSX.Element {
  if (props.error !== undefined && props.error !== null) return <ErrorState error={props.error} retry={props.retry} />;
  if (props.loading) return <Skeleton rowHeightPx={props.tall ? 48 : 32} />;
  if (props.rows.length === 0) return <>{props.empty ?? <NothingFound />}</>;
  return (
    <>
      <div className="table-scroll" tabIndex={-1}>
        <table className={tableClass(props)} aria-label={props.label}>
          <thead>
            <tr>
              {props.columns.map((column) => (
                <th
                  key={column.id}
                  scope="col"
                  className={column.numeric ? 'r' : undefined}
                  style={{ width: column.width }}
                >
                  {column.title}
                </th>
              ))}
            </tr>
          </thead>
          <Rows {...props} />
        </table>
      </div>
      <PageFoot {...props} />
    </>
  );
}

const tableClass = ({ tall, fixed }: { tall?: boolean; fixed?: boolean }): string =>
  ['table', tall && 'table--tall', fixed && 'table--fixed'].filter(Boolean).join(' ');

function Rows<Row>({ rows, rowKey, columns, selectedKey, onOpen }: DataTableProps<Row>): JSX.Element {
  const body = useRef<HTMLTableSectionElement>(null);
  const focusable = selectedKey ?? (rows[0] && rowKey(rows[0]));
  return (
    <tbody ref={body}>
      {rows.map((row) => {
        const key = rowKey(row);
        const open = onOpen && (() => onOpen(row));
        return (
          <tr
            key={key}
            aria-selected={selectedKey === undefined ? undefined : key === selectedKey}
            tabIndex={onOpen && key === focusable ? 0 : onOpen ? -1 : undefined}
            className={onOpen ? 'row--open' : undefined}
            onClick={open}
            onKeyDown={open && ((event) => moveOrOpen(event, open))}
          >
            {columns.map((column) => (
              <Cell key={column.id} column={column} row={row} />
            ))}
          </tr>
        );
      })}
    </tbody>
  );
}

function Cell<Row>({ column, row }: { readonly column: Column<Row>; readonly row: Row }): JSX.Element {
  if (column.rowHeader) return <th scope="row">{column.cell(row)}</th>;
  return <td className={column.numeric ? 'r num' : undefined}>{column.cell(row)}</td>;
}

function moveOrOpen(event: KeyboardEvent<HTMLTableRowElement>, open: () => void): void {
  if (event.target !== event.currentTarget) return;
  const row = event.currentTarget;
  const next =
    event.key === 'ArrowDown' ? row.nextElementSibling : event.key === 'ArrowUp' ? row.previousElementSibling : null;
  if (next instanceof HTMLElement) {
    event.preventDefault();
    next.focus();
  } else if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault();
    open();
  }
}

function PageFoot<Row>({ rows, total, totalIsLeast, more, loadingMore }: DataTableProps<Row>): JSX.Element {
  const { t, i18n } = useTranslation();
  const language = languageOf(i18n.language);
  const shown = formatNumber(rows.length, language);
  return (
    <footer className="page__foot">
      <span className="sm t3 num">
        {total === undefined
          ? t('table.shown', { rows: shown })
          : t('number.outOf', { part: shown, whole: `${formatNumber(total, language)}${totalIsLeast ? '+' : ''}` })}
      </span>
      <span className="grow" />
      {more && (
        <Button onClick={more} disabled={loadingMore}>
          {t('table.more')}
        </Button>
      )}
    </footer>
  );
}

function NothingFound(): JSX.Element {
  const { t } = useTranslation();
  return <EmptyState title={t('table.empty')} />;
}
