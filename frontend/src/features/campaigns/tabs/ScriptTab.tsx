import type { CallScriptSummary } from '@warmline/contracts';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../../components/Chip.js';
import { ErrorState } from '../../../components/ErrorState.js';
import { CheckInput } from '../../../components/Field.js';
import { Panel } from '../../../components/Panel.js';
import { Skeleton } from '../../../components/Skeleton.js';
import { type LocalizedText, useLocalized } from '../../../hooks/useLocalized.js';
import { formatDayMonth } from '../../../lib/format.js';
import { languageOf } from '../../../lib/language.js';
import { publishedScriptsQuery } from '../campaign-data.js';
import type { CampaignEditing } from '../useCampaignDraft.js';
import { ResultsChoice } from './ResultsChoice.js';

export function ScriptTab({ editing }: { readonly editing: CampaignEditing }): JSX.Element {
  const { t } = useTranslation('campaigns');
  return (
    <div className="campaign__two lines">
      <Panel title={t('script.title')} note={t('script.note')}>
        <Scripts editing={editing} />
      </Panel>
      <ResultsChoice editing={editing} />
    </div>
  );
}

function Scripts({ editing }: { readonly editing: CampaignEditing }): JSX.Element {
  const { t } = useTranslation('campaigns');
  const scripts = useQuery(publishedScriptsQuery);
  if (scripts.error) return <ErrorState error={scripts.error} retry={() => void scripts.refetch()} />;
  if (!scripts.data) return <Skeleton rows={4} />;
  const published = scripts.data.filter((script) => script.published !== null);
  const pinned = editing.campaign.callScript;
  const known = published.some((script) => script.published?.id === pinned?.versionId);
  return (
    <fieldset className="campaign__choices" disabled={editing.readOnly}>
      <legend className="vh">{t('script.title')}</legend>
      {published.length === 0 && <p className="t2">{t('script.none')}</p>}
      {pinned && !known && (
        <Choice
          editing={editing}
          versionId={pinned.versionId}
          name={pinned.name}
          note={t('script.older', { number: pinned.number })}
        />
      )}
      {published.map((script) => (
        <Published key={script.id} script={script} editing={editing} />
      ))}
    </fieldset>
  );
}

function Published({ script, editing }: { script: CallScriptSummary; editing: CampaignEditing }): JSX.Element | null {
  const { t, i18n } = useTranslation('campaigns');
  if (!script.published) return null;
  const { id, number, publishedAt } = script.published;
  const day = formatDayMonth(publishedAt, languageOf(i18n.language));
  return (
    <Choice
      editing={editing}
      versionId={id}
      name={script.name}
      note={t('script.version', { number, day })}
      synthetic={script.synthetic}
    />
  );
}

interface ChoiceProps {
  readonly editing: CampaignEditing;
  readonly versionId: NonNullable<CampaignEditing['draft']['callScriptVersionId']>;
  readonly name: LocalizedText;
  readonly note: string;
  readonly synthetic?: boolean;
}

function Choice({ editing, versionId, name, note, synthetic = false }: ChoiceProps): JSX.Element {
  const localized = useLocalized();
  const { t } = useTranslation('campaigns');
  return (
    <CheckInput
      type="radio"
      name="call-script"
      checked={editing.draft.callScriptVersionId === versionId}
      onChange={() => editing.set({ callScriptVersionId: versionId })}
    >
      <b>{localized(name)}</b> {synthetic && <Chip tone="line">{t('synthetic')}</Chip>}
      <br />
      <span className="sm t3">{note}</span>
    </CheckInput>
  );
}
