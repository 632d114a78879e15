import { type BulkAction, type BulkChange, bulkFieldSchema } from '@warmline/contracts';

export const BULK_KINDS = [
  'add_to_list',
  'remove_from_list',
  'set_field',
  'set_own_field',
  'suppress',
  'close',
] as const;
export type BulkKind = BulkChange['kind'];
export const BULK_FIELDS = bulkFieldSchema.options;

export interface BulkDraft {
  readonly listId: string;
  readonly field: (typeof BULK_FIELDS)[number];
  readonly name: string;
  readonly value: string;
  readonly reason: string;
}

export const EMPTY_DRAFT: BulkDraft = { listId: '', field: 'industry', name: '', value: '', reason: '' };

/** What the form asks for; nothing while something is missing. An empty value takes the field's value away. */
export function changeOf(kind: BulkKind, draft: BulkDraft): BulkChange | undefined {
  const [name, value, reason] = [draft.name.trim(), draft.value.trim() || null, draft.reason.trim()];
  switch (kind) {
    case 'add_to_list':
    case 'remove_from_list':
      return draft.listId === '' ? undefined : ({ kind, listId: draft.listId } as BulkChange);
    case 'set_field':
      return { kind, field: draft.field, value };
    case 'set_own_field':
      return name === '' ? undefined : { kind, name, value };
    case 'suppress':
    case 'close':
      return reason === '' ? undefined : { kind, reason };
  }
}

export const isOpen = ({ state }: Pick<BulkAction, 'state'>): boolean =>
  state === 'selecting' || state === 'running' || state === 'undoing';
export const mayUndo = ({ state, changed }: Pick<BulkAction, 'state' | 'changed'>): boolean =>
  (state === 'done' || state === 'cancelled' || state === 'failed') && changed > 0;

/** 0 to 1; while leads are being selected nobody knows how many there will be. */
export function shareDone(
  action: Pick<BulkAction, 'state' | 'selected' | 'done' | 'changed' | 'undone' | 'kept'>,
): number {
  const { state, selected, done, changed, undone, kept } = action;
  if (state === 'selecting') return 0;
  const [part, whole] = state === 'undoing' ? [undone + kept, changed] : [done, selected];
  return whole === 0 ? 0 : Math.min(1, part / whole);
}
