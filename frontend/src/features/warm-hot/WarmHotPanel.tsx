import type { WarmHotRow } from '@warmline/contracts';
import { IconLink } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { LeadChip } from '../../components/Chip.js';
import { Section } from '../../components/Panel.js';
import { SidePanel } from '../../components/SidePanel.js';
import { TemperatureHistory } from '../../components/TemperatureHistory.js';
import { useNotify } from '../../hooks/useNotify.js';
import { useServerNow } from '../../hooks/useServerClock.js';
import { formatClock, formatDayMonth } from '../../lib/format.js';
import { type Language, languageOf } from '../../lib/language.js';
import { leadMovesQuery } from '../../lib/lead-history.js';
import { formatPhone } from '../../lib/phone.js';
import { futureText } from '../../lib/when.rules.js';
import { HandoverSection } from './HandoverSection.js';

export interface WarmHotPanelProps {
  readonly row: WarmHotRow;
  readonly onClose: () => void;
}

export function WarmHotPanel({ row, onClose }: WarmHotPanelProps): JSX.Element {
  const { t, i18n } = useTranslation('warm-hot');
  const language = languageOf(i18n.language);
  return (
    <SidePanel
      label={row.name}
      onClose={onClose}
      head={
        <span className="wh__head">
          <LeadChip temperature={row.temperature} stage={row.stage} />
          {row.since && (
            <span className="sm t3 num">
              {t('since', { day: formatDayMonth(row.since, language), time: formatClock(row.since) })}
            </span>
          )}
          <span className="grow" />
          <CopyLink />
        </span>
      }
      foot={<Foot row={row} />}
    >
      <Who row={row} />
      <HandoverSection row={row} />
      <Temperature row={row} />
      <Section title={t('answers')}>
        {row.answers.length === 0 ? (
          <p className="t3">{t('noAnswers')}</p>
        ) : (
          <AnswerList row={row} language={language} />
        )}
      </Section>
      {row.note !== '' && (
        <Section title={t('noteTitle')}>
          <p className="t2 wh__note">{row.note}</p>
        </Section>
      )}
    </SidePanel>
  );
}

function CopyLink(): JSX.Element {
  const { t } = useTranslation('warm-hot');
  const notify = useNotify();
  const copy = (): void => {
    void navigator.clipboard.writeText(location.href).then(() => notify(t('copied')));
  };
  return <Button look="ghost" icon={IconLink} aria-label={t('copy')} title={t('copy')} onClick={copy} />;
}

/** Their clock runs on; the minute is enough. */
function Who({ row }: { readonly row: WarmHotRow }): JSX.Element {
  const { t } = useTranslation('warm-hot');
  const now = useServerNow(60_000);
  const phone = row.phone && formatPhone(row.phone);
  const place = [row.city, row.zone && t('theirTime', { time: formatClock(now, row.zone) })].filter(Boolean).join(', ');
  return (
    <div className="wh__who">
      <h2>{row.name}</h2>
      {row.contact && <p className="t2">{[row.contact.name, row.contact.position].filter(Boolean).join(', ')}</p>}
      <p className="t2 num">{[place, phone].filter(Boolean).join(' · ')}</p>
    </div>
  );
}

function Temperature({ row }: { readonly row: WarmHotRow }): JSX.Element | null {
  const { t } = useTranslation('warm-hot');
  const moves = useQuery(leadMovesQuery(row.leadId));
  if (!moves.data || moves.data.length === 0) return null;
  return (
    <Section title={t('temperature')}>
      <TemperatureHistory moves={moves.data} />
    </Section>
  );
}

function AnswerList({ row, language }: { readonly row: WarmHotRow; readonly language: Language }): JSX.Element {
  return (
    <dl className="kv">
      {row.answers.map((answer) => (
        <div key={answer.label.ru} className="wh__pair">
          <dt>{answer.label[language]}</dt>
          <dd>{answer.value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Foot({ row }: { readonly row: WarmHotRow }): JSX.Element {
  const { t, i18n } = useTranslation('warm-hot');
  const now = useServerNow(60_000);
  const language = languageOf(i18n.language);
  return (
    <>
      <span className="sm t2 grow">
        {row.nextStep
          ? t('callback', { when: futureText(row.nextStep.dueAt, now, { language, zone: row.nextStep.zone }) })
          : t('noNextStep')}
      </span>
      <Link to="/leads" search={{ open: row.leadId }} className="btn">
        {t('openLead')}
      </Link>
    </>
  );
}
