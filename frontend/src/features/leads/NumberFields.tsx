import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { TextInput } from '../../components/Field.js';

interface NumberDraft {
  readonly number: string;
  readonly areaCode: string;
}

export interface NumberFieldsProps {
  readonly draft: NumberDraft;
  readonly problems: Partial<Record<keyof NumberDraft, true>>;
  readonly autoFocus?: boolean;
  readonly onChange: (change: Partial<NumberDraft>) => void;
}

/** A number as people write it, and the area code that a local one lacks. */
export function NumberFields({ draft, problems, autoFocus, onChange }: NumberFieldsProps): JSX.Element {
  const { t } = useTranslation('leads');
  return (
    <div className="leads__numberpair">
      <TextInput
        label={t('number')}
        type="tel"
        value={draft.number}
        maxLength={200}
        autoComplete="off"
        data-autofocus={autoFocus}
        placeholder="+7 921 123-45-67"
        problem={problems.number && t('problem.number')}
        onChange={(event) => onChange({ number: event.currentTarget.value })}
      />
      <TextInput
        label={t('areaCode')}
        value={draft.areaCode}
        maxLength={6}
        inputMode="numeric"
        autoComplete="off"
        placeholder="812"
        problem={problems.areaCode && t('problem.areaCode')}
        onChange={(event) => onChange({ areaCode: event.currentTarget.value })}
      />
    </div>
  );
}
