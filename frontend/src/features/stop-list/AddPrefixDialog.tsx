import type { StopPrefixKind, StopPrefixReach } from '@warmline/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { Dialog } from '../../components/ConfirmDialog.js';
import { CheckInput, SelectInput, TextInput } from '../../components/Field.js';
import { Notice } from '../../components/Notice.js';
import { Problem } from '../../components/Problem.js';
import { useHotkey } from '../../hooks/useHotkey.js';
import { VIEWS } from '../../lib/feed-keys.js';
import { formatNumber } from '../../lib/format.js';
import { languageOf } from '../../lib/language.js';
import { addPrefix, PREFIX_KINDS, prefixReach } from './stop-list-data.js';

const REASON_LEAST = 3;

/** In two steps: how far the prefix reaches is said before it stops anything, and a broad one is ticked off with its number of leads. */
export function AddPrefixDialog({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const { t } = useTranslation(['stop-list', 'common']);
  const [text, setText] = useState('');
  const [kind, setKind] = useState<StopPrefixKind>('own_staff');
  const [reason, setReason] = useState('');
  const [confirmed, setConfirmed] = useState(false);
  const { reach, add } = usePrefixSteps({ prefix: text, kind, reason: reason.trim() }, { setConfirmed, onClose });
  const known = reach.data;
  const isFilled = text.trim() !== '' && reason.trim().length >= REASON_LEAST;
  const mayAct = isFilled && !reach.isPending && !add.isPending && (!known?.isBroad || confirmed);
  const act = (): void => {
    if (!mayAct) return;
    if (known) add.mutate(known);
    else reach.mutate();
  };
  useHotkey('ctrl+enter', act);
  return (
    <Dialog opened title={t('prefix.title')} onClose={onClose}>
      <div className="dialog__body form">
        <TextInput
          label={t('prefix.prefix')}
          hint={t('prefix.hint')}
          data-autofocus
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            reach.reset();
          }}
        />
        <SelectInput
          label={t('column.kind')}
          value={kind}
          onChange={setKind}
          choices={PREFIX_KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
        />
        <TextInput
          label={t('reason')}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {known && <Reach reach={known} confirmed={confirmed} onConfirm={setConfirmed} />}
        <Problem error={add.error ?? reach.error} />
      </div>
      <div className="dialog__foot">
        <Button hotkey="Esc" onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
        <Button look={known ? 'danger' : 'primary'} hotkey="Ctrl+Enter" disabled={!mayAct} onClick={act}>
          {t(known ? 'prefix.confirm' : 'prefix.check')}
        </Button>
      </div>
    </Dialog>
  );
}

interface PrefixSteps {
  readonly setConfirmed: (confirmed: boolean) => void;
  readonly onClose: () => void;
}

/** First how far it reaches, then the prefix itself with the number of leads that was confirmed. */
function usePrefixSteps(
  wanted: { readonly prefix: string; readonly kind: StopPrefixKind; readonly reason: string },
  { setConfirmed, onClose }: PrefixSteps,
) {
  const client = useQueryClient();
  const reach = useMutation({ mutationFn: () => prefixReach(wanted.prefix), onSuccess: () => setConfirmed(false) });
  const add = useMutation({
    mutationFn: (known: StopPrefixReach) => addPrefix({ ...wanted, confirmedLeads: known.leads }),
    onSuccess: onClose,
    // The number of leads may have grown: it is shown anew.
    onError: () => reach.mutate(),
    onSettled: () => client.invalidateQueries({ queryKey: VIEWS.stopPrefixes }),
  });
  return { reach, add };
}

interface ReachProps {
  readonly reach: StopPrefixReach;
  readonly confirmed: boolean;
  readonly onConfirm: (confirmed: boolean) => void;
}

function Reach({ reach: { prefix, leads, numbers, isBroad }, confirmed, onConfirm }: ReachProps): JSX.Element {
  const { t, i18n } = useTranslation('stop-list');
  const number = (value: number): string => formatNumber(value, languageOf(i18n.language));
  return (
    <>
      <Notice tone={isBroad ? 'warn' : 'plain'} role="status">
        <p>{t('prefix.reach', { prefix, count: leads, leads: number(leads), numbers: number(numbers) })}</p>
        {isBroad && <p>{t('prefix.broad')}</p>}
      </Notice>
      {isBroad && (
        <CheckInput checked={confirmed} onChange={(event) => onConfirm(event.currentTarget.checked)}>
          {t('prefix.iConfirm', { count: leads, leads: number(leads), prefix })}
        </CheckInput>
      )}
    </>
  );
}
