import { fieldRuleSchema } from '@warmline/contracts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { BareSelect, CheckInput } from '../../components/Field.js';
import { ClientSelect } from '../../components/ClientSelect.js';
import { FileFormatFields } from '../../components/FileFormatFields.js';
import { Panel, Section } from '../../components/Panel.js';
import { Problem } from '../../components/Problem.js';
import { Skeleton } from '../../components/Skeleton.js';
import { TemplateLine } from '../../components/TemplateLine.js';
import { useHotkey } from '../../hooks/useHotkey.js';
import { previewQuery } from '../../lib/uploads.js';
import { startEnrichment } from './enrichment-data.js';
import {
  beginDraft,
  COLUMN_FIELDS,
  type ColumnField,
  type Draft,
  gapOf,
  isKeyColumn,
  type Order,
  requestOf,
} from './enrichment.rules.js';
import type { FrameProps } from './EnrichmentPage.js';
import { DayChoice, type DraftProps, KeyChoice } from './KeyAndDay.js';
import { type Choices, forgetChoices, previewRequestOf, useChoices } from './useChoices.js';

interface RulesStepProps {
  readonly initial: Choices;
  readonly frame: (props: FrameProps) => JSX.Element;
}

/** How the file is read, what its columns mean, by what leads are found, and which rule each field follows. */
export function RulesStep({ initial, frame: Frame }: RulesStepProps): JSX.Element {
  const { t } = useTranslation('enrichment');
  const [choices, setChoices] = useChoices(initial);
  const { upload, choice, clientId, useTemplate } = choices;
  const query = useQuery(previewQuery(upload.fileId, previewRequestOf(choices)));
  // A sheet that cannot be read must not take away the choice of another.
  const [lastRead, setLastRead] = useState(query.data);
  if (query.data && query.data !== lastRead) setLastRead(query.data);
  const preview = query.error ? undefined : query.data;
  const draft = preview && (choices.draft ?? beginDraft(preview, new Date().toLocaleDateString('sv-SE')));
  // Rows of the reading before are shown until the next one comes; what is chosen on them would be of other columns.
  const settled = draft && !query.isPlaceholderData;
  const set = (change: Partial<Draft>): void => {
    if (settled) setChoices({ draft: { ...draft, ...change } });
  };
  return (
    <Frame
      step="rules"
      state={upload.name}
      foot={
        <RulesFoot
          fileId={upload.fileId}
          order={settled && preview ? { draft, upload, preview, clientId } : undefined}
        />
      }
    >
      <div className="enrich__map lines">
        <Panel title={t('columns')} note={t('columnsNote')} className="enrich__scroll">
          {preview && (
            <TemplateLine
              preview={preview}
              used={useTemplate}
              onUse={(used) => setChoices({ useTemplate: used, draft: null })}
            />
          )}
          {preview && draft ? <Columns {...{ preview, draft, set }} /> : <NotRead error={query.error} />}
        </Panel>
        <Panel as="aside" label={t('how')} className="enrich__scroll">
          {preview && draft && (
            <Section title={t('how')}>
              <div className="form">
                <KeyChoice {...{ preview, draft, set }} />
                <DayChoice {...{ preview, draft, set }} />
              </div>
            </Section>
          )}
          <Section title={t('readAs')}>
            <div className="form">
              <ClientSelect value={clientId} onChange={(id) => setChoices({ clientId: id, draft: null })} />
              <FileFormatFields
                choice={choice}
                preview={preview ?? lastRead}
                set={(change) => setChoices({ choice: { ...choice, ...change }, draft: null })}
              />
            </div>
          </Section>
        </Panel>
      </div>
    </Frame>
  );
}

function NotRead({ error }: { readonly error: unknown }): JSX.Element {
  const { t } = useTranslation('enrichment');
  if (!error) return <Skeleton rows={10} />;
  return (
    <div className="panel__body">
      <Problem error={error} />
      <p className="t2">{t('tryOther')}</p>
    </div>
  );
}

interface RulesFootProps {
  readonly fileId: string;
  /** Absent: the file is not read yet. */
  readonly order: Order | undefined;
}

