import type { ChangeListRequest, LeadList } from '@warmline/contracts';
import { IconArchive, IconArchiveOff } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { CountedAt } from '../../components/CountedAt.js';
import { SelectInput, TextInput } from '../../components/Field.js';
import { LegalSourceFields, LegalVerdict } from '../../components/LegalSourceFields.js';
import { Section } from '../../components/Panel.js';
import { Problem } from '../../components/Problem.js';
import { SidePanel } from '../../components/SidePanel.js';
import { ZoneSelect } from '../../components/ZoneSelect.js';
import { useHotkey } from '../../hooks/useHotkey.js';
import { useNotify } from '../../hooks/useNotify.js';
import { VIEWS } from '../../lib/feed-keys.js';
import { formatDayMonth, formatNumber } from '../../lib/format.js';
import { languageOf } from '../../lib/language.js';
import { legalFormQuery } from '../../lib/legal-source.js';
import { factsOfKind, type LegalDraft, legalDraftOf, type LegalForm } from '../../lib/legal-source.rules.js';
import { changeList } from './list-data.js';
import { CURRENCIES, type PriceDraft, priceDraftOf, priceOf } from './price.rules.js';

export interface ListPanelProps {
  readonly list: LeadList;
  readonly onClose: () => void;
}

export function ListPanel({ list, onClose }: ListPanelProps): JSX.Element {
  const { t } = useTranslation(['lists', 'common']);
  const [draft, setDraft] = useState<ListDraft>();
  const form = useQuery(legalFormQuery);
  const change = useChange(list, () => setDraft(undefined));
  const now = draft ?? draftOf(list);
  const set = (part: Partial<ListDraft>): void => setDraft({ ...now, ...part });
  const save = (): void => {
    if (draft && form.data && !change.isPending && priceOf(draft.price) !== undefined) {
      change.mutate(changeOf(list, draft, form.data));
    }
  };
  useHotkey('ctrl+enter', save, { enabled: draft !== undefined });
  return (
    <SidePanel
      label={list.name}
      head={<h2 className="ell">{list.name}</h2>}
      onClose={onClose}
      foot={
        <>
          <ArchiveButton list={list} change={change} />
          <span className="grow" />
          <Button look="primary" hotkey="Ctrl+Enter" disabled={!draft || !form.data || change.isPending} onClick={save}>
            {t('common:action.save')}
          </Button>
        </>
      }
    >
      <Summary list={list} />
      <Section title={t('panel.legal')}>
        {form.data && (
          <div className="form">
            <LegalVerdict form={form.data} draft={now.legal} />
            <Confirmed list={list} />
            <LegalSourceFields form={form.data} draft={now.legal} onChange={(legal) => set({ legal })} />
          </div>
        )}
        <Problem error={form.error} />
      </Section>
      <Settings list={list} draft={now} error={change.error} onChange={set} />
    </SidePanel>
  );
}

interface ListDraft {
  readonly name: string;
  readonly defaultZone: string | null;
  readonly legal: LegalDraft;
  readonly price: PriceDraft;
}

interface SettingsProps {
  readonly list: LeadList;
  readonly draft: ListDraft;
  readonly error: Error | null;
  readonly onChange: (part: Partial<ListDraft>) => void;
}

function Settings({ list, draft, error, onChange }: SettingsProps): JSX.Element {
  const { t } = useTranslation('lists');
  return (
    <Section title={t('panel.settings')}>
      <div className="form">
        <TextInput
          label={t('panel.name')}
          value={draft.name}
          maxLength={200}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
        <ZoneSelect
          label={t('panel.defaultZone')}
          value={draft.defaultZone}
          hint={list.defaultZoneBy ? t('panel.zoneBy', { name: list.defaultZoneBy }) : t('panel.defaultZoneHint')}
          onChange={(defaultZone) => onChange({ defaultZone })}
        />
        <TextInput
          label={t('panel.price')}
          value={draft.price.text}
          inputMode="decimal"
          maxLength={20}
          hint={t('panel.priceHint')}
          problem={priceOf(draft.price) === undefined ? t('panel.priceWrong') : undefined}
          onChange={(event) => onChange({ price: { ...draft.price, text: event.currentTarget.value } })}
        />
        <SelectInput
          label={t('panel.currency')}
          value={draft.price.currency}
          choices={CURRENCIES.map((currency) => ({ value: currency, label: currency }))}
          onChange={(currency) => onChange({ price: { ...draft.price, currency } })}
        />
        <Problem error={error} />
      </div>
    </Section>
  );
}

