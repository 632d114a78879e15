import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { TextInput } from '../../../components/Field.js';
import { LegalSourceFields, LegalVerdict } from '../../../components/LegalSourceFields.js';
import { ClientSelect } from '../../../components/ClientSelect.js';
import { Panel } from '../../../components/Panel.js';
import { Problem } from '../../../components/Problem.js';
import { Skeleton } from '../../../components/Skeleton.js';
import { ZoneSelect } from '../../../components/ZoneSelect.js';
import { legalFormQuery } from '../../../lib/legal-source.js';
import type { Wizard } from '../useWizard.js';

interface OfWizard {
  readonly wizard: Wizard;
}

/** The passport of the list: what it is called, whose it is, and on what ground it may be called. */
export function LegalStep({ wizard }: OfWizard): JSX.Element {
  const { t } = useTranslation('import');
  const form = useQuery(legalFormQuery);
  return (
    <div className="map lines">
      <Panel title={t('legal.title')} className="wizard__scroll">
        <div className="panel__body form wizard__form">
          <About wizard={wizard} />
          <Problem error={form.error} />
          {form.isPending && <Skeleton rows={6} />}
          {form.data && (
            <LegalSourceFields
              form={form.data}
              draft={wizard.state.legal}
              onChange={(legal) => wizard.set({ legal })}
            />
          )}
        </div>
      </Panel>
      <Panel as="aside" title={t('legal.verdict')} className="wizard__scroll">
        <div className="panel__body form">
          {form.data && <LegalVerdict form={form.data} draft={wizard.state.legal} />}
          <p className="sm t2">{t('legal.why')}</p>
        </div>
      </Panel>
    </div>
  );
}

function About({ wizard }: OfWizard): JSX.Element {
  const { t } = useTranslation('import');
  const { state } = wizard;
  return (
    <>
      <TextInput
        label={t('legal.listName')}
        value={state.listName}
        maxLength={200}
        problem={state.listName.trim() === '' ? t('legal.nameNeeded') : undefined}
        onChange={(event) => wizard.set({ listName: event.currentTarget.value })}
      />
      <ClientSelect value={state.clientId} onChange={(clientId) => wizard.set({ clientId })} />
      <ZoneSelect
        label={t('legal.zone')}
        value={state.defaultZone}
        hint={t('legal.zoneHint')}
        onChange={(defaultZone) => wizard.set({ defaultZone })}
      />
    </>
  );
}
