import type { Board } from '@warmline/contracts';
import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconPlugConnected } from '@tabler/icons-react';
import { BareSelect } from '../../components/Field.js';
import { Icon } from '../../components/Icon.js';
import { PageHead } from '../../components/PageHead.js';
import { Skeleton } from '../../components/Skeleton.js';
import { StaleBanner } from '../../components/StaleBanner.js';
import { useLineStatus } from '../../hooks/useLine.js';
import { useLiveViews } from '../../hooks/useLiveViews.js';
import { useServerNow } from '../../hooks/useServerClock.js';
import './board.css';
import { boardOf } from './board.rules.js';
import { DemoButtons } from './DemoButtons.js';
import { FunnelPanel } from './FunnelPanel.js';
import { MinutesPanel } from './MinutesPanel.js';
import { OperatorsPanel } from './OperatorsPanel.js';
import { SidePanels } from './SidePanels.js';
import { StatsRow } from './StatsRow.js';
import { useBoard } from './useBoard.js';

const ALL = 'all';

/** The floor as it is now. All of it is pushed; this page asks for nothing. */
export function BoardPage(): JSX.Element {
  const { t } = useTranslation('supervisor');
  const whole = useBoard();
  useLiveViews();
  const [campaignId, setCampaignId] = useState<string>();
  const board = whole && boardOf(whole, campaignId);
  return (
    <>
      <PageHead title={t('title')} state={whole && <Sentence board={whole} />}>
        {whole && <Freshness board={whole} />}
        <DemoButtons />
        {whole && (
          <BareSelect
            small
            width={184}
            name={t('campaigns.choose')}
            value={campaignId ?? ALL}
            onChange={(id) => setCampaignId(id === ALL ? undefined : id)}
            choices={[
              { value: ALL, label: t('campaigns.all') },
              ...whole.campaigns.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        )}
      </PageHead>
      {board && whole ? (
        <main className="board lines">
          <StatsRow board={board} />
          <FunnelPanel funnel={board.funnel} />
          <MinutesPanel minutes={board.minutes} />
          <OperatorsPanel board={board} />
          <SidePanels board={board} whole={whole} />
        </main>
      ) : (
        <main className="panel grow">
          <Skeleton rows={16} />
        </main>
      )}
    </>
  );
}

function Sentence({ board }: { readonly board: Board }): JSX.Element {
  const { t } = useTranslation('supervisor');
  const online = board.operators.filter((operator) => operator.state !== 'offline' && operator.connected).length;
  const running = board.campaigns.filter((campaign) => campaign.status === 'running').length;
  return (
    <>
      {t('state.online', { online, whole: board.operators.length })}, {t('state.running', { count: running })}
    </>
  );
}

/** The board is pushed at every change and with every minute: silence longer than that is trouble too. */
const SILENT_MS = 70_000;

/** Live while the line stands; else since when what is seen has been old. */
function Freshness({ board }: { readonly board: Board }): JSX.Element {
  const { t } = useTranslation();
  const status = useLineStatus();
  const silent = useServerNow() - Date.parse(board.now) > SILENT_MS;
  if (status.phase !== 'online') {
    return <StaleBanner at={status.phase === 'lost' ? new Date(status.sinceMs).toISOString() : board.now} />;
  }
  if (silent || status.trouble !== null) return <StaleBanner at={board.now} />;
  return (
    <span className="sm t2 rowx">
      <Icon of={IconPlugConnected} tone="ok" />
      {t('state.fresh')}
    </span>
  );
}
