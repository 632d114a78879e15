import { IconEdit } from '@tabler/icons-react';
import type { ConsoleSnapshot } from '@warmline/contracts';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { TemperatureChip } from '../../components/Chip.js';
import { EmptyState } from '../../components/EmptyState.js';
import { Section } from '../../components/Panel.js';
import { useServerNow } from '../../hooks/useServerClock.js';
import { formatClock, formatTalk } from '../../lib/format.js';
import { useConsole } from './ConsoleContext.js';
import { lastCallOf } from './console-view.rules.js';
import { useResultName } from './useResultName.js';

type LastResult = ConsoleSnapshot['lastResults'][number];

/** Between calls the left side keeps the last one: its result can be corrected for five minutes. */
export function LastCall(): JSX.Element {
  const { t } = useTranslation('console');
  const { snapshot } = useConsole();
  const last = lastCallOf(snapshot);
  return (
    <aside className="panel lead" aria-label={t('last.title')} tabIndex={0}>
      <div className="panel__head">
        <h2>{t('last.title')}</h2>
        <span className="grow" />
        {last && (
          <span className="sm t3 num">
            {[formatClock(last.at), last.talkSeconds === null ? null : formatTalk(last.talkSeconds * 1000)]
              .filter(Boolean)
              .join(', ')}
          </span>
        )}
      </div>
      {last ? <Details last={last} /> : <EmptyState title={t('last.none')}>{t('last.noneHint')}</EmptyState>}
      {snapshot.lastResults.length > 0 && <Today results={snapshot.lastResults} />}
    </aside>
  );
}

function Details({ last }: { readonly last: LastResult }): JSX.Element {
  const { t } = useTranslation('console');
  const nowMs = useServerNow(60_000);
  const resultName = useResultName();
  return (
    <>
      <div className="panel__body">
        <p className="lead__name">{last.leadName}</p>
        {last.contactName && <p className="t2">{last.contactName}</p>}
        {last.city && (
          <p className="t2">
            {last.zone ? t('last.atLead', { city: last.city, time: formatClock(nowMs, last.zone) }) : last.city}
          </p>
        )}
      </div>
      <Section title={t('last.result')}>
        <p>
          <b>{resultName(last.dispositionCode)}</b>
        </p>
        <Correct last={last} />
      </Section>
      {last.note && (
        <Section title={t('last.note')}>
          <p className="lead__note">{last.note}</p>
        </Section>
      )}
    </>
  );
}

function Correct({ last }: { readonly last: LastResult }): JSX.Element | null {
  const { t } = useTranslation('console');
  const { openDialog } = useConsole();
  const nowMs = useServerNow();
  const leftMs = last.correctableUntil === null ? 0 : Date.parse(last.correctableUntil) - nowMs;
  if (leftMs <= 0) return null;
  return (
    <div className="rowx lead__correct">
      <Button scale="sm" icon={IconEdit} onClick={() => openDialog('correct')}>
        {t('last.correct')}
      </Button>
      <span className="sm t3 num">{t('last.left', { left: formatTalk(leftMs) })}</span>
    </div>
  );
}

function Today({ results }: { readonly results: readonly LastResult[] }): JSX.Element {
  const { t } = useTranslation('console');
  const resultName = useResultName();
  return (
    <Section title={t('last.today')}>
      <ul className="history">
        {results.slice(0, 6).map((result) => (
          <li key={result.attemptId}>
            <time dateTime={result.at}>{formatClock(result.at)}</time>
            <span className="ell" title={result.leadName}>
              {resultName(result.dispositionCode)}
            </span>
            <TemperatureChip temperature={result.temperature} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
