import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { clientsQuery } from '../lib/clients.js';
import { SelectInput } from './Field.js';

export interface ClientSelectProps {
  /** Null = the own company. */
  readonly value: string | null;
  readonly onChange: (clientId: string) => void;
  readonly row?: boolean;
}

/** Whose data it is about; nothing to choose, and nothing shown, with one client. */
export function ClientSelect({ value, onChange, row }: ClientSelectProps): JSX.Element | null {
  const { t } = useTranslation();
  const { data: clients = [] } = useQuery(clientsQuery);
  if (clients.length < 2) return null;
  const own = clients.find((client) => client.isOwn) ?? clients[0];
  return (
    <SelectInput
      row={row}
      label={t('client')}
      value={value ?? own?.id ?? ''}
      onChange={onChange}
      choices={clients.map((client) => ({ value: client.id, label: client.name }))}
    />
  );
}
