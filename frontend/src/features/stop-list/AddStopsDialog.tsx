import { type AddStopsReply, clientIdSchema, type StopPrefixKind } from '@warmline/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { Dialog } from '../../components/ConfirmDialog.js';
import { SelectInput, TextArea, TextInput } from '../../components/Field.js';
import { Notice } from '../../components/Notice.js';
import { Problem } from '../../components/Problem.js';
import { useHotkey } from '../../hooks/useHotkey.js';
import { VIEWS } from '../../lib/feed-keys.js';
import { ScopeChoice } from './ScopeChoice.js';
import { addStops, PREFIX_KINDS } from './stop-list-data.js';

const REASON_LEAST = 3;

interface Draft {
  readonly numbers: string;
  readonly kind: StopPrefixKind;
  readonly clientId: string | null;
  readonly reason: string;
  readonly expiresOn: string;
}

const EMPTY: Draft = { numbers: '', kind: 'opt_out', clientId: null, reason: '', expiresOn: '' };
const isForGood = (kind: StopPrefixKind): boolean => kind === 'opt_out' || kind === 'complaint';

/** What could not be read stays in the field to be mended; the rest is stopped already. */
export function AddStopsDialog({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const { t } = useTranslation(['stop-list', 'common']);
  const client = useQueryClient();
  const [draft, setDraft] = useState(EMPTY);
  const set = (change: Partial<Draft>): void => setDraft((now) => ({ ...now, ...change }));
  const add = useMutation({
    mutationFn: () => addStops(requestOf(draft)),
    onSuccess: ({ unreadable }) => (unreadable.length > 0 ? set({ numbers: unreadable.join('\n') }) : undefined),
    onSettled: () => client.invalidateQueries({ queryKey: VIEWS.stopList }),
  });
  const isDone = add.data?.unreadable.length === 0;
  const mayAdd = draft.numbers.trim() !== '' && draft.reason.trim().length >= REASON_LEAST && !add.isPending && !isDone;
  const act = (): void => {
    if (mayAdd) add.mutate();
  };
  useHotkey('ctrl+enter', act);
  return (
    <Dialog opened title={t('add.title')} size={560} onClose={onClose}>
      <div className="dialog__body form">
        {add.data && <Reply reply={add.data} />}
        {!isDone && <AddFields draft={draft} set={set} />}
        <Problem error={add.error} />
      </div>
      <div className="dialog__foot">
        <Button hotkey="Esc" onClick={onClose}>
          {t(isDone ? 'common:action.close' : 'common:action.cancel')}
        </Button>
        {!isDone && (
          <Button look="primary" hotkey="Ctrl+Enter" disabled={!mayAdd} onClick={act}>
            {t('add.confirm')}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

function requestOf({ numbers, kind, clientId, reason, expiresOn }: Draft) {
  return {
    numbers,
    kind,
    reason: reason.trim(),
    ...(clientId === null ? {} : { scope: 'client' as const, clientId: clientIdSchema.parse(clientId) }),
    ...(expiresOn === '' || isForGood(kind) ? {} : { expiresOn }),
  };
}

function Reply({ reply: { added, alreadyStopped, unreadable } }: { readonly reply: AddStopsReply }): JSX.Element {
  const { t } = useTranslation('stop-list');
  return (
    <Notice tone={unreadable.length > 0 ? 'warn' : 'ok'} role="status">
      <p>{t('add.added', { count: added })}</p>
      {alreadyStopped > 0 && <p>{t('add.already', { count: alreadyStopped })}</p>}
      {unreadable.length > 0 && <p>{t('add.unreadable', { count: unreadable.length })}</p>}
    </Notice>
  );
}

interface AddFieldsProps {
  readonly draft: Draft;
  readonly set: (change: Partial<Draft>) => void;
}

function AddFields({ draft, set }: AddFieldsProps): JSX.Element {
  const { t } = useTranslation('stop-list');
  return (
    <>
      <TextArea
        label={t('add.numbers')}
        hint={t('add.numbersHint')}
        data-autofocus
        rows={4}
        value={draft.numbers}
        onChange={(event) => set({ numbers: event.currentTarget.value })}
      />
      <div className="form__pair">
        <SelectInput
          label={t('column.kind')}
          value={draft.kind}
          onChange={(kind) => set({ kind })}
          choices={PREFIX_KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
        />
        <ScopeChoice clientId={draft.clientId} onChange={(clientId) => set({ clientId })} />
      </div>
      <TextInput
        label={t('reason')}
        hint={t('add.reasonHint')}
        maxLength={500}
        value={draft.reason}
        onChange={(event) => set({ reason: event.currentTarget.value })}
      />
      {!isForGood(draft.kind) && (
        <TextInput
          type="date"
          label={t('lastDay')}
          hint={t('lastDayHint')}
          value={draft.expiresOn}
          onChange={(event) => set({ expiresOn: event.currentTarget.value })}
        />
      )}
    </>
  );
}
