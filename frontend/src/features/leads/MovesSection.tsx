import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Section } from '../../components/Panel.js';
import { Problem } from '../../components/Problem.js';
import { TemperatureHistory } from '../../components/TemperatureHistory.js';
import { leadMovesQuery } from '../../lib/lead-history.js';
import { movesInWords } from './leads.rules.js';

export function MovesSection({ leadId }: { readonly leadId: string }): JSX.Element {
  const { t } = useTranslation('leads');
  const moves = useQuery(leadMovesQuery(leadId));
  return (
    <Section title={t('moves')}>
      {moves.data?.length === 0 && <p className="t3">{t('noMoves')}</p>}
      {moves.data && moves.data.length > 0 && (
        <TemperatureHistory moves={movesInWords(moves.data, (reason) => t(`move.${reason}`))} />
      )}
      {!moves.data && <Problem error={moves.error} />}
    </Section>
  );
}
