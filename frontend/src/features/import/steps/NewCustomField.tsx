import { CUSTOM_FIELD_TYPES, clientIdSchema, type CustomFieldType } from '@warmline/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../components/Button.js';
import { SelectInput, TextInput } from '../../../components/Field.js';
import { Section } from '../../../components/Panel.js';
import { Problem } from '../../../components/Problem.js';
import { createCustomField } from '../import-data.js';

function useNewField(clientId: string | null, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (field: { name: string; type: CustomFieldType; choices: string[] }) =>
      createCustomField({ ...(clientId === null ? {} : { clientId: clientIdSchema.parse(clientId) }), ...field }),
    onSuccess: async () => {
      onDone();
      await client.invalidateQueries({ queryKey: ['custom-fields'] });
    },
  });
}

/** A field of the client's own, to choose for a column at once. */
export function NewCustomField({ clientId }: { readonly clientId: string | null }): JSX.Element {
  const { t } = useTranslation('import');
  const [name, setName] = useState('');
  const [type, setType] = useState<CustomFieldType>('text');
  const [choices, setChoices] = useState('');
  const words = choices
    .split(/[,;\n]/)
    .map((word) => word.trim())
    .filter((word) => word !== '');
  const ready = name.trim() !== '' && (type !== 'choice' || words.length > 0);
  const create = useNewField(clientId, () => {
    setName('');
    setChoices('');
  });
  const submit = (): void => create.mutate({ name: name.trim(), type, choices: type === 'choice' ? words : [] });
  return (
    <Section title={t('customField.title')}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && !create.isPending) submit();
        }}
      >
        <div className="form__pair">
          <TextInput
            label={t('customField.name')}
            value={name}
            maxLength={100}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <SelectInput
            label={t('customField.type')}
            value={type}
            onChange={setType}
            choices={CUSTOM_FIELD_TYPES.map((value) => ({ value, label: t(`customField.types.${value}`) }))}
          />
        </div>
        {type === 'choice' && (
          <TextInput
            label={t('customField.choices')}
            hint={t('customField.choicesHint')}
            value={choices}
            onChange={(event) => setChoices(event.currentTarget.value)}
          />
        )}
        <Problem error={create.error} />
        <Button type="submit" scale="sm" disabled={!ready || create.isPending}>
          {t('customField.create')}
        </Button>
      </form>
    </Section>
  );
}
