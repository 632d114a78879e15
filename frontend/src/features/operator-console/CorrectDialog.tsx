import { IconBan } from '@tabler/icons-react';
import type { ConsoleSnapshot, Disposition } from '@warmline/contracts';
import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { Dialog } from '../../components/ConfirmDialog.js';
import { Icon } from '../../components/Icon.js';
import { useHotkey, useSingleKey } from '../../hooks/useHotkey.js';
import { useConsole } from './ConsoleContext.js';
import { lastCallOf } from './console-view.rules.js';
import { ResultPicker } from './ResultPicker.js';
import { useResultName } from './useResultName.js';
import { PromiseOfResult, useCorrectedPromise } from './CorrectedPromise.js';
import { findResult, keyedGroups, pickResult, pressBack, pressDigit } from './wrap-up.rules.js';

/** The operator's own result, within five minutes of recording it. */
export function CorrectDialog(): JSX.Element {
  const { t } = useTranslation('console');
  const { snapshot, dialog, openDialog } = useConsole();
  const last = lastCallOf(snapshot);
  return (
    <Dialog
      opened={dialog === 'correct' && last !== undefined}
      title={t('last.correctTitle')}
      size={820}
      onClose={() => openDialog(null)}
    >
      {last && <Choose key={last.attemptId} last={last} />}
    </Dialog>
  );
}

function Choose({ last }: { readonly last: ConsoleSnapshot['lastResults'][number] }): JSX.Element {
  const { t } = useTranslation(['console', 'common']);
  const { snapshot, actions, run, busy, openDialog } = useConsole();
  const { attemptId, dispositionCode: code, leadName: name } = last;
  const resultName = useResultName();
  const groups = keyedGroups(snapshot.results);
  const [pick, setPick] = useState(() => pickResult(groups, code));
  const promise = useCorrectedPromise(last, findResult(snapshot.results, pick.code));
  const ready = pick.code !== null && (pick.code !== code || promise.isChange) && promise.isWhole && !busy;
  const save = async (): Promise<void> => {
    if (pick.code !== null && (await run(actions.correct(attemptId, pick.code, promise.body)))) openDialog(null);
  };
  useSingleKey('0,1,2,3,4,5,6,7,8,9', (event) => setPick(pressDigit(groups, pick, event.code.replace(/\D/g, ''))));
  useSingleKey('backspace', () => setPick(pressBack(groups, pick)));
  useHotkey('ctrl+enter', () => void save(), { enabled: ready });
  return (
    <>
      <p className="t2">{t('last.correctHint', { name, result: resultName(code) })}</p>
      <ResultPicker groups={groups} pick={pick} onPick={setPick} suggested={null} />
      <AboutStop from={findResult(snapshot.results, code)} to={findResult(snapshot.results, pick.code)} />
      <PromiseOfResult last={last} promise={promise} />
      <div className="dialog__foot">
        <Button hotkey="Esc" onClick={() => openDialog(null)}>
          {t('common:action.cancel')}
        </Button>
        <Button look="primary" hotkey="Ctrl+Enter" disabled={!ready} onClick={() => void save()}>
          {t('last.correctSave')}
        </Button>
      </div>
    </>
  );
}

/** A correction stops the person, or takes back what the wrong result alone had stopped. */
function AboutStop({
  from,
  to,
}: {
  readonly from: Disposition | undefined;
  readonly to: Disposition | undefined;
}): JSX.Element | null {
  const { t } = useTranslation('console');
  if (!to || from?.effect.suppress === to.effect.suppress) return null;
  return (
    <p className={to.effect.suppress ? 'rowx bad' : 'rowx t2'} role="status">
      <Icon of={IconBan} />
      {t(to.effect.suppress ? 'wrap.suppress' : 'last.liftsStop')}
    </p>
  );
}
