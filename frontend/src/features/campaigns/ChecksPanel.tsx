import type { Preflight } from '@warmline/contracts';
import { IconAlertTriangle, IconCheck, IconLock, IconX } from '@tabler/icons-react';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { Icon, type IconProps } from '../../components/Icon.js';
import { Panel } from '../../components/Panel.js';
import { useCheckWords } from './useCheckWords.js';
import { countOutcomes, type PreflightCheck } from './queue-view.rules.js';

export type TabOfCheck = 'basics' | 'lists' | 'script' | 'dialing' | 'hours' | 'people';

const TAB_OF_CHECK: Record<PreflightCheck['check'], TabOfCheck> = {
  client_and_purpose: 'basics',
  lists: 'lists',
  legal_sources: 'lists',
  call_script: 'script',
  dispositions: 'script',
  operators: 'people',
  hours: 'hours',
  retries: 'dialing',
  callable_leads: 'lists',
};

const OUTCOMES: Record<PreflightCheck['outcome'], { icon: IconProps['of']; tone: string }> = {
  passed: { icon: IconCheck, tone: 'ok' },
  failed: { icon: IconX, tone: 'bad' },
  advice: { icon: IconAlertTriangle, tone: 'warn' },
};

export interface ChecksPanelProps {
  readonly preflight: Preflight;
  readonly draft: boolean;
  readonly onOpenTab: (tab: TabOfCheck) => void;
}

export function ChecksPanel({ preflight, draft, onOpenTab }: ChecksPanelProps): JSX.Element {
  const { t } = useTranslation('campaigns');
  const counts = countOutcomes(preflight.checks);
  return (
    <Panel
      className="pre__checks"
      title={t('checks.title')}
      note={[
        t('checks.passed', { count: counts.passed }),
        counts.failed > 0 && t('checks.failed', { count: counts.failed }),
        counts.advice > 0 && t('checks.advice', { count: counts.advice }),
      ]
        .filter(Boolean)
        .join(', ')}
    >
      <ol className="checks">
        {preflight.checks.map((check) => (
          <Check key={check.check} check={check} onOpenTab={onOpenTab} />
        ))}
      </ol>
      {draft && <Verdict preflight={preflight} />}
    </Panel>
  );
}

interface CheckProps {
  readonly check: PreflightCheck;
  readonly onOpenTab: (tab: TabOfCheck) => void;
}

function Check({ check, onOpenTab }: CheckProps): JSX.Element {
  const { t } = useTranslation('campaigns');
  const words = useCheckWords();
  const { icon, tone } = OUTCOMES[check.outcome];
  const passed = check.outcome === 'passed';
  const title = t(`check.${check.check}`);
  return (
    <li>
      <span className={tone}>
        <Icon of={icon} size={20} />
        <span className="vh">{t(`checks.outcome.${check.outcome}`)}</span>
      </span>
      <div>
        {passed ? title : <b>{title}</b>}
        <p className="sm t3">{words(check)}</p>
      </div>
      {!passed && (
        <Button
          scale="sm"
          look={check.outcome === 'advice' ? 'ghost' : 'plain'}
          aria-label={`${t('checks.mend')}: ${title}`}
          onClick={() => onOpenTab(TAB_OF_CHECK[check.check])}
        >
          {t('checks.mend')}
        </Button>
      )}
    </li>
  );
}

function Verdict({ preflight }: { readonly preflight: Preflight }): JSX.Element {
  const { t } = useTranslation('campaigns');
  const failed = preflight.checks.filter((check) => check.outcome === 'failed').map((check) => t(`way.${check.check}`));
  return (
    <div className="section pre__verdict">
      {preflight.ready ? (
        <div className="notice notice--ok">
          <Icon of={IconCheck} />
          <div>
            <b>{t('verdict.ready')}</b>
            <p>{t('verdict.readyHint')}</p>
          </div>
        </div>
      ) : (
        <div className="notice notice--bad">
          <Icon of={IconLock} />
          <div>
            <b>{t('verdict.locked')}</b>
            <p>{t('verdict.lockedHint', { what: failed.join(', ') })}</p>
          </div>
        </div>
      )}
    </div>
  );
}
