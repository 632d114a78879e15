import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { SelectInput } from '../../components/Field.js';
import { clientsQuery } from '../../lib/clients.js';

const EVERYBODY = 'organisation';

interface ScopeChoiceProps {
  /** Null = the whole organisation. */
  readonly clientId: string | null;
  readonly onChange: (clientId: string | null) => void;
}

/** For whom nobody calls: the whole organisation, or one client alone. */
export function ScopeChoice({ clientId, onChange }: ScopeChoiceProps): JSX.Element {
  const { t } = useTranslation('stop-list');
  const { data: clients = [] } = useQuery(clientsQuery);
  return (
    <SelectInput
      label={t('column.scope')}
      value={clientId ?? EVERYBODY}
      onChange={(value) => onChange(value === EVERYBODY ? null : value)}
      choices={[
        { value: EVERYBODY, label: t('scope.organisation') },
        ...clients.map(({ id, name }) => ({ value: id, label: t('scope.onlyClient', { name }) })),
      ]}
    />
  );
}
