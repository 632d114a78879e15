import type { Board } from '@warmline/contracts';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { ENOUGH, intervalText } from '../../components/Rate.js';
import { Stat } from '../../components/Stat.js';
import { formatClock, formatNumber, formatShare } from '../../lib/format.js';
import { languageOf } from '../../lib/language.js';
import { ABANDONED_LIMIT, abandonedLeft, lastsMs, talksPerHour } from './board.rules.js';

export function StatsRow({ board }: { readonly board: Board }): JSX.Element {
  return (
    <div className="board__stats lines">
      <Conversion board={board} />
      <Talks board={board} />
      <Abandoned board={board} />
      <OperatorWait board={board} />
      <Callable board={board} />
    </div>
  );
}

interface StatOf {
  readonly board: Board;
}

/** A share split from its sign, which is set smaller. */
const bareShare = (part: number, whole: number, language: 'ru' | 'en'): string =>
  formatShare(part, whole, { language, minimum: ENOUGH }).replace(/[\u00a0 ]?%$/, '');

function Conversion({ board }: StatOf): JSX.Element {
  const { t, i18n } = useTranslation('supervisor');
  const language = languageOf(i18n.language);
  const { hot, decisionMakers } = board.funnel;
  const enough = decisionMakers >= ENOUGH;
  return (
    <Stat
      title={t('stat.conversion')}
      value={bareShare(hot, decisionMakers, language)}
      unit={enough ? '%' : undefined}
      aside={enough ? intervalText(hot, decisionMakers, language) : t('stat.tooFew', { count: ENOUGH })}
    >
      {t('stat.conversionOf', { hot: formatNumber(hot, language), talks: formatNumber(decisionMakers, language) })}
    </Stat>
  );
}

function Talks({ board }: StatOf): JSX.Element {
  const { t, i18n } = useTranslation('supervisor');
  const language = languageOf(i18n.language);
  const pace = talksPerHour(board);
  return (
    <Stat
      title={t('stat.talks')}
      value={pace === null ? '—' : formatNumber(pace, language)}
      unit={pace === null ? undefined : t('stat.perHour')}
    >
      {t('stat.talksOf', {
        talks: formatNumber(board.funnel.decisionMakers, language),
        from: formatClock(board.dayStartedAt),
      })}
    </Stat>
  );
}

function Abandoned({ board }: StatOf): JSX.Element {
  const { t, i18n } = useTranslation('supervisor');
  const language = languageOf(i18n.language);
  const { numerator, denominator } = board.abandoned;
  const left = abandonedLeft(board.abandoned);
  const enough = denominator >= ENOUGH;
  return (
    <Stat
      title={t('stat.abandoned')}
      value={bareShare(numerator, denominator, language)}
      unit={enough ? '%' : undefined}
      aside={
        enough &&
        (left >= 0 ? t('stat.left', { count: left }) : <span className="bad">{t('stat.over', { count: -left })}</span>)
      }
    >
      {t('stat.abandonedOf', { part: formatNumber(numerator, language), whole: formatNumber(denominator, language) })} ·{' '}
      <b>{t('stat.limit', { percent: ABANDONED_LIMIT * 100 })}</b>
    </Stat>
  );
}

function OperatorWait({ board }: StatOf): JSX.Element {
  const { t, i18n } = useTranslation('supervisor');
  const { medianSeconds, p90Seconds, count } = board.operatorWait;
  return (
    <Stat
      title={t('stat.wait')}
      value={medianSeconds === null ? '—' : Math.round(medianSeconds)}
      unit={medianSeconds === null ? undefined : t('stat.seconds')}
      aside={p90Seconds === null ? undefined : t('stat.most', { seconds: Math.round(p90Seconds) })}
    >
      {t('stat.medianOf', { count, formatted: formatNumber(count, languageOf(i18n.language)) })}
    </Stat>
  );
}

function Callable({ board }: StatOf): JSX.Element {
  const { t, i18n } = useTranslation('supervisor');
  const language = languageOf(i18n.language);
  const lasts = lastsMs(board);
  return (
    <Stat title={t('stat.callable')} value={formatNumber(board.callable.ready, language)}>
      {t('stat.of', { whole: formatNumber(board.callable.total, language) })}
      {lasts !== null && (
        <>
          {' '}
          · <b>{lastsText(lasts, (hours, minutes) => t('stat.lasts', { hours, minutes }))}</b>
        </>
      )}
    </Stat>
  );
}

const lastsText = (spanMs: number, say: (hours: number, minutes: number) => string): string => {
  const minutes = Math.round(spanMs / 600_000) * 10;
  return say(Math.floor(minutes / 60), minutes % 60);
};
