import type { LeadField, Preview } from '@warmline/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../components/Button.js';
import { CheckInput } from '../../../components/Field.js';
import { LegalVerdict } from '../../../components/LegalSourceFields.js';
import { Notice } from '../../../components/Notice.js';
import { Panel, Section } from '../../../components/Panel.js';
import { Problem } from '../../../components/Problem.js';
import { useHotkey } from '../../../hooks/useHotkey.js';
import { useSearchState } from '../../../hooks/useSearchState.js';
import { VIEWS } from '../../../lib/feed-keys.js';
import { legalFormQuery } from '../../../lib/legal-source.js';
import { zoneCity } from '../../../lib/zones.js';
import { languageOf } from '../../../lib/language.js';
import { beginImport } from '../begin-import.js';
import { clientsQuery } from '../../../lib/clients.js';
import { forgetWizard, type Wizard } from '../useWizard.js';
import { goodRows, mappingOf } from '../wizard.rules.js';
import { DuplicateScope } from './DuplicateScope.js';

export interface CheckStepProps {
  readonly wizard: Wizard;
  readonly preview: Preview;
}

/** All decisions on one page before anything is written. */
export function CheckStep({ wizard, preview }: CheckStepProps): JSX.Element {
  const { t } = useTranslation('import');
  const form = useQuery(legalFormQuery);
  const load = useLoad(wizard, preview);
  return (
    <>
      <div className="map lines">
        <Panel title={wizard.state.listName} note={t('check.note')} className="wizard__scroll">
          <Decisions wizard={wizard} preview={preview} />
        </Panel>
        <Panel as="aside" title={t('check.after')} className="wizard__scroll">
          <div className="panel__body form">
            {form.data && <LegalVerdict form={form.data} draft={wizard.state.legal} />}
            <AlreadyLoaded wizard={wizard} />
            <ul className="drop-hints t2">
              <li>{t('check.doubles')}</li>
              <li>{t('check.shared')}</li>
              <li>{t('check.rejected')}</li>
            </ul>
            <Problem error={load.error} />
          </div>
        </Panel>
      </div>
      <Foot wizard={wizard} load={load} />
    </>
  );
}

function useLoad(wizard: Wizard, preview: Preview) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const clients = useQuery(clientsQuery);
  return useMutation({
    mutationFn: () => beginImport({ wizard, preview, clients: clients.data ?? [] }),
    onSuccess: async (started) => {
      forgetWizard(wizard.state.upload.fileId);
      await client.invalidateQueries({ queryKey: VIEWS.lists });
      await navigate({ to: '/lists/import/$id', params: { id: started.id } });
    },
  });
}

const SHOWN_FIELDS: readonly LeadField[] = ['ignore', 'custom'];

function Decisions({ wizard, preview }: CheckStepProps): JSX.Element {
  const { t, i18n } = useTranslation('import');
  const language = languageOf(i18n.language);
  const { state } = wizard;
  const mapping = state.mapping ?? mappingOf(preview);
  const named = (field: LeadField): string =>
    preview.columns
      .filter((column) => mapping[column.position] === field)
      .map((column) => column.header || t('column.unnamed', { number: column.position + 1 }))
      .join(', ');
  const used = [...new Set(mapping)].filter((field) => !SHOWN_FIELDS.includes(field));
  const good = goodRows(preview);
  return (
    <>
      <Section title={t('check.sample')}>
        <p className={good === preview.rows.length ? undefined : 'warn'}>
          {t('phones.good', { good, whole: preview.rows.length })}
        </p>
      </Section>
      <Section title={t('check.fields')}>
        <dl className="wizard__kv">
          {used.map((field) => (
            <Pair key={field} term={t(`field.${field}`)} value={named(field)} />
          ))}
          {mapping.includes('custom') && <Pair term={t('field.custom')} value={named('custom')} />}
          {mapping.includes('ignore') && <Pair term={t('field.ignore')} value={named('ignore')} />}
        </dl>
      </Section>
      <Section title={t('check.settings')}>
        <dl className="wizard__kv">
          <Pair term={t('check.file')} value={state.upload.name} />
          <Pair term={t('format.audience')} value={t(`audience.${state.audience}`)} />
          <Pair term={t('phones.areaCode')} value={state.areaCode || '—'} />
          <Pair term={t('legal.zone')} value={state.defaultZone ? zoneCity(state.defaultZone, language) : '—'} />
        </dl>
      </Section>
      <DuplicateScope wizard={wizard} />
    </>
  );
}

function Pair({ term, value }: { readonly term: string; readonly value: string }): JSX.Element {
  return (
    <>
      <dt>{term}</dt>
      <dd>{value}</dd>
    </>
  );
}

function AlreadyLoaded({ wizard }: { readonly wizard: Wizard }): JSX.Element | null {
  const { t } = useTranslation('import');
  if (wizard.state.upload.alreadyLoaded.length === 0) return null;
  return (
    <Notice tone="warn">
      <p>
        <b>{t('file.already')}</b>
      </p>
      <p>{t('file.noDoubles')}</p>
      <CheckInput checked={wizard.state.again} onChange={(event) => wizard.set({ again: event.currentTarget.checked })}>
        {t('check.again')}
      </CheckInput>
    </Notice>
  );
}

interface FootProps {
  readonly wizard: Wizard;
  readonly load: ReturnType<typeof useLoad>;
}

function Foot({ wizard, load }: FootProps): JSX.Element {
  const { t } = useTranslation(['import', 'common']);
  const [, setSearch] = useSearchState();
  const blocked = wizard.state.upload.alreadyLoaded.length > 0 && !wizard.state.again;
  const start = (): void => {
    if (!blocked && !load.isPending) load.mutate();
  };
  useHotkey('ctrl+enter', start);
  return (
    <footer className="page__foot">
      <Button onClick={() => setSearch({ step: 'legal' })}>{t('common:action.back')}</Button>
      <span className="grow" />
      <span className="sm t2">{blocked ? t('check.againNeeded') : t('check.slowsNobody')}</span>
      <Button scale="lg" look="primary" hotkey="Ctrl+Enter" disabled={blocked || load.isPending} onClick={start}>
        {t('check.load')}
      </Button>
    </footer>
  );
}
