import type { MappingTemplate } from '@warmline/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type JSX, type KeyboardEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../hooks/useErrorText.js';
import { VIEWS } from '../../lib/feed-keys.js';
import { renameTemplate } from './template-data.js';

export interface TemplateNameProps {
  readonly template: MappingTemplate;
  readonly editing: boolean;
  readonly onClose: () => void;
}

/** The name in its row, or the field in its place. */
export function TemplateName({ template, editing, onClose }: TemplateNameProps): JSX.Element {
  if (editing) return <NameField template={template} onClose={onClose} />;
  return <span className="ell templates__name">{template.name}</span>;
}

function NameField({ template, onClose }: Omit<TemplateNameProps, 'editing'>): JSX.Element {
  const { t } = useTranslation('lists');
  const noteId = useId();
  // As it was when the field was opened: a name somebody gives meanwhile is refused by the server, not written over.
  const [{ name, version }] = useState(template);
  const [text, setText] = useState(name);
  const rename = useRename(template.id, onClose);
  const keys = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') onClose();
    if (event.key !== 'Enter' || rename.isPending) return;
    const next = text.trim();
    if (next === name) onClose();
    else if (next !== '') rename.mutate({ name: next, version });
  };
  return (
    <span className="cell2 templates__field">
      <input
        autoFocus
        className="input"
        maxLength={200}
        value={text}
        aria-label={t('templates.newName', { name })}
        aria-describedby={noteId}
        aria-invalid={rename.error !== null}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={keys}
      />
      <span id={noteId}>{rename.error ? <Refusal error={rename.error} /> : <Hint />}</span>
    </span>
  );
}

function useRename(id: string, onClose: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: { name: string; version: number }) => renameTemplate(id, request),
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries({ queryKey: VIEWS.mappingTemplates }),
  });
}

function Hint(): JSX.Element {
  const { t } = useTranslation('lists');
  return <span className="sm t3">{t('templates.renameHint')}</span>;
}

function Refusal({ error }: { readonly error: unknown }): JSX.Element {
  const { text } = useErrorText(error);
  return (
    <span className="sm bad" role="alert">
      {text}
    </span>
  );
}
