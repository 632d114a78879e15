import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { Dialog } from '../../components/ConfirmDialog.js';
import { Kbd } from '../../components/Kbd.js';
import { useHotkey, useSingleKey } from '../../hooks/useHotkey.js';
import { formatPhone } from '../../lib/phone.js';
import { useConsole } from './ConsoleContext.js';
import { stoppedPhones, type StopScope } from './stop-reach.rules.js';

const SCOPES: readonly StopScope[] = ['person', 'number'];

/** The stop key: the person with all their numbers, which are named, or the number alone. */
export function SuppressDialog(): JSX.Element {
  const { t } = useTranslation('console');
  const { snapshot, dialog, openDialog } = useConsole();
  const { lead, attempt } = snapshot;
  return (
    <Dialog
      opened={dialog === 'suppress' && lead !== null && attempt !== null}
      title={t('suppress.title')}
      onClose={() => openDialog(null)}
    >
      {lead && attempt && <Choose key={attempt.id} />}
    </Dialog>
  );
}

function Choose(): JSX.Element {
  const { t } = useTranslation(['console', 'common']);
  const { openDialog, actions, run, busy } = useConsole();
  const [scope, setScope] = useState<StopScope>('person');
  const stop = (): void => {
    openDialog(null);
    void run(actions.suppress(scope));
  };
  useSingleKey('1,2', (event) => setScope(event.code.endsWith('2') ? 'number' : 'person'));
  useHotkey('ctrl+enter', stop, { enabled: !busy });
  return (
    <>
      <p className="t2">{t('suppress.body')}</p>
      <div className="pick pick--dialog">
        {SCOPES.map((each, index) => (
          <button key={each} type="button" aria-pressed={each === scope} onClick={() => setScope(each)}>
            <Kbd>{index + 1}</Kbd>
            <span>{t(`suppress.scope.${each}`)}</span>
          </button>
        ))}
      </div>
      <Numbers scope={scope} />
      <div className="dialog__foot">
        <Button data-autofocus hotkey="Esc" onClick={() => openDialog(null)}>
          {t('common:action.cancel')}
        </Button>
        <Button look="danger" hotkey="Ctrl+Enter" disabled={busy} onClick={stop}>
          {t('suppress.confirm')}
        </Button>
      </div>
    </>
  );
}

function Numbers({ scope }: { readonly scope: StopScope }): JSX.Element | null {
  const { t } = useTranslation('console');
  const { snapshot } = useConsole();
  const { lead, attempt } = snapshot;
  if (!lead || !attempt) return null;
  const phones = stoppedPhones(lead, attempt, scope);
  const nameOf = (contactId: string | null) => lead.contacts.find(({ id }) => id === contactId)?.fullName;
  return (
    <>
      <p aria-live="polite">{t('suppress.numbers', { count: phones.length })}</p>
      <ul className="stops">
        {phones.map(({ id, e164, extension, contactId }) => (
          <li key={id}>
            <span className="num">
              {formatPhone(e164)}
              {extension !== '' && ` ${t('suppress.extension', { extension })}`}
            </span>
            <span className="t3 ell">{id === attempt.phoneId ? t('suppress.rung') : nameOf(contactId)}</span>
          </li>
        ))}
      </ul>
      {scope === 'person' && <p className="t3 sm">{t('suppress.later')}</p>}
    </>
  );
}
