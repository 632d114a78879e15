import type { LeadCard } from '@warmline/contracts';
import { IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { Problem } from '../../components/Problem.js';
import { TemperatureHistory } from '../../components/TemperatureHistory.js';
import { leadMovesQuery } from '../../lib/lead-history.js';
import { meQuery } from '../../lib/session.js';
import { CorrectDialog } from './CorrectDialog.js';
import { mayCorrect, movesInWords } from './leads.rules.js';

/** How the lead warmed up and cooled, and the supervisor's way to correct it. */
export function MovesSection({ card }: { readonly card: LeadCard }): JSX.Element {
  const { t } = useTranslation('leads');
  const { data: me } = useQuery(meQuery);
  const moves = useQuery(leadMovesQuery(card.id));
  const [correcting, setCorrecting] = useState(false);
  return (
    <section className="section" aria-labelledby="lead-moves">
      <div className="rowx leads__title">
        <h3 id="lead-moves">{t('moves')}</h3>
        <span className="grow" />
        {mayCorrect(me?.role) && (
          <Button look="ghost" scale="sm" icon={IconPencil} onClick={() => setCorrecting(true)}>
            {t('correct')}
          </Button>
        )}
      </div>
      {moves.data?.length === 0 && <p className="t3">{t('noMoves')}</p>}
      {moves.data && moves.data.length > 0 && (
        <TemperatureHistory moves={movesInWords(moves.data, (reason) => t(`move.${reason}`))} />
      )}
      {!moves.data && <Problem error={moves.error} />}
      {correcting && <CorrectDialog card={card} onClose={() => setCorrecting(false)} />}
    </section>
  );
}
