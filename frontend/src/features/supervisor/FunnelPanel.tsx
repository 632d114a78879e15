import type { Funnel } from '@warmline/contracts';
import { IconCheck, IconDialpad, IconPhone, IconUser } from '@tabler/icons-react';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon, type IconProps } from '../../components/Icon.js';
import { IconFullFlame, IconHalfFlame } from '../../components/own-icons.js';
import { Panel } from '../../components/Panel.js';
import { Rate } from '../../components/Rate.js';
import { formatNumber } from '../../lib/format.js';
import { languageOf } from '../../lib/language.js';
import { FUNNEL_BASE, FUNNEL_STEPS, type FunnelStep, stepShare } from './board.rules.js';

const LOOKS: Record<FunnelStep, { icon: IconProps['of']; ink?: string; mark: string }> = {
  attempts: { icon: IconDialpad, mark: '--dead-mark' },
  reached: { icon: IconPhone, mark: '--dead-mark' },
  decisionMakers: { icon: IconUser, mark: '--dead-mark' },
  warm: { icon: IconHalfFlame, ink: '--warm', mark: '--warm-mark' },
  hot: { icon: IconFullFlame, ink: '--hot', mark: '--hot-mark' },
  customers: { icon: IconCheck, ink: '--customer', mark: '--customer-mark' },
};

export function FunnelPanel({ funnel }: { readonly funnel: Funnel }): JSX.Element {
  const { t } = useTranslation('supervisor');
  return (
    <Panel
      className="board__funnel"
      title={t('funnel.title')}
      note={<span className="sm">{t('funnel.note')}</span>}
      label={t('funnel.title')}
    >
      <div className="funnel" role="table" aria-label={t('funnel.title')}>
        {FUNNEL_STEPS.map((step) => (
          <FunnelRow key={step} step={step} funnel={funnel} />
        ))}
      </div>
    </Panel>
  );
}

function FunnelRow({ step, funnel }: { readonly step: FunnelStep; readonly funnel: Funnel }): JSX.Element {
  const { t, i18n } = useTranslation('supervisor');
  const { icon, ink, mark } = LOOKS[step];
  const share = stepShare(funnel, step);
  const base = FUNNEL_BASE[step];
  const width = funnel.attempts === 0 ? 0 : (funnel[step] / funnel.attempts) * 100;
  return (
    <div className="funnel__row" role="row">
      <span role="rowheader" className={ink ? 'rowx' : 'rowx t2'} style={ink ? { color: `var(${ink})` } : undefined}>
        <Icon of={icon} />
        {t(`funnel.${step}`)}
      </span>
      <span className="bar" role="presentation">
        {funnel[step] > 0 && <i style={{ width: `${width}%`, background: `var(${mark})` }} />}
      </span>
      <span role="cell" className="n num">
        {formatNumber(funnel[step], languageOf(i18n.language))}
      </span>
      <span role="cell" className="p num">
        {share && base && (
          <>
            <Rate {...share} />
            &nbsp;{t(`funnel.of.${base}`)}
          </>
        )}
      </span>
    </div>
  );
}
