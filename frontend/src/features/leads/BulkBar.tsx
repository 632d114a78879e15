import type { BulkChange } from '@warmline/contracts';
import { Menu } from '@mantine/core';
import { IconChevronDown, IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { Icon } from '../../components/Icon.js';
import { useSearchState } from '../../hooks/useSearchState.js';
import { VIEWS } from '../../lib/feed-keys.js';
import { meQuery } from '../../lib/session.js';
import { BulkChangeDialog } from './BulkChangeDialog.js';
import { BULK_KINDS, type BulkKind } from './bulk.rules.js';
import { startBulkAction } from './lead-data.js';
import { queryOf, type Selection } from './lead-filters.rules.js';
import { mayCorrect } from './leads.rules.js';

export interface BulkBarProps {
  readonly selection: Selection;
  /** How many the filter finds, as it is shown. */
  readonly allText: string;
  readonly onSelectAll: () => void;
  readonly onClear: () => void;
}

/** What can be done with the rows ticked, or with all that the filter finds: the server selects those itself. */
export function BulkBar({ selection, allText, onSelectAll, onClear }: BulkBarProps): JSX.Element | null {
  const { t } = useTranslation('leads');
  const [kind, setKind] = useState<BulkKind>();
  const me = useQuery(meQuery).data;
  const start = useStart(selection, () => {
    setKind(undefined);
    onClear();
  });
  const some = selection.kind === 'some' ? selection.ids.size : undefined;
  if (some === 0) return null;
  const kinds = BULK_KINDS.filter((each) => each !== 'close' || mayCorrect(me?.role));
  return (
    <div className="toolbar leads__bulk" role="group" aria-label={t('bulk.label')}>
      <b className="num" role="status">
        {some === undefined ? t('bulk.allSelected', { all: allText }) : t('bulk.selected', { count: some })}
      </b>
      {some !== undefined && (
        <Button look="ghost" scale="sm" onClick={onSelectAll}>
          {t('bulk.selectAll', { all: allText })}
        </Button>
      )}
      <Menu position="bottom-start" width={240}>
        <Menu.Target>
          <Button look="primary" scale="sm">
            {t('bulk.act')}
            <Icon of={IconChevronDown} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {kinds.map((each) => (
            <Menu.Item key={each} onClick={() => setKind(each)}>
              {t(`bulk.kind.${each}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Button look="ghost" scale="sm" icon={IconX} onClick={onClear}>
        {t('bulk.clear')}
      </Button>
      {kind && (
        <BulkChangeDialog
          key={kind}
          kind={kind}
          count={some === undefined ? allText : String(some)}
          busy={start.isPending}
          error={start.error}
          onSubmit={(change) => start.mutate(change)}
          onClose={() => setKind(undefined)}
        />
      )}
    </div>
  );
}

function useStart(selection: Selection, onStarted: () => void) {
  const [search] = useSearchState();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: BulkChange) =>
      startBulkAction({
        selection: selection.kind === 'all' ? { filter: queryOf(search) } : { leadIds: [...selection.ids] },
        change,
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: VIEWS.bulkActions });
      onStarted();
    },
  });
}
