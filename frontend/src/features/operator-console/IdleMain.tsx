import {
  IconBan,
  IconCircleCheck,
  IconClock,
  IconFileAlert,
  IconMapPin,
  IconMoon,
  IconPhoneOff,
  IconRefresh,
  IconUsers,
} from '@tabler/icons-react';
import type { QueueExplanation, QueueReason } from '@warmline/contracts';
import type { JSX, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon, type IconProps } from '../../components/Icon.js';
import { useLanguage } from '../../hooks/useLocalized.js';
import { useServerNow } from '../../hooks/useServerClock.js';
import { formatNumber } from '../../lib/format.js';
import { zoneCity } from '../../lib/zones.js';
import { useConsole } from './ConsoleContext.js';
import { OpensChart } from './OpensChart.js';
import { StepHeading } from './StepHeading.js';
import { dayName, useTimeWords } from './time-words.js';

/** Ready and nothing on the desk: a card is on its way, or why nothing rings. */
export function IdleMain(): JSX.Element {
  const { t } = useTranslation('console');
  const { snapshot } = useConsole();
  const queue = snapshot.queue;
  if (!queue || queue.ready > 0) {
    return (
      <Page>
        <div>
          <StepHeading id="idle">{t('idle.waiting')}</StepHeading>
          <p className="lede">{t('idle.waitingHint')}</p>
        </div>
      </Page>
    );
  }
  return (
    <Page>
      <NobodyToCall queue={queue} />
      <Why queue={queue} />
      {queue.opens.length > 0 && <OpensChart opens={queue.opens} />}
    </Page>
  );
}

const Page = ({ children }: { readonly children: ReactNode }): JSX.Element => (
  <main className="main panel" aria-labelledby="idle">
    <div className="main__page">{children}</div>
  </main>
);

function NobodyToCall({ queue }: { readonly queue: QueueExplanation }): JSX.Element {
  const { t } = useTranslation('console');
  const words = useTimeWords();
  const nowMs = useServerNow(10_000);
  const next = queue.nextOpensAt;
  return (
    <div>
      <StepHeading id="idle">{t('idle.nobody')}</StepHeading>
      {next === null ? (
        <p className="lede">{t('idle.never')}</p>
      ) : (
        <p className="lede">
          {t('idle.next')} <b>{t('idle.nextAt', { when: words.at(next, nowMs), left: words.distance(next, nowMs) })}</b>
          . {t('idle.nextHint')}
        </p>
      )}
    </div>
  );
}

const REASON_ICONS: Record<QueueReason, IconProps['of']> = {
  outside_hours: IconClock,
  cooling: IconRefresh,
  callback_promised: IconClock,
  callback_of_colleague: IconUsers,
  caps_reached: IconRefresh,
  number_busy: IconPhoneOff,
  held_by_operator: IconUsers,
  zone_unknown: IconMapPin,
  legal_source_incomplete: IconFileAlert,
  suppressed: IconBan,
  no_phone: IconPhoneOff,
  stage_closed: IconBan,
  country_not_allowed: IconBan,
  finished: IconCircleCheck,
};

/** Somebody has to do something; time alone changes nothing. */
const REPAIRS: ReadonlySet<QueueReason> = new Set(['zone_unknown', 'legal_source_incomplete', 'no_phone']);

function Why({ queue }: { readonly queue: QueueExplanation }): JSX.Element {
  const { t } = useTranslation('console');
  const language = useLanguage();
  const words = useTimeWords();
  const nowMs = useServerNow(60_000);
  const silent = queue.total - queue.ready;
  return (
    <section aria-labelledby="why">
      <h2 id="why">{t('idle.why', { count: silent, formatted: formatNumber(silent, language) })}</h2>
      <table className="table why">
        <tbody>
          {queue.waiting.map(({ reason, count, until, zones }) => {
            const overnight = until !== null && dayName(Date.parse(until), nowMs) !== 'today';
            const icon = reason === 'outside_hours' && overnight ? IconMoon : REASON_ICONS[reason];
            return (
              <tr key={`${reason}-${until}`}>
                <td className="num">{formatNumber(count, language)}</td>
                <td className="why__icon">
                  <Icon of={icon} tone={REPAIRS.has(reason) ? 'bad' : 't3'} />
                </td>
                <th scope="row">{t(`idle.reason.${reason}`, { until: words.until(until, nowMs) })}</th>
                <td className="t2 ell why__detail">
                  {t(`idle.detail.${reason}`, {
                    until: words.at(until, nowMs),
                    zones: zones.map((zone) => zoneCity(zone, language)).join(', '),
                  })}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
