import type { Board } from '@warmline/contracts';
import { IconAlertTriangle, IconInfoCircle, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { Icon } from '../../components/Icon.js';
import { ENOUGH } from '../../components/Rate.js';
import { Meter } from '../../components/StackBar.js';
import { apiVoid } from '../../lib/api.js';
import { formatClock, formatNumber, formatShare } from '../../lib/format.js';
import { languageOf } from '../../lib/language.js';
import { ABANDONED_LIMIT, type BoardAlert, type BoardCampaign } from './board.rules.js';

export function SidePanels({ board, whole }: { readonly board: Board; readonly whole: Board }): JSX.Element {
  return (
    <div className="board__right stack">
      <Alerts board={whole} />
      <Campaigns campaigns={board.campaigns} />
    </div>
  );
}

const SEVERITY = {
  info: { icon: IconInfoCircle, tone: 't3' },
  warning: { icon: IconAlertTriangle, tone: 'warn' },
  bad: { icon: IconAlertTriangle, tone: 'bad' },
} as const;

function Alerts({ board }: { readonly board: Board }): JSX.Element {
  const { t } = useTranslation('supervisor');
  return (
    <section aria-label={t('alerts.title')}>
      <div className="panel__head">
        <h2>{t('alerts.title')}</h2>
        <span className="t3 num">{board.alerts.length}</span>
      </div>
      {board.alerts.length === 0 && <p className="alert__none t3">{t('alerts.none')}</p>}
      <ul>
        {board.alerts.map((alert) => (
          <Alert key={`${alert.code}${alert.since}${JSON.stringify(alert.params)}`} alert={alert} board={board} />
        ))}
      </ul>
    </section>
  );
}

function Alert({ alert, board }: { readonly alert: BoardAlert; readonly board: Board }): JSX.Element {
  const { t } = useTranslation('supervisor');
  const { icon, tone } = SEVERITY[alert.severity];
  const params = {
    ...alertParams(alert, board, t('campaigns.any')),
    ...(alert.code === 'copying' && { taken: takenWords(t, alert) }),
  };
  const campaignId = typeof alert.params['campaignId'] === 'string' ? alert.params['campaignId'] : undefined;
  return (
    <li className="alert">
      <Icon of={icon} size={20} tone={tone} />
      <div>
        <b>{t(`alerts.${alert.code}.title`, params)}</b>
        <p className="sm t3 num">{t(`alerts.${alert.code}.text`, params)}</p>
      </div>
      {alert.code === 'promises_soon' || alert.code === 'promises_late' ? (
        <Link
          to="/promises"
          search={{ filter: alert.code === 'promises_late' ? 'overdue' : 'due' }}
          className="btn btn--sm"
        >
          {t('alerts.look')}
        </Link>
      ) : alert.code === 'handover_waiting' ? (
        <Link to="/warm-hot" search={{ filter: 'not_handed' }} className="btn btn--sm">
          {t('alerts.handover')}
        </Link>
      ) : (
        campaignId !== undefined && (
          <Link to="/campaigns/$id" params={{ id: campaignId }} search={{ tab: 'preflight' }} className="btn btn--sm">
            {t('alerts.look')}
          </Link>
        )
      )}
    </li>
  );
}

const TAKEN = ['cards', 'rows', 'exports', 'skips', 'refusals'] as const;

function takenWords(t: TFunction<'supervisor'>, { params }: BoardAlert): string {
  const what = TAKEN.find((each) => each === params['what']) ?? 'cards';
  return t(`alerts.copying.${what}`, { count: Number(params['count'] ?? 0) });
}

/** Ids become names here: events and alerts carry no names. */
function alertParams(
  { params, since }: BoardAlert,
  board: Board,
  anyCampaign: string,
): Record<string, string | number> {
  const plain = Object.fromEntries(
    Object.entries(params).filter((pair): pair is [string, string | number] => typeof pair[1] !== 'object'),
  );
  const operator = board.operators.find(({ id }) => id === params['operatorId']);
  const campaign = board.campaigns.find(({ id }) => id === params['campaignId']);
  const minutes = Math.max(0, Math.floor((Date.parse(board.now) - Date.parse(since)) / 60_000));
  return {
    count: 0,
    ...plain,
    operator: operator?.name ?? '—',
    campaign: campaign?.name ?? anyCampaign,
    minutes,
    since: formatClock(since),
  };
}

function Campaigns({ campaigns }: { readonly campaigns: readonly BoardCampaign[] }): JSX.Element {
  const { t } = useTranslation('supervisor');
  return (
    <section aria-label={t('campaigns.title')} className="board__campaigns">
      <div className="panel__head">
        <h2>{t('campaigns.title')}</h2>
        <span className="grow" />
        <span className="sm t3">{t('campaigns.note')}</span>
      </div>
      {campaigns.length === 0 && (
        <p className="alert__none t3">
          {t('campaigns.none')} <Link to="/campaigns">{t('campaigns.open')}</Link>
        </p>
      )}
      {campaigns.map((campaign) => (
        <Campaign key={campaign.id} campaign={campaign} />
      ))}
    </section>
  );
}

function Campaign({ campaign }: { readonly campaign: BoardCampaign }): JSX.Element {
  const { t, i18n } = useTranslation('supervisor');
  const language = languageOf(i18n.language);
  const { numerator, denominator } = campaign.abandoned;
  const share = denominator === 0 ? 0 : numerator / denominator;
  const over = share > ABANDONED_LIMIT * 0.8 && denominator >= ENOUGH;
  const lost =
    denominator < ENOUGH
      ? t('campaigns.noLoss')
      : t('campaigns.loss', { share: formatShare(numerator, denominator, { language }), limit: ABANDONED_LIMIT * 100 });
  return (
    <div className="camp">
      <div>
        <Link to="/campaigns/$id" params={{ id: campaign.id }} className="rowlink ell cell2" title={campaign.name}>
          <b>{campaign.name}</b>
        </Link>
        <span className="sm t3 ell cell2">
          {t(`mode.${campaign.mode}`)}, {t('campaigns.operators', { count: campaign.operators })}
        </span>
      </div>
      <div>
        <span className="num cell2">{t('campaigns.hot', { hot: formatNumber(campaign.funnel.hot, language) })}</span>
        <span className="sm t3 num">{t('campaigns.rest', { rest: formatNumber(campaign.ready, language) })}</span>
      </div>
      <div>
        <span className={over ? 'sm num warn' : 'sm num t2'}>{lost}</span>
        <Meter share={share / ABANDONED_LIMIT} tone={over ? 'warn' : undefined} label={lost} />
      </div>
      <PauseButton campaign={campaign} />
    </div>
  );
}

/** The change comes back with the next push; the button waits for it. */
function PauseButton({ campaign }: { readonly campaign: BoardCampaign }): JSX.Element {
  const { t } = useTranslation('supervisor');
  const running = campaign.status === 'running';
  const turn = useMutation({
    mutationFn: () => apiVoid(`/campaigns/${campaign.id}/${running ? 'pause' : 'start'}`, { method: 'POST', body: {} }),
  });
  const label = t(running ? 'campaigns.pause' : 'campaigns.resume', { name: campaign.name });
  return (
    <Button
      look="ghost"
      icon={running ? IconPlayerPause : IconPlayerPlay}
      aria-label={label}
      title={turn.isError ? t('campaigns.refused') : label}
      disabled={turn.isPending}
      onClick={() => turn.mutate()}
    />
  );
}
