import { charsetSchema, fieldRuleSchema, type Preview, type Upload } from '@warmline/contracts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { BareSelect, CheckInput, SelectInput, TextInput } from '../../components/Field.js';
import { Panel } from '../../components/Panel.js';
import { Problem } from '../../components/Problem.js';
import { Skeleton } from '../../components/Skeleton.js';
import { useHotkey } from '../../hooks/useHotkey.js';
import { fieldNamesQuery, previewQuery, startEnrichment } from './enrichment-data.js';
import { beginDraft, COLUMN_FIELDS, type Draft, gapOf, isKeyColumn, requestOf } from './enrichment.rules.js';
import type { FrameProps } from './EnrichmentPage.js';

interface RulesStepProps {
  readonly upload: Upload;
  readonly frame: (props: FrameProps) => JSX.Element;
  readonly onOtherFile: () => void;
}

/** What the columns mean, by what leads are found, and which rule each field follows. */
export function RulesStep({ upload, frame: Frame, onOtherFile }: RulesStepProps): JSX.Element {
  const [charset, setCharset] = useState<string>();
  const preview = useQuery(previewQuery(upload.fileId, charset));
  if (!preview.data) {
    return (
      <Frame step="rules" state={upload.name}>
        {preview.error ? <Problem error={preview.error} /> : <Skeleton rows={10} />}
      </Frame>
    );
  }
  return (
    <Rules
      key={JSON.stringify(preview.data.format)}
      {...{ upload, Frame, onOtherFile, charset, setCharset }}
      preview={preview.data}
    />
  );
}

interface RulesProps {
  readonly upload: Upload;
  readonly preview: Preview;
  readonly Frame: (props: FrameProps) => JSX.Element;
  readonly onOtherFile: () => void;
  readonly charset: string | undefined;
  readonly setCharset: (charset: string | undefined) => void;
}

function Rules({ upload, preview, Frame, onOtherFile, charset, setCharset }: RulesProps): JSX.Element {
  const { t } = useTranslation('enrichment');
  const navigate = useNavigate();
  const [draft, setDraft] = useState(() => beginDraft(preview, new Date().toLocaleDateString('sv-SE')));
  const set = (change: Partial<Draft>): void => setDraft((now) => ({ ...now, ...change }));
  const gap = gapOf(draft);
  const start = useMutation({
    mutationFn: () => startEnrichment(requestOf(draft, upload, preview)),
    onSuccess: ({ id }) => navigate({ to: '/leads/update/$id', params: { id } }),
  });
  const goOn = (): void => {
    if (gap === null && !start.isPending) start.mutate();
  };
  useHotkey('ctrl+enter', goOn);
  return (
    <Frame
      step="rules"
      state={upload.name}
      foot={
        <footer className="page__foot">
          <Button onClick={onOtherFile}>{t('otherFile')}</Button>
          <span className="grow" />
          <Problem error={start.error} />
          <span className="sm t2">{gap === null ? t('nothingYet') : t(`gap.${gap}`)}</span>
          <Button look="primary" hotkey="Ctrl+Enter" disabled={gap !== null || start.isPending} onClick={goOn}>
            {t('check')}
          </Button>
        </footer>
      }
    >
      <div className="enrich__map lines">
        <Columns {...{ preview, draft, set }} />
        <Panel as="aside" title={t('how')} className="enrich__scroll">
          <div className="panel__body form">
            <KeyChoice {...{ preview, draft, set }} />
            <DayChoice {...{ preview, draft, set }} />
            {preview.format.kind === 'csv' && (
              <SelectInput
                label={t('charset')}
                value={charset ?? preview.format.charset}
                onChange={setCharset}
                choices={charsetSchema.options.map((value) => ({ value: value, label: value }))}
              />
            )}
          </div>
        </Panel>
      </div>
    </Frame>
  );
}

interface DraftProps {
  readonly preview: Preview;
  readonly draft: Draft;
  readonly set: (change: Partial<Draft>) => void;
}

const replaced = <Item,>(items: readonly Item[], position: number, item: Item): Item[] =>
  items.map((each, index) => (index === position ? item : each));

function Columns({ preview, draft, set }: DraftProps): JSX.Element {
  const { t } = useTranslation('enrichment');
  return (
    <Panel title={t('columns')} note={t('columnsNote')} className="enrich__scroll">
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
                  <span className="ell">{name}</span>
                </th>
                <td className="t2">
                  <span className="ell">{example || '—'}</span>
                </td>
                <td>
                  <BareSelect
                    small
                    width={196}
                    name={t('column.fieldOf', { name })}
                    value={draft.fields[position] ?? 'ignore'}
                    onChange={(field) => set({ fields: replaced(draft.fields, position, field) })}
                    choices={COLUMN_FIELDS.map((value) => ({ value, label: t(`field.${value}`) }))}
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
    </Panel>
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

const columnChoices = (preview: Preview): { value: string; label: string }[] =>
  preview.columns.map(({ position, header }) => ({ value: String(position), label: header || `#${position + 1}` }));

function KeyChoice({ preview, draft, set }: DraftProps): JSX.Element {
  const { t } = useTranslation('enrichment');
  const names = useQuery(fieldNamesQuery);
  return (
    <>
      <SelectInput
        label={t('key.label')}
        hint={t('key.hint')}
        value={draft.key}
        onChange={(key) => set({ key })}
        choices={(['inn', 'phone', 'email', 'own_id'] as const).map((value) => ({ value, label: t(`key.${value}`) }))}
      />
      {draft.key === 'own_id' && (
        <>
          <SelectInput
            label={t('key.column')}
            value={String(draft.idColumn)}
            onChange={(value) => set({ idColumn: Number(value) })}
            choices={columnChoices(preview)}
          />
          <SelectInput
            label={t('key.field')}
            value={draft.idField}
            onChange={(idField) => set({ idField })}
            choices={['', ...(names.data ?? [])].map((value) => ({ value, label: value || t('key.choose') }))}
          />
        </>
      )}
    </>
  );
}

function DayChoice({ preview, draft, set }: DraftProps): JSX.Element {
  const { t } = useTranslation('enrichment');
  return (
    <>
      <SelectInput
        label={t('day.label')}
        hint={t('day.hint')}
        value={draft.dayKind}
        onChange={(dayKind) => set({ dayKind })}
        choices={(['day', 'column'] as const).map((value) => ({ value, label: t(`day.${value}`) }))}
      />
      {draft.dayKind === 'day' ? (
        <TextInput
          type="date"
          label={t('day.day')}
          value={draft.day}
          onChange={(event) => set({ day: event.currentTarget.value })}
        />
      ) : (
        <SelectInput
          label={t('day.column')}
          value={String(draft.dayColumn)}
          onChange={(value) => set({ dayColumn: Number(value) })}
          choices={[{ value: '-1', label: t('key.choose') }, ...columnChoices(preview)]}
        />
      )}
    </>
  );
}