const draftOf = (list: LeadList): ListDraft => ({
  name: list.name,
  defaultZone: list.defaultZone,
  legal: legalDraftOf(list.legalSource),
  price: priceDraftOf(list.price),
});

function changeOf(list: LeadList, draft: ListDraft, form: LegalForm): ChangeListRequest {
  const legal = { ...draft.legal, facts: factsOfKind(draft.legal, form) };
  const changed = JSON.stringify(draft.legal) !== JSON.stringify(legalDraftOf(list.legalSource));
  return {
    version: list.version,
    ...(draft.name === list.name ? {} : { name: draft.name }),
    ...(draft.defaultZone === list.defaultZone ? {} : { defaultZone: draft.defaultZone }),
    ...(changed ? { legalSource: legal } : {}),
    ...(JSON.stringify(draft.price) === JSON.stringify(priceDraftOf(list.price))
      ? {}
      : { price: priceOf(draft.price) }),
  };
}

function useChange(list: LeadList, onSaved: () => void) {
  const { t } = useTranslation('lists');
  const client = useQueryClient();
  const notify = useNotify();
  return useMutation({
    mutationFn: (request: ChangeListRequest) => changeList(list.id, request),
    onSuccess: async () => {
      notify(t('panel.saved'));
      await client.invalidateQueries({ queryKey: VIEWS.lists });
      onSaved();
    },
  });
}

function Confirmed({ list }: { readonly list: LeadList }): JSX.Element | null {
  const { t, i18n } = useTranslation('lists');
  const { confirmedBy, confirmedAt } = list.legalSource;
  if (confirmedBy === null || confirmedAt === null) return null;
  const day = formatDayMonth(confirmedAt, languageOf(i18n.language));
  return <p className="sm t2">{t('panel.confirmed', { name: confirmedBy, day })}</p>;
}

function Summary({ list }: { readonly list: LeadList }): JSX.Element {
  const { t, i18n } = useTranslation(['lists', 'common']);
  const number = (value: number): string => formatNumber(value, languageOf(i18n.language));
  return (
    <div className="list__summary">
      <p className="t2">
        {t('panel.created', {
          name: list.createdBy ?? list.clientName,
          day: formatDayMonth(list.createdAt, languageOf(i18n.language)),
        })}
      </p>
      <p className="num">
        {t('panel.leads')}: <b>{number(list.leads.total)}</b> <CountedAt leads={list.leads} />
        {list.leads.zoneUnknown > 0 && (
          <span className="warn"> · {t('panel.unknown', { unknown: number(list.leads.zoneUnknown) })}</span>
        )}
      </p>
      <div className="rowx">
        <Link to="/leads" search={{ list: list.id }} className="btn btn--sm">
          {t('panel.openLeads')}
        </Link>
        <Link to="/lists/value" search={{ list: list.id }} className="btn btn--sm">
          {t('panel.value')}
        </Link>
        {list.lastImport ? (
          <Link to="/lists/import/$id" params={{ id: list.lastImport.id }} className="btn btn--sm">
            {t('panel.report')}
          </Link>
        ) : (
          <span className="sm t3">{t('panel.noImport')}</span>
        )}
      </div>
    </div>
  );
}

interface ArchiveButtonProps {
  readonly list: LeadList;
  readonly change: ReturnType<typeof useChange>;
}

function ArchiveButton({ list, change }: ArchiveButtonProps): JSX.Element {
  const { t } = useTranslation('lists');
  return (
    <Button
      look="ghost"
      icon={list.archived ? IconArchiveOff : IconArchive}
      disabled={change.isPending}
      onClick={() => change.mutate({ version: list.version, archived: !list.archived })}
    >
      {t(list.archived ? 'panel.unarchive' : 'panel.archive')}
    </Button>
  );
}