function RulesFoot({ fileId, order }: RulesFootProps): JSX.Element {
  const { t } = useTranslation('enrichment');
  const navigate = useNavigate();
  const gap = order && gapOf(order.draft);
  const start = useMutation({
    mutationFn: (ready: Order) => startEnrichment(requestOf(ready)),
    onSuccess: ({ id }) => leave(id),
  });
  const leave = (id: string): Promise<void> => {
    forgetChoices(fileId);
    return navigate({ to: '/leads/update/$id', params: { id } });
  };
  const mayStart = gap === null && !start.isPending;
  const goOn = (): void => {
    if (order && mayStart) start.mutate(order);
  };
  useHotkey('ctrl+enter', goOn);
  return (
    <footer className="page__foot">
      <Button onClick={() => void leave('new')}>{t('otherFile')}</Button>
      <Link to="/leads" className="btn btn--ghost" title={t('kept')}>
        {t('later')}
      </Link>
      <span className="grow" />
      <Problem error={start.error} />
      <span className="sm t2">{gap ? t(`gap.${gap}`) : t('nothingYet')}</span>
      <Button look="primary" hotkey="Ctrl+Enter" disabled={!mayStart} onClick={goOn}>
        {t('check')}
      </Button>
    </footer>
  );
}

const replaced = <Item,>(items: readonly Item[], position: number, item: Item): Item[] =>
  items.map((each, index) => (index === position ? item : each));

function Columns({ preview, draft, set }: DraftProps): JSX.Element {
  const { t } = useTranslation('enrichment');
  /** An own field is called as the kept mapping calls it, else as its column. */
  const fieldName = (field: ColumnField, kept: string | null | undefined): string =>
    field === 'custom' && kept ? t('field.customNamed', { name: kept }) : t(`field.${field}`);
  return (
    <table className="table enrich__columns" aria-label={t('columns')}>
      <thead>
        <tr>
          <th scope="col">{t('column.column')}</th>
          <th scope="col">{t('column.example')}</th>
          <th scope="col">{t('column.field')}</th>
          <th scope="col">{t('column.rule')}</th>
        </tr>
      </thead>
      <tbody>
        {preview.columns.map(({ position, header, example }) => {
          const name = header || t('column.unnamed', { number: position + 1 });
          return (
            <tr key={position}>
              <th scope="row">
                <span className="ell" title={name}>
                  {name}
                </span>
              </th>
              <td className="t2">
                <span className="ell" title={example}>
                  {example || '—'}
                </span>
              </td>
              <td>
                <BareSelect
                  small
                  width={236}
                  name={t('column.fieldOf', { name })}
                  value={draft.fields[position] ?? 'ignore'}
                  onChange={(field) => set({ fields: replaced(draft.fields, position, field) })}
                  choices={COLUMN_FIELDS.map((value) => ({
                    value,
                    label: fieldName(value, preview.rules.customNames[position]),
                  }))}
                />
              </td>
              <td>
                <RuleChoice {...{ draft, set, position, name }} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

interface RuleChoiceProps extends Omit<DraftProps, 'preview'> {
  readonly position: number;
  readonly name: string;
}

function RuleChoice({ draft, set, position, name }: RuleChoiceProps): JSX.Element {
  const { t } = useTranslation('enrichment');
  const field = draft.fields[position] ?? 'ignore';
  if (field === 'phone') {
    return (
      <CheckInput checked={draft.addsPhones} onChange={(event) => set({ addsPhones: event.currentTarget.checked })}>
        {t('addPhones')}
      </CheckInput>
    );
  }
  if (isKeyColumn(draft, position)) return <span className="t2">{t('isKey')}</span>;
  if (draft.dayKind === 'column' && position === draft.dayColumn) return <span className="t2">{t('isDay')}</span>;
  if (field === 'ignore') return <span className="t3">—</span>;
  return (
    <BareSelect
      small
      width={196}
      name={t('column.ruleOf', { name })}
      value={draft.rules[position] ?? 'fill_empty'}
      onChange={(rule) => set({ rules: replaced(draft.rules, position, rule) })}
      choices={fieldRuleSchema.options.map((value) => ({ value, label: t(`rule.${value}`) }))}
    />
  );
}
