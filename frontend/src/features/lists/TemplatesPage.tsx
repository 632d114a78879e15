import type { MappingTemplate } from '@warmline/contracts';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { ClientSelect } from '../../components/ClientSelect.js';
import { ConfirmDialog } from '../../components/ConfirmDialog.js';
import { type Column, DataTable } from '../../components/DataTable.js';
import { EmptyState } from '../../components/EmptyState.js';
import { ListPage } from '../../components/ListPage.js';
import { Problem } from '../../components/Problem.js';
import { useLiveViews } from '../../hooks/useLiveViews.js';
import { useSearchState } from '../../hooks/useSearchState.js';
import { VIEWS } from '../../lib/feed-keys.js';
import { formatDate } from '../../lib/format.js';
import './lists.css';
import { deleteTemplate, templatesQuery } from './template-data.js';
import { TemplateName } from './TemplateName.js';

/** The kept mappings of a client: what each is for, its name, and the way to be rid of it. */
export function TemplatesPage(): JSX.Element {
  const { t } = useTranslation('lists');
  const [search, setSearch] = useSearchState();
  const query = useQuery(templatesQuery(search.client));
  const [renamed, setRenamed] = useState<string>();
  const [leaving, setLeaving] = useState<MappingTemplate>();
  useLiveViews();
  const columns = useColumns({ renamed, setRenamed, onDelete: setLeaving });
  return (
    <ListPage
      title={t('templates.title')}
      state={query.data && t('templates.state', { count: query.data.length })}
      actions={
        <Link to="/lists" className="btn">
          {t('templates.toLists')}
        </Link>
      }
      toolbar={
        <div className="templates__client">
          <ClientSelect row value={search.client ?? null} onChange={(client) => setSearch({ client })} />
        </div>
      }
    >
      <DataTable
        tall
        label={t('templates.title')}
        columns={columns}
        rows={query.data ?? []}
        rowKey={({ id }) => id}
        loading={query.isPending}
        error={query.error}
        retry={() => void query.refetch()}
        empty={<Empty />}
      />
      {leaving && <DeleteDialog template={leaving} onClose={() => setLeaving(undefined)} />}
    </ListPage>
  );
}

function Empty(): JSX.Element {
  const { t } = useTranslation('lists');
  const load = (
    <Link to="/lists/import/$id" params={{ id: 'new' }} className="btn btn--primary">
      {t('load')}
    </Link>
  );
  return (
    <EmptyState title={t('templates.empty')} action={load}>
      {t('templates.emptyHint')}
    </EmptyState>
  );
}

interface ColumnsOptions {
  readonly renamed: string | undefined;
  readonly setRenamed: (id: string | undefined) => void;
  readonly onDelete: (template: MappingTemplate) => void;
}

function useColumns({ renamed, setRenamed, onDelete }: ColumnsOptions): Column<MappingTemplate>[] {
  const { t } = useTranslation('lists');
  return [
    {
      id: 'name',
      title: t('templates.name'),
      rowHeader: true,
      width: '30%',
      cell: (template) => (
        <TemplateName
          template={template}
          editing={renamed === template.id}
          onClose={() => {
            setRenamed(undefined);
            // The keyboard goes back to where the field was opened from.
            document.getElementById(`rename-${template.id}`)?.focus();
          }}
        />
      ),
    },
    { id: 'layout', title: t('templates.layout'), cell: (template) => <Layout template={template} /> },
    { id: 'made', title: t('templates.made'), cell: (template) => <Made template={template} /> },
    {
      id: 'used',
      title: t('templates.used'),
      cell: ({ usedAt }) => (usedAt ? <Day at={usedAt} /> : <span className="t3">{t('templates.never')}</span>),
    },
    {
      id: 'actions',
      title: <span className="vh">{t('templates.actions')}</span>,
      width: 96,
      cell: (template) => (
        <span className="rowx">
          <Button
            look="ghost"
            icon={IconPencil}
            id={`rename-${template.id}`}
            aria-label={t('templates.renameOf', { name: template.name })}
            title={t('templates.rename')}
            onClick={() => setRenamed(template.id)}
          />
          <Button
            look="ghost"
            icon={IconTrash}
            aria-label={t('templates.deleteOf', { name: template.name })}
            title={t('templates.delete')}
            onClick={() => onDelete(template)}
          />
        </span>
      ),
    },
  ];
}

function Layout({ template: { headers, settings } }: { readonly template: MappingTemplate }): JSX.Element {
  const { t } = useTranslation('lists');
  const count = settings.mapping.length;
  const names = headers.map((header) => header || t('templates.noName')).join(', ');
  return (
    <span className="cell2 templates__layout">
      <span className="num">{t('templates.columns', { count })}</span>
      <span className="sm t3 ell" title={names}>
        {names === '' ? t('templates.noHeaders') : headers.length < count ? `${names}, …` : names}
      </span>
    </span>
  );
}

function Made({ template: { createdAt, createdBy } }: { readonly template: MappingTemplate }): JSX.Element {
  return (
    <span className="cell2">
      <Day at={createdAt} />
      <span className="sm t3 ell">{createdBy ?? '—'}</span>
    </span>
  );
}

function Day({ at }: { readonly at: string }): JSX.Element {
  return (
    <time dateTime={at} className="num">
      {formatDate(at, { year: true })}
    </time>
  );
}

interface DeleteDialogProps {
  readonly template: MappingTemplate;
  readonly onClose: () => void;
}

function DeleteDialog({ template, onClose }: DeleteDialogProps): JSX.Element {
  const { t } = useTranslation('lists');
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => deleteTemplate(template.id, { version: template.version }),
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries({ queryKey: VIEWS.mappingTemplates }),
  });
  return (
    <ConfirmDialog
      opened
      danger
      title={t('templates.deleteTitle', { name: template.name })}
      confirm={t('templates.delete')}
      busy={remove.isPending}
      onConfirm={() => remove.mutate()}
      onCancel={onClose}
    >
      <p>{t('templates.deleteText')}</p>
      <Problem error={remove.error} />
    </ConfirmDialog>
  );
}
