import type { ConsoleAttempt, ConsoleLead } from '@warmline/contracts';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { useHotkey } from '../../hooks/useHotkey.js';
import { formatPhone } from '../../lib/phone.js';
import { useConsole, useKeysOn } from './ConsoleContext.js';
import { Say } from './Say.js';
import { StepHeading } from './StepHeading.js';

const TITLES = {
  planned: 'dialing',
  dial_requested: 'dialing',
  queued: 'dialing',
  dialing: 'dialing',
  unknown: 'unknown',
  ringing: 'ringing',
  answered: 'answered',
  connected: 'answered',
  abandoned: 'dialing',
  machine: 'answered',
  ended: 'dialing',
} as const satisfies Record<ConsoleAttempt['state'], string>;

/** The line is being made: the number, how it goes, and the first words to be ready with. */
export function DialingMain({ lead, attempt }: { lead: ConsoleLead; attempt: ConsoleAttempt }): JSX.Element {
  const { t } = useTranslation('console');
  const { snapshot, actions, run, busy } = useConsole();
  const enabled = useKeysOn() && !busy;
  const cancel = (): void => void run(actions.hangUp());
  useHotkey('escape', cancel, { enabled });
  const phone = lead.phones.find(({ id }) => id === attempt.phoneId);
  const title = TITLES[attempt.state];
  const step = snapshot.script?.step;
  return (
    <main className="main panel" aria-labelledby="dialing">
      <div className="main__page">
        <div>
          <StepHeading id="dialing" focusKey={title}>
            {t(`dialing.title.${title}`)}
          </StepHeading>
          <p className="dialed num">{phone ? formatPhone(phone.e164) : ''}</p>
          <p className="t2">
            {lead.name}. {t('dialing.attempt', { number: attempt.number, allowed: attempt.triesAllowed })}
          </p>
          {title === 'unknown' && <p className="warn">{t('dialing.unknownHint')}</p>}
        </div>
        <div>
          <Button scale="lg" look="danger" hotkey="Esc" disabled={!enabled} onClick={cancel}>
            {t('dialing.cancel')}
          </Button>
        </div>
        {step && (
          <section className="dialing__open" aria-labelledby="open">
            <h2 id="open">{t('dialing.open')}</h2>
            <Say text={step.text} />
          </section>
        )}
      </div>
    </main>
  );
}
