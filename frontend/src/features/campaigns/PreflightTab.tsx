import type { Campaign, Preflight } from '@warmline/contracts';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { ErrorState } from '../../components/ErrorState.js';
import { Panel } from '../../components/Panel.js';
import { Skeleton } from '../../components/Skeleton.js';
import { useLocalized } from '../../hooks/useLocalized.js';
import { CallablePanel } from './CallablePanel.js';
import { preflightQuery } from './campaign-data.js';
import { ChecksPanel, type TabOfCheck } from './ChecksPanel.js';
import { HoursChartPanel } from './HoursChartPanel.js';

export interface PreflightTabProps {
  readonly campaign: Campaign;
  readonly onOpenTab: (tab: TabOfCheck) => void;
}

/** Before the start: what stands in the way. While it runs: who can be called, and why the others cannot. */
export function PreflightTab({ campaign, onOpenTab }: PreflightTabProps): JSX.Element {
  const preflight = useQuery(preflightQuery(campaign.id));
  if (preflight.data) return <Loaded campaign={campaign} preflight={preflight.data} onOpenTab={onOpenTab} />;
  if (preflight.error) return <ErrorState error={preflight.error} retry={() => void preflight.refetch()} />;
  return <Skeleton rows={14} rowHeightPx={44} />;
}

function Loaded({
  campaign,
  preflight,
  onOpenTab,
}: PreflightTabProps & { readonly preflight: Preflight }): JSX.Element {
  return (
    <div className="pre lines">
      <ChecksPanel preflight={preflight} draft={campaign.status === 'draft'} onOpenTab={onOpenTab} />
      <div className="pre__hours stack">
        <CallablePanel queue={preflight.queue} />
        <HoursChartPanel preflight={preflight} policy={campaign.policy} />
      </div>
      <div className="pre__people lines">
        <Script campaign={campaign} onOpenTab={onOpenTab} />
        <People campaign={campaign} onOpenTab={onOpenTab} />
      </div>
    </div>
  );
}

function Script({ campaign, onOpenTab }: PreflightTabProps): JSX.Element {
  const { t } = useTranslation('campaigns');
  const localized = useLocalized();
  const { callScript } = campaign;
  return (
    <Panel
      title={t('script.title')}
      actions={
        <Button scale="sm" look="ghost" onClick={() => onOpenTab('script')}>
          {t(callScript ? 'open' : 'choose')}
        </Button>
      }
    >
      <div className="panel__body">
        {callScript ? (
          <>
            <p>
              <b>{localized(callScript.name)}</b>
            </p>
            <p className="t2">{t('script.number', { number: callScript.number })}</p>
          </>
        ) : (
          <p className="t2">{t('script.notChosen')}</p>
        )}
      </div>
    </Panel>
  );
}

const SHOWN_PEOPLE = 6;

function People({ campaign, onOpenTab }: PreflightTabProps): JSX.Element {
  const { t } = useTranslation('campaigns');
  const { operators } = campaign;
  const rest = operators.length - SHOWN_PEOPLE;
  return (
    <Panel
      title={t('tab.people')}
      note={<span className="num">{operators.length}</span>}
      actions={
        <Button scale="sm" look="ghost" onClick={() => onOpenTab('people')}>
          {t(operators.length === 0 ? 'choose' : 'open')}
        </Button>
      }
    >
      <div className="panel__body">
        <p className={operators.length === 0 ? 't2' : undefined}>
          {operators.length === 0
            ? t('people.notChosen')
            : operators
                .slice(0, SHOWN_PEOPLE)
                .map(({ name }) => name)
                .join(', ')}
          {rest > 0 && <span className="t3"> {t('people.more', { count: rest })}</span>}
        </p>
      </div>
    </Panel>
  );
}
