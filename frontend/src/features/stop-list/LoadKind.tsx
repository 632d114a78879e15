import { suppressionKindSchema } from '@warmline/contracts';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { NumberInput, SelectInput, TextInput } from '../../components/Field.js';
import { hasLastDay, type KindDraft } from './load.rules.js';
import { ScopeChoice } from './ScopeChoice.js';

const MOST_DAYS = 3_660;

interface LoadKindProps {
  readonly draft: KindDraft;
  readonly set: (change: Partial<KindDraft>) => void;
}

/** Own refusals, a register with its edition, or an exclusion. */
export function LoadKind({ draft, set }: LoadKindProps): JSX.Element {
  const { t } = useTranslation('stop-list');
  const { kind } = draft;
  return (
    <div className="form">
      <SelectInput
        label={t('column.kind')}
        hint={t(
          kind === 'register' ? 'load.registerHint' : hasLastDay(kind) ? 'load.exclusionHint' : 'load.refusalHint',
        )}
        value={kind}
        onChange={(value) => set({ kind: value })}
        choices={suppressionKindSchema.options.map((value) => ({ value, label: t(`kind.${value}`) }))}
      />
      {kind === 'register' && <RegisterFields draft={draft} set={set} />}
      <ScopeChoice clientId={draft.clientId} onChange={(clientId) => set({ clientId })} />
      {hasLastDay(kind) && (
        <TextInput
          type="date"
          label={t('lastDay')}
          hint={t('lastDayHint')}
          value={draft.expiresOn}
          onChange={(event) => set({ expiresOn: event.currentTarget.value })}
        />
      )}
      <TextInput
        label={t('load.reason')}
        hint={t('load.reasonHint')}
        maxLength={500}
        value={draft.reason}
        onChange={(event) => set({ reason: event.currentTarget.value })}
      />
    </div>
  );
}

function RegisterFields({ draft, set }: LoadKindProps): JSX.Element {
  const { t } = useTranslation('stop-list');
  return (
    <>
      <TextInput
        label={t('load.registerName')}
        maxLength={120}
        placeholder="TPS"
        value={draft.registerName}
        onChange={(event) => set({ registerName: event.currentTarget.value })}
      />
      <div className="form__pair">
        <TextInput
          type="date"
          label={t('load.registerDate')}
          value={draft.registerDate}
          onChange={(event) => set({ registerDate: event.currentTarget.value })}
        />
        <NumberInput
          label={t('load.maxAge')}
          min={1}
          max={MOST_DAYS}
          value={draft.maxAgeDays}
          onChange={(maxAgeDays) => set({ maxAgeDays })}
        />
      </div>
    </>
  );
}
