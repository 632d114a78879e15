import { IconPhone, IconPlayerSkipForward } from '@tabler/icons-react';
import type { CallSummary, ConsoleAttempt, ConsoleLead } from '@warmline/contracts';
import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { Icon } from '../../components/Icon.js';
import { IconDot } from '../../components/own-icons.js';
import { Kbd } from '../../components/Kbd.js';
import { useCodeWord } from '../../hooks/useCodeWord.js';
import { useHotkey } from '../../hooks/useHotkey.js';
import { useLanguage, useLocalized } from '../../hooks/useLocalized.js';
import { useServerNow } from '../../hooks/useServerClock.js';
import { formatDayMonth, formatTalk } from '../../lib/format.js';
import { formatPhone } from '../../lib/phone.js';
import { useConsole, useKeysOn } from './ConsoleContext.js';
import { StepHeading } from './StepHeading.js';
import { useResultName } from './useResultName.js';

/** A card on the desk and nothing rings yet: read it, then dial or pass it on. */
export function PreviewMain({ lead, attempt }: { lead: ConsoleLead; attempt: ConsoleAttempt }): JSX.Element {
  const { t } = useTranslation('console');
  const { actions, run, openDialog, busy } = useConsole();
  const enabled = useKeysOn() && !busy;
  const phones = lead.phones.filter(({ state }) => state === 'active');
  const [phoneId, setPhoneId] = useState<string>(attempt.phoneId);
  const dial = (): void => void run(actions.dial(phoneId));
  const nextNumber = (): void => {
    const index = phones.findIndex(({ id }) => id === phoneId);
    setPhoneId(phones[(index + 1) % phones.length]?.id ?? phoneId);
  };
  useHotkey('f2', dial, { enabled });
  useHotkey('f3', () => openDialog('skip'), { enabled });
  useHotkey('f6', nextNumber, { enabled: enabled && phones.length > 1 });
  return (
    <main className="main panel" aria-labelledby="preview">
      <div className="panel__head main__head">
        <span className="t2">{t('preview.title')}</span>
        <span className="grow" />
        <TimeLeft attempt={attempt} />
      </div>
      <div className="main__page main__page--headed">
        <StepHeading id="preview" focusKey={attempt.id}>
          {lead.name}
        </StepHeading>
        <WhyThisLead attempt={attempt} />
        <LastTime history={lead.history} />
        <Numbers phones={phones} value={phoneId} onChange={setPhoneId} />
        <div className="rowx">
          <Button
            look="primary"
            scale="lg"
            icon={IconPhone}
            hotkey="F2"
            disabled={!enabled}
            onClick={dial}
            className="dial"
          >
            {t('preview.dial')}
          </Button>
          <Button
            scale="lg"
            icon={IconPlayerSkipForward}
            hotkey="F3"
            disabled={!enabled}
            onClick={() => openDialog('skip')}
          >
            {t('preview.skip')}
          </Button>
        </div>
      </div>
    </main>
  );
}

interface NumbersProps {
  readonly phones: ConsoleLead['phones'];
  readonly value: string;
  readonly onChange: (phoneId: string) => void;
}

function Numbers({ phones, value, onChange }: NumbersProps): JSX.Element {
  const { t } = useTranslation('console');
  return (
    <fieldset className="numbers">
      <legend>
        {t('preview.number')}
        {phones.length > 1 && (
          <span className="t3 sm rowx">
            <Kbd>F6</Kbd> {t('preview.otherNumber')}
          </span>
        )}
      </legend>
      {phones.map((phone) => (
        <label key={phone.id} className="check">
          <input type="radio" name="number" checked={phone.id === value} onChange={() => onChange(phone.id)} />
          <PhoneWords phone={phone} />
        </label>
      ))}
    </fieldset>
  );
}

function PhoneWords({ phone }: { readonly phone: ConsoleLead['phones'][number] }): JSX.Element {
  const { t } = useTranslation(['console', 'common']);
  const word = useCodeWord('console');
  const note = [
    phone.extension && t('common:phone.extension', { extension: phone.extension }),
    word('lead.phoneKind', phone.kind),
    phone.shared && t('lead.sharedNumber'),
  ];
  return (
    <span>
      <b className="num">{formatPhone(phone.e164)}</b> <span className="t3">{note.filter(Boolean).join(', ')}</span>
    </span>
  );
}

function WhyThisLead({ attempt }: { readonly attempt: ConsoleAttempt }): JSX.Element {
  const { t } = useTranslation('console');
  const word = useCodeWord('console');
  return (
    <section aria-labelledby="why-lead">
      <h2 id="why-lead">{t('preview.why')}</h2>
      <ul className="whylead">
        {attempt.why.map((code) => (
          <li key={code}>
            <Icon of={IconDot} tone="t3" />
            {word('preview.reason', code)}
          </li>
        ))}
        {attempt.callback?.about && (
          <li>
            <Icon of={IconDot} tone="t3" />
            {attempt.callback.about}
          </li>
        )}
      </ul>
    </section>
  );
}

function LastTime({ history }: { readonly history: readonly CallSummary[] }): JSX.Element {
  const { t } = useTranslation('console');
  const language = useLanguage();
  const localized = useLocalized();
  const resultName = useResultName();
  const last = history.find(({ talkSeconds }) => talkSeconds !== null) ?? history[0];
  return (
    <section aria-labelledby="last-time">
      <h2 id="last-time">{t('preview.lastTime')}</h2>
      {!last && <p className="t2">{t('preview.first')}</p>}
      {last && (
        <>
          <p className="t2">
            {t('preview.lastLine', {
              date: formatDayMonth(last.at, language),
              operator: last.operator.name,
              result: resultName(last.dispositionCode),
            })}
          </p>
          {last.note && <p className="lastnote">{last.note}</p>}
          <dl className="facts">
            {last.answers.slice(0, 6).map(({ field, label, value }) => (
              <div key={field}>
                <dt>{localized(label)}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </section>
  );
}

function TimeLeft({ attempt }: { readonly attempt: ConsoleAttempt }): JSX.Element | null {
  const { t } = useTranslation('console');
  const nowMs = useServerNow();
  if (attempt.previewEndsAt === null) return null;
  const left = formatTalk(Math.max(0, Date.parse(attempt.previewEndsAt) - nowMs));
  return (
    <span className="t3 num" title={t('preview.timeHint')}>
      {t('preview.timeLeft', { left })}
    </span>
  );
}
