import type { QueueExplanation } from '@warmline/contracts';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Key, StackBar } from '../../components/StackBar.js';
import { formatClock, formatNumber } from '../../lib/format.js';
import { type Language, languageOf } from '../../lib/language.js';
import { dayDistance, futureText } from '../../lib/when.rules.js';
import { BUCKET_MARKS, type QueueBucket, queueBuckets, type Waiting } from './queue-view.rules.js';

/** Who can be called this moment, who later, and who never until somebody mends it. */
export function CallablePanel({ queue }: { readonly queue: QueueExplanation }): JSX.Element {
  const { t, i18n } = useTranslation('campaigns');
  const language = languageOf(i18n.language);
  const buckets = queueBuckets(queue);
  return (
    <section aria-labelledby="callable-title">
      <div className="panel__head">
        <h2 id="callable-title">{t('callable.title')}</h2>
        <span className="t3 num">
          {t('callable.note', { total: formatNumber(queue.total, language), time: formatClock(queue.at) })}
        </span>
      </div>
      {queue.total === 0 ? (
        <p className="panel__body t2">{t('callable.empty')}</p>
      ) : (
        <>
          <div className="pre__bar">
            <StackBar
              parts={buckets.map(({ bucket, count }) => ({
                label: t(`bucket.${bucket}`),
                count,
                colour: BUCKET_MARKS[bucket],
              }))}
            />
          </div>
          <div className="calls">
            {buckets.map((bucket) => (
              <BucketColumn key={bucket.bucket} bucket={bucket} queue={queue} />
            ))}
          </div>
        </>
      )}
    </section>
  );
}

/** Of today the time is enough. */
const openingText = (at: string, now: number, language: Language): string =>
  dayDistance(at, now) === 0 ? formatClock(at) : futureText(at, now, { language });

interface BucketColumnProps {
  readonly bucket: QueueBucket;
  readonly queue: QueueExplanation;
}

function BucketColumn({ bucket, queue }: BucketColumnProps): JSX.Element {
  const { t, i18n } = useTranslation('campaigns');
  const language = languageOf(i18n.language);
  const now = Date.parse(queue.at);
  return (
    <div>
      <h3 className="rowx">
        <Key colour={BUCKET_MARKS[bucket.bucket]} />
        {t(`bucket.${bucket.bucket}`)}
      </h3>
      <p className="stat__v">{formatNumber(bucket.count, language)}</p>
      <dl className="kv sm">
        {bucket.bucket === 'now' && queue.nextOpensAt !== null && (
          <Line label={t('callable.next')} value={openingText(queue.nextOpensAt, now, language)} />
        )}
        {bucket.bucket !== 'finished' &&
          bucket.reasons.map((row) => (
            <Line key={row.reason} label={<Reason row={row} now={now} />} value={formatNumber(row.count, language)} />
          ))}
      </dl>
    </div>
  );
}

function Line({ label, value }: { readonly label: React.ReactNode; readonly value: string }): JSX.Element {
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  );
}

function Reason({ row, now }: { readonly row: Waiting; readonly now: number }): JSX.Element {
  const { t, i18n } = useTranslation('campaigns');
  const language = languageOf(i18n.language);
  return (
    <>
      {t(`reason.${row.reason}`)}
      {row.until !== null && (
        <span className="t3"> · {t('callable.until', { when: openingText(row.until, now, language) })}</span>
      )}
    </>
  );
}
