import type { Preview } from '@warmline/contracts';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from './Notice.js';

type PreviewNote = Preview['notes'][number];

/** These may cost leads or letters; the others only say how the file was understood. */
const GRAVE: ReadonlySet<PreviewNote['code']> = new Set(['broken_characters', 'hidden_rows', 'formulas_unsaved']);

/** What the reading of a file noticed, with the rows or columns it is about. */
export function PreviewNotes({ notes }: { readonly notes: Preview['notes'] }): JSX.Element | null {
  const { t } = useTranslation();
  if (notes.length === 0) return null;
  const words = ({ code, count, rows, columns }: PreviewNote): string => {
    const names = columns.length > 0 ? columns : rows.map(String);
    const where = names.length < count && code !== 'broken_characters' ? [...names, '…'] : names;
    const what = t(`fileFormat.note.${code}`, { count });
    return names.length === 0
      ? what
      : `${what} ${t(`fileFormat.where.${columns.length > 0 ? 'columns' : 'rows'}`, { count: names.length, names: where.join(', ') })}`;
  };
  return (
    <Notice tone={notes.some(({ code }) => GRAVE.has(code)) ? 'warn' : 'plain'} role="status">
      {notes.map((note) => (
        <p key={note.code}>{words(note)}</p>
      ))}
    </Notice>
  );
}
