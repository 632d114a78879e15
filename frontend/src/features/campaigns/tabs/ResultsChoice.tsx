import type { Disposition, DispositionGroup } from '@warmline/contracts';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { TemperatureChip } from '../../../components/Chip.js';
import { ErrorState } from '../../../components/ErrorState.js';
import { CheckInput } from '../../../components/Field.js';
import { Panel } from '../../../components/Panel.js';
import { Skeleton } from '../../../components/Skeleton.js';
import { dispositionsQuery } from '../../../lib/dispositions.js';
import { languageOf } from '../../../lib/language.js';
import { toggled } from '../campaign-draft.rules.js';
import type { CampaignEditing } from '../useCampaignDraft.js';

/** Which results an operator may choose here, and what each of them does. */
export function ResultsChoice({ editing }: { readonly editing: CampaignEditing }): JSX.Element {
  const { t } = useTranslation('campaigns');
  const groups = useQuery(dispositionsQuery);
  return (
    <Panel title={t('results.title')} note={t('results.note', { count: editing.draft.dispositionCodes.length })}>
      {groups.error && <ErrorState error={groups.error} retry={() => void groups.refetch()} />}
      {groups.isPending && <Skeleton rows={10} />}
      {groups.data && (
        <div className="table-scroll" tabIndex={0} role="region" aria-label={t('results.title')}>
          <table className="table results" aria-label={t('results.title')}>
            {groups.data.map((group) => (
              <Group key={group.code} group={group} editing={editing} />
            ))}
          </table>
        </div>
      )}
    </Panel>
  );
}

function Group({
  group,
  editing,
}: {
  readonly group: DispositionGroup;
  readonly editing: CampaignEditing;
}): JSX.Element {
  const { t, i18n } = useTranslation('campaigns');
  const language = languageOf(i18n.language);
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={2} className="results__group">
          {group.name[language]}
        </th>
      </tr>
      {group.results.map((result) => (
        <tr key={result.code}>
          <td>
            {result.byOperator ? (
              <CheckInput
                checked={editing.draft.dispositionCodes.includes(result.code)}
                disabled={editing.readOnly}
                onChange={() => editing.set({ dispositionCodes: toggled(editing.draft.dispositionCodes, result.code) })}
              >
                {result.name[language]}
              </CheckInput>
            ) : (
              <span className="results__own">
                {result.name[language]} <span className="sm t3">· {t('results.bySystem')}</span>
              </span>
            )}
          </td>
          <td className="sm t2">
            <Effect result={result} />
          </td>
        </tr>
      ))}
    </tbody>
  );
}

function Effect({ result }: { readonly result: Disposition }): JSX.Element {
  const { t } = useTranslation('campaigns');
  const { effect } = result;
  const words = [
    effect.stage && t(`effect.stage.${effect.stage}`),
    effect.returnAfterDays !== undefined && t('effect.returns', { count: effect.returnAfterDays }),
    effect.phone === 'retire' && t('effect.retire'),
    effect.suppress && t('effect.suppress'),
    t(`effect.queue.${effect.queue}`),
  ].filter((word): word is string => typeof word === 'string');
  return (
    <span className="rowx">
      {effect.temperature && <TemperatureChip temperature={effect.temperature} />}
      <span>{words.join(' · ')}</span>
    </span>
  );
}
