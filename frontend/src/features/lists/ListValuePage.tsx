import type { ListRightToCall, ListValue } from '@warmline/contracts';
import { useQueries, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { IconTrophy } from '@tabler/icons-react';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { ExportMenu } from '../../components/ExportMenu.js';
import { BareSelect } from '../../components/Field.js';
import { Icon } from '../../components/Icon.js';
import { PageHead } from '../../components/PageHead.js';
import { Panel } from '../../components/Panel.js';
import { Problem } from '../../components/Problem.js';
import { Rate } from '../../components/Rate.js';
import { Skeleton } from '../../components/Skeleton.js';
import { formatDate, formatNumber, formatShare } from '../../lib/format.js';
import { languageOf } from '../../lib/language.js';
import { claimAddress, listsToCompareQuery, rightToCallQuery, valueQuery } from './list-data.js';
import { betterOf, FIGURES, type Figure, type FigureLine } from './list-value.rules.js';
import './lists.css';

interface Valued {
  readonly value: ListValue;
  /** Counting it looks at every lead: the rest does not wait for it. */
  readonly right: ListRightToCall | undefined;
}

/** What a list was worth, alone or beside another. */
export function ListValuePage(): JSX.Element {
  const { t } = useTranslation('lists');
  const search = useSearch({ strict: false });
  const ids = [search.list, search.with].filter((id) => id !== undefined);
  const values = useQueries({ queries: ids.map(valueQuery) });
  const rights = useQueries({ queries: ids.map(rightToCallQuery) });
  const error = [...values, ...rights].find((query) => query.error !== null)?.error;
  const lists = values.flatMap(({ data }, at) => (data ? [{ value: data, right: rights[at]?.data }] : []));
  const first = lists[0];
  return (
    <main className="page">
      <PageHead title={t('value.title')} state={lists.map(({ value }) => value.listName).join(' · ')}>
        {search.list !== undefined && <OtherList list={search.list} other={search.with} />}
        <Link to="/lists" search={{ open: search.list }} className="btn btn--sm">
          {t('value.back')}
        </Link>
      </PageHead>
      <div className="value" tabIndex={0} role="region" aria-label={t('value.title')}>
        <Problem error={error} />
        {first === undefined ? !error && <Skeleton /> : <Figures lists={lists} />}
        {first !== undefined && (
          <div className="value__parts">
            {lists.map((list) => (
              <Blocked key={list.value.listId} {...list} />
            ))}
            {lists.map(({ value }) => (
              <Decay key={value.listId} value={value} />
            ))}
            <Overlaps value={first.value} other={lists[1]?.value} />
          </div>
        )}
      </div>
    </main>
  );
}

/** Any other list to stand beside this one; the overlap table offers those that share leads. */
function OtherList({ list, other }: { readonly list: string; readonly other: string | undefined }): JSX.Element {
  const { t } = useTranslation('lists');
  const navigate = useNavigate();
  const lists = useQuery(listsToCompareQuery);
  const choices = (lists.data?.items ?? []).filter(({ id }) => id !== list);
  return (
    <BareSelect
      name={t('value.compareWith')}
      small
      value={other ?? ''}
      choices={[
        { value: '', label: t('value.compareWith') },
        ...choices.map(({ id, name }) => ({ value: String(id), label: name })),
      ]}
      onChange={(id: string) =>
        void navigate({ to: '/lists/value', search: { list, with: id === '' ? undefined : id } })
      }
    />
  );
}

function Figures({ lists }: { readonly lists: readonly Valued[] }): JSX.Element {
  const { t } = useTranslation('lists');
  return (
    <Panel>
      <table className="table value__figures" aria-label={t('value.title')}>
        <thead>
          <tr>
            <th scope="col">{t('value.figure')}</th>
            {lists.map(({ value }) => (
              <th key={value.listId} scope="col" className="r">
                {value.listName}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Since lists={lists} />
          {FIGURES.map((line) => (
            <Line key={line.id} line={line} lists={lists} />
          ))}
          <Claims lists={lists} />
        </tbody>
      </table>
    </Panel>
  );
}

function Since({ lists }: { readonly lists: readonly Valued[] }): JSX.Element {
  const { t } = useTranslation('lists');
  return (
    <tr>
      <th scope="row">{t('value.since')}</th>
      {lists.map(({ value }) => (
        <td key={value.listId} className="r num">
          {value.collectedOn === null ? '—' : formatDate(value.collectedOn, { year: true })} /{' '}
          {formatDate(value.createdAt, { year: true })}
        </td>
      ))}
    </tr>
  );
}

/** What the seller answers for, to be sent to him. */
function Claims({ lists }: { readonly lists: readonly Valued[] }): JSX.Element {
  const { t, i18n } = useTranslation('lists');
  return (
    <tr>
      <th scope="row">
        {t('value.claim')}
        <div className="sm t3">{t('value.claimHint')}</div>
      </th>
      {lists.map(({ value: { listId, listName, rows, calls } }) => (
        <td key={listId} className="r">
          {rows.read > rows.valid || rows.repeated > 0 || calls.numbersBad > 0 ? (
            <ExportMenu
              address={(format) => claimAddress(format, listId, i18n.language)}
              label={t('value.claimFile')}
              about={listName}
            />
          ) : (
            <span className="t3">{t('value.nothingBad')}</span>
          )}
        </td>
      ))}
    </tr>
  );
}

function Line({ line, lists }: { readonly line: FigureLine; readonly lists: readonly Valued[] }): JSX.Element {
  const { t } = useTranslation('lists');
  const figures = lists.map(({ value, right }) => line.of(value, right));
  const best = figures.length === 2 ? betterOf(line.better, [figures[0] ?? null, figures[1] ?? null]) : null;
  return (
    <tr>
      <th scope="row">
        {t(`value.line.${line.id}` as 'value.line.leads')}
        <div className="sm t3">{t(`value.hint.${line.id}` as 'value.hint.leads')}</div>
      </th>
      {figures.map((figure, at) => (
        <td key={lists[at]?.value.listId} className="r num">
          {best === at && (
            <span className="value__best" title={t('value.better')}>
              <Icon of={IconTrophy} /> <span className="vh">{t('value.better')}</span>
            </span>
          )}
          <FigureText figure={figure} />
        </td>
      ))}
    </tr>
  );
}

function FigureText({ figure }: { readonly figure: Figure }): JSX.Element {
  const { t, i18n } = useTranslation('lists');
  const language = languageOf(i18n.language);
  if (figure === null) return <span className="t3">{t('value.none')}</span>;
  if (figure.kind === 'no_price') return <span className="t3">{t('value.noPrice')}</span>;
  if (figure.kind === 'count') return <>{formatNumber(figure.value, language)}</>;
  if (figure.kind === 'money') {
    return <>{`${formatNumber(figure.minor / 100, language, 2)}\u00a0${figure.currency}`}</>;
  }
  return (
    <>
      <span className="sm t3">
        {t('value.of', { part: formatNumber(figure.part, language), whole: formatNumber(figure.whole, language) })}
      </span>{' '}
      <Rate part={figure.part} whole={figure.whole} />
    </>
  );
}

function Blocked({ value, right }: Valued): JSX.Element | null {
  const { t, i18n } = useTranslation(['lists', 'campaigns']);
  const language = languageOf(i18n.language);
  if (right !== undefined && right.blocked.length === 0) return null;
  return (
    <Panel title={t('value.blocked', { name: value.listName })}>
      {right === undefined ? (
        <Skeleton />
      ) : (
        <ul className="value__list">
          {right.blocked.map(({ reason, leads }) => (
            <li key={reason}>
              {t(`value.reason.${reason}` as 'value.reason.no_phone')}{' '}
              <b className="num">{formatNumber(leads, language)}</b>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Decay({ value }: { readonly value: ListValue }): JSX.Element | null {
  const { t } = useTranslation('lists');
  if (value.decay.length === 0) return null;
  return (
    <Panel title={t('value.decay', { name: value.listName })}>
      <table className="table" aria-label={t('value.decay', { name: value.listName })}>
        <thead>
          <tr>
            <th scope="col">{t('value.month')}</th>
            <th scope="col" className="r">
              {t('value.line.badNumbers')}
            </th>
          </tr>
        </thead>
        <tbody>
          {value.decay.map(({ month, dialled, bad }) => (
            <tr key={month}>
              <th scope="row">{month + 1}</th>
              <td className="r num">
                <FigureText figure={{ kind: 'share', part: bad, whole: dialled }} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function Overlaps({ value, other }: { readonly value: ListValue; readonly other: ListValue | undefined }): JSX.Element {
  const { t, i18n } = useTranslation('lists');
  const language = languageOf(i18n.language);
  return (
    <Panel title={t('value.overlaps', { name: value.listName })}>
      {value.overlaps.length === 0 ? (
        <p className="t2 value__list">{t('value.noOverlap')}</p>
      ) : (
        <table className="table" aria-label={t('value.overlaps', { name: value.listName })}>
          <thead>
            <tr>
              <th scope="col">{t('column.name')}</th>
              <th scope="col" className="r">
                {t('value.inCommon')}
              </th>
              <th scope="col" className="r">
                {t('value.ofOurs')}
              </th>
              <th scope="col" className="r">
                {t('value.ofTheirs')}
              </th>
              <th scope="col" />
            </tr>
          </thead>
          <tbody>
            {value.overlaps.map(({ listId, listName, leads, theirLeads }) => (
              <tr key={listId}>
                <th scope="row">{listName}</th>
                <td className="r num">{formatNumber(leads, language)}</td>
                <td className="r num">{formatShare(leads, value.leads, { language })}</td>
                <td className="r num">{formatShare(leads, theirLeads, { language })}</td>
                <td className="r">
                  {listId !== other?.listId && (
                    <Link to="/lists/value" search={{ list: value.listId, with: listId }} className="btn btn--sm">
                      {t('value.compare')}
                    </Link>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
