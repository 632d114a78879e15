import type { Icon as TablerIcon } from '@tabler/icons-react';
import {
  IconAlertTriangle,
  IconBan,
  IconCheck,
  IconDialpad,
  IconEye,
  IconPencil,
  IconPhone,
  IconPower,
  IconSnowflake,
} from '@tabler/icons-react';
import type { JSX, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon, type IconProps } from './Icon.js';
import { IconFullFlame, IconHalfFlame, IconPauseBars } from './own-icons.js';

export type ChipTone =
  'cold' | 'warm' | 'hot' | 'customer' | 'dead' | 'ready' | 'talking' | 'wrapup' | 'paused' | 'fault' | 'line';

export interface ChipProps {
  readonly tone?: ChipTone;
  readonly icon?: IconProps['of'];
  readonly children: ReactNode;
}

/** Icon and word, always both: colour never speaks alone. */
export function Chip({ tone, icon, children }: ChipProps): JSX.Element {
  const className = ['chip', tone ? `chip--${tone}` : '', icon ? '' : 'chip--plain'].filter(Boolean).join(' ');
  return (
    <span className={className}>
      {icon && <Icon of={icon} />}
      {children}
    </span>
  );
}

const TEMPERATURES = {
  cold: IconSnowflake,
  warm: IconHalfFlame,
  hot: IconFullFlame,
} as const;

export type ChipTemperature = keyof typeof TEMPERATURES;

export function TemperatureChip({ temperature }: { readonly temperature: ChipTemperature }): JSX.Element {
  const { t } = useTranslation();
  return (
    <Chip tone={temperature} icon={TEMPERATURES[temperature]}>
      {t(`temperature.${temperature}`)}
    </Chip>
  );
}

const STAGES = {
  open: { tone: 'line', icon: IconCheck },
  refused: { tone: 'dead', icon: IconBan },
  customer: { tone: 'customer', icon: IconCheck },
  closed: { tone: 'dead', icon: IconBan },
} as const satisfies Record<string, { tone: ChipTone; icon: TablerIcon }>;

export type ChipStage = keyof typeof STAGES;

export function StageChip({ stage }: { readonly stage: ChipStage }): JSX.Element {
  const { t } = useTranslation();
  return (
    <Chip tone={STAGES[stage].tone} icon={STAGES[stage].icon}>
      {t(`stage.${stage}`)}
    </Chip>
  );
}

/** What a lead is now, in one chip: the stage where it says more than the temperature. */
export function LeadChip({ temperature, stage }: { temperature: ChipTemperature; stage: ChipStage }): JSX.Element {
  return stage === 'open' ? <TemperatureChip temperature={temperature} /> : <StageChip stage={stage} />;
}

export const OPERATOR_STATES = {
  offline: { tone: 'dead', icon: IconPower },
  paused: { tone: 'paused', icon: IconPauseBars },
  ready: { tone: 'ready', icon: IconCheck },
  preview: { tone: 'ready', icon: IconEye },
  reserved: { tone: 'ready', icon: IconCheck },
  dialing: { tone: 'talking', icon: IconDialpad },
  talking: { tone: 'talking', icon: IconPhone },
  wrapup: { tone: 'wrapup', icon: IconPencil },
  fault: { tone: 'fault', icon: IconAlertTriangle },
} as const satisfies Record<string, { tone: ChipTone; icon: IconProps['of'] }>;

export type ChipOperatorState = keyof typeof OPERATOR_STATES;

export function OperatorStateChip({
  state,
  children,
}: {
  state: ChipOperatorState;
  children?: ReactNode;
}): JSX.Element {
  const { t } = useTranslation();
  const { tone, icon } = OPERATOR_STATES[state];
  return (
    <Chip tone={tone} icon={icon}>
      {t(`operatorState.${state}`)}
      {children}
    </Chip>
  );
}
