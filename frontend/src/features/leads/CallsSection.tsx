import type { CallSummary } from '@warmline/contracts';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Section } from '../../components/Panel.js';
import { Problem } from '../../components/Problem.js';
import { useDispositionName } from '../../hooks/useDispositionName.js';
import { useLocalized } from '../../hooks/useLocalized.js';
import { ApiError } from '../../lib/api.js';
import { formatClock, formatDate, formatTalk } from '../../lib/format.js';
import { leadCallsQuery } from '../../lib/lead-history.js';

export function CallsSection({ leadId }: { readonly leadId: string }): JSX.Element | null {
  const { t } = useTranslation('leads');
  const calls = useQuery(leadCallsQuery(leadId));
  // A server of an earlier version does not tell of calls; the card is whole without them.
  if (calls.error instanceof ApiError && calls.error.code === 'request.not_found') return null;
  return (
    <Section title={t('calls')}>
      {calls.data?.length === 0 && <p className="t3">{t('noCalls')}</p>}
      <ul className="leads__calls">
        {calls.data?.map((call) => (
          <Call key={call.attemptId} call={call} />
        ))}
      </ul>
      {!calls.data && <Problem error={calls.error} />}
    </Section>
  );
}

function Call({ call }: { readonly call: CallSummary }): JSX.Element {
  const { t } = useTranslation('leads');
  const nameOf = useDispositionName();
  const localized = useLocalized();
  const answers = call.answers.map(({ label, value }) => `${localized(label)}: ${value}`).join('; ');
  return (
    <li>
      <time dateTime={call.at} className="t3 num">
        {formatDate(call.at)} {formatClock(call.at)}
      </time>
      <span className="ell">{call.dispositionCode === null ? t('noResult') : nameOf(call.dispositionCode)}</span>
      <span className="sm num">{call.talkSeconds === null ? '—' : formatTalk(call.talkSeconds * 1000)}</span>
      <span className="sm t3 leads__callmore">
        {call.operator.name}, {call.campaignName}
      </span>
      {answers && <span className="sm t2 leads__callmore">{answers}</span>}
      {call.note && <span className="sm t2 leads__callmore">{call.note}</span>}
    </li>
  );
}
