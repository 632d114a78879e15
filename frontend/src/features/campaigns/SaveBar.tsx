import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { useErrorText } from '../../hooks/useErrorText.js';
import { useHotkey } from '../../hooks/useHotkey.js';
import type { CampaignEditing } from './useCampaignDraft.js';

/** Appears with the first change on any tab. */
export function SaveBar({ editing }: { readonly editing: CampaignEditing }): JSX.Element | null {
  useHotkey('ctrl+enter', editing.save, { enabled: editing.change !== null && !editing.readOnly });
  if (editing.change === null || editing.readOnly) return null;
  return <Bar editing={editing} />;
}

function Bar({ editing }: { readonly editing: CampaignEditing }): JSX.Element {
  const { t } = useTranslation(['campaigns', 'common']);
  const { text } = useErrorText(editing.error);
  return (
    <footer className="page__foot">
      {editing.error ? (
        <span className="bad" role="alert">
          {text}
        </span>
      ) : (
        <span className="t2">{t(editing.valid ? 'unsaved' : 'invalid')}</span>
      )}
      <span className="grow" />
      <Button onClick={editing.discard} disabled={editing.saving}>
        {t('discard')}
      </Button>
      <Button look="primary" hotkey="Ctrl+Enter" onClick={editing.save} disabled={editing.saving || !editing.valid}>
        {t('common:action.save')}
      </Button>
    </footer>
  );
}
