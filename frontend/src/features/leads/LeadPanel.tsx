import type { LeadCard } from '@warmline/contracts';
import { IconLink } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { LeadChip } from '../../components/Chip.js';
import { ErrorState } from '../../components/ErrorState.js';
import { SidePanel } from '../../components/SidePanel.js';
import { Skeleton } from '../../components/Skeleton.js';
import { useNotify } from '../../hooks/useNotify.js';
import { formatClock, formatDayMonth } from '../../lib/format.js';
import { languageOf } from '../../lib/language.js';
import { BranchesSection } from './BranchesSection.js';
import { CallsSection } from './CallsSection.js';
import { FactChangesSection } from './FactChangesSection.js';
import { leadCardQuery } from './lead-data.js';
import { AddressesSection, Facts, ListsSection, Who } from './LeadSections.js';
import { MergesSection } from './MergesSection.js';
import { MovesSection } from './MovesSection.js';
import { PhonesSection } from './PhonesSection.js';

export interface LeadPanelProps {
  readonly id: string;
  readonly onClose: () => void;
  /** Another lead behind the same number. */
  readonly onOpen: (id: string) => void;
}

export function LeadPanel({ id, onClose, onOpen }: LeadPanelProps): JSX.Element {
  const { t } = useTranslation('leads');
  const query = useQuery(leadCardQuery(id));
  const { data: card } = query;
  return (
    <SidePanel
      label={card?.name ?? t('card')}
      onClose={onClose}
      head={card ? <Head card={card} /> : <h2>{t('card')}</h2>}
    >
      {query.isPending && <Skeleton rowHeightPx={48} />}
      {!card && query.error && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {card && (
        <>
          <Who card={card} />
          <PhonesSection card={card} onOpen={onOpen} />
          <BranchesSection card={card} onOpen={onOpen} />
          <MovesSection card={card} />
          <CallsSection leadId={card.id} />
          <FactChangesSection leadId={card.id} />
          <MergesSection leadId={card.id} />
          <ListsSection card={card} />
          <AddressesSection card={card} />
          <Facts card={card} />
        </>
      )}
    </SidePanel>
  );
}

function Head({ card }: { readonly card: LeadCard }): JSX.Element {
  const { t, i18n } = useTranslation('leads');
  const notify = useNotify();
  const language = languageOf(i18n.language);
  const copy = (): void => {
    void navigator.clipboard.writeText(location.href).then(() => notify(t('copied')));
  };
  return (
    <span className="leads__head">
      <LeadChip temperature={card.temperature} stage={card.stage} />
      {card.temperatureAt && (
        <span className="sm t3 num">
          {t('since', { day: formatDayMonth(card.temperatureAt, language), time: formatClock(card.temperatureAt) })}
        </span>
      )}
      <span className="grow" />
      <Button look="ghost" icon={IconLink} aria-label={t('copy')} title={t('copy')} onClick={copy} />
    </span>
  );
}
