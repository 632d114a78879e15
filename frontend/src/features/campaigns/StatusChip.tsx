import type { CampaignStatus } from '@warmline/contracts';
import { IconFlag, IconPencil, IconPlayerPlay } from '@tabler/icons-react';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Chip, type ChipTone } from '../../components/Chip.js';
import type { IconProps } from '../../components/Icon.js';
import { IconPauseBars } from '../../components/own-icons.js';

const LOOKS: Record<CampaignStatus, { tone: ChipTone; icon: IconProps['of'] }> = {
  draft: { tone: 'dead', icon: IconPencil },
  running: { tone: 'ready', icon: IconPlayerPlay },
  paused: { tone: 'paused', icon: IconPauseBars },
  finished: { tone: 'line', icon: IconFlag },
};

export function StatusChip({ status }: { readonly status: CampaignStatus }): JSX.Element {
  const { t } = useTranslation('campaigns');
  return (
    <Chip tone={LOOKS[status].tone} icon={LOOKS[status].icon}>
      {t(`status.${status}`)}
    </Chip>
  );
}
