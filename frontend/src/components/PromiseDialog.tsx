import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useServerNow } from '../hooks/useServerClock.js';
import { VIEWS } from '../lib/feed-keys.js';
import { anyTime, judgeTime } from '../lib/promise-time.rules.js';
import { assignPromise, cancelPromise, movePromise, usePromiseTimes } from '../lib/promises.js';
import { instantOf, type WallTime } from '../lib/wall-time.rules.js';
import { Button } from './Button.js';
import { Dialog } from './ConfirmDialog.js';
import { SelectInput, TextInput } from './Field.js';
import { Problem } from './Problem.js';
import { PromiseTime } from './PromiseTime.js';

export interface PromiseOfDialog {
  readonly id: string;
  readonly leadName: string;
  readonly zone: string;
  readonly owner: { readonly id: string; readonly name: string } | null;
}

export interface PromiseDialogProps {
  readonly promise: PromiseOfDialog | null;
  /** Whom it may be given to; the empty choice is anybody. */
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly onClose: () => void;
}

/** What can be done with a promise that stands: another time, another owner, cancelled. */
export function PromiseDialog({ promise, people, onClose }: PromiseDialogProps): JSX.Element {
  return (
    <Dialog opened={promise !== null} title={promise?.leadName ?? ''} size={640} onClose={onClose}>
      {promise && <Ways key={promise.id} promise={promise} people={people} onDone={onClose} />}
    </Dialog>
  );
}

function useAct(onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (act: () => Promise<void>) => act(),
    onSuccess: async () => {
      onDone();
      await client.invalidateQueries({ queryKey: VIEWS.promises });
    },
  });
}

type Act = ReturnType<typeof useAct>;

interface WaysProps {
  readonly promise: PromiseOfDialog;
  readonly people: PromiseDialogProps['people'];
  readonly onDone: () => void;
}

function Ways({ promise, people, onDone }: WaysProps): JSX.Element {
  const act = useAct(onDone);
  return (
    <div className="promise__ways">
      <Problem error={act.error} />
      <Move promise={promise} act={act} />
      <Assign promise={promise} people={people} act={act} />
      <Cancel promise={promise} act={act} />
    </div>
  );
}

function Move({ promise, act }: { readonly promise: PromiseOfDialog; readonly act: Act }): JSX.Element {
  const { t } = useTranslation();
  const nowMs = useServerNow(15_000);
  const [at, setAt] = useState<WallTime | null>(null);
  const times = usePromiseTimes({ callbackId: promise.id });
  const zone = times?.zone ?? promise.zone;
  const due = at === null || at.time === '' ? null : instantOf(at, zone);
  const kind = due && judgeTime(times ?? anyTime(nowMs), due.getTime(), { nowMs, zone }).kind;
  const may = due !== null && (kind === 'fine' || kind === 'outside_campaign') && !act.isPending;
  return (
    <section className="promise__way" aria-label={t('promise.move')}>
      <h3>{t('promise.move')}</h3>
      <PromiseTime zone={zone} times={times} value={at} onChange={setAt} />
      <div>
        <Button
          look="primary"
          disabled={!may}
          onClick={() => due && act.mutate(() => movePromise(promise.id, due.toISOString()))}
        >
          {t('promise.moveDo')}
        </Button>
      </div>
    </section>
  );
}

function Assign({ promise, people, act }: Omit<WaysProps, 'onDone'> & { readonly act: Act }): JSX.Element {
  const { t } = useTranslation();
  const [owner, setOwner] = useState<string>(promise.owner?.id ?? '');
  const isSame = owner === (promise.owner?.id ?? '');
  return (
    <section className="promise__way promise__row" aria-label={t('promise.assign')}>
      <SelectInput
        label={t('promise.assign')}
        value={owner}
        onChange={setOwner}
        choices={[
          { value: '', label: t('promise.anyone') },
          ...people.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <Button
        disabled={isSame || act.isPending}
        onClick={() => act.mutate(() => assignPromise(promise.id, owner === '' ? null : owner))}
      >
        {t('promise.assignDo')}
      </Button>
    </section>
  );
}

const SHORTEST_REASON = 3;

function Cancel({ promise, act }: { readonly promise: PromiseOfDialog; readonly act: Act }): JSX.Element {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  return (
    <section className="promise__way promise__row" aria-label={t('promise.cancel')}>
      <div className="grow">
        <TextInput
          label={t('promise.cancelReason')}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
      <Button
        look="danger"
        disabled={reason.trim().length < SHORTEST_REASON || act.isPending}
        onClick={() => act.mutate(() => cancelPromise(promise.id, reason.trim()))}
      >
        {t('promise.cancelDo')}
      </Button>
    </section>
  );
}
