import { clientIdSchema, fileIdSchema, type NumberPreview } from '@warmline/contracts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { CheckInput } from '../../components/Field.js';
import { FileFormatFields } from '../../components/FileFormatFields.js';
import { Panel, Section } from '../../components/Panel.js';
import { Problem } from '../../components/Problem.js';
import { Skeleton } from '../../components/Skeleton.js';
import { useHotkey } from '../../hooks/useHotkey.js';
import { formatPhone } from '../../lib/phone.js';
import type { FormatChoice } from '../../lib/uploads.js';
import { LoadKind } from './LoadKind.js';
import { EMPTY_KIND, gapOfKind, type KindDraft, kindOf } from './load.rules.js';
import type { FrameProps } from './LoadPage.js';
import { numberPreviewQuery, startLoad } from './stop-list-data.js';

interface LoadColumnsProps {
  readonly fileId: string;
  readonly frame: (props: FrameProps) => JSX.Element;
}

/** How the file is read, which columns hold numbers, and what kind of list it is. */
export function LoadColumns({ fileId, frame: Frame }: LoadColumnsProps): JSX.Element {
  const { t } = useTranslation('stop-list');
  const [choice, setChoice] = useState<FormatChoice>({});
  const [columns, setColumns] = useState<number[]>();
  const [kind, setKind] = useState(EMPTY_KIND);
  const query = useQuery(numberPreviewQuery(fileId, columns === undefined ? choice : { ...choice, columns }));
  const preview = query.error ? undefined : query.data;
  const chosen = columns ?? preview?.columns.flatMap(({ isNumber, position }) => (isNumber ? [position] : []));
  const toggle = (position: number): void => {
    const now = chosen ?? [];
    setColumns(
      now.includes(position) ? now.filter((each) => each !== position) : [...now, position].sort((a, b) => a - b),
    );
  };
  return (
    <Frame step="columns" foot={<Foot {...{ fileId, preview, columns: chosen, kind }} />}>
      <div className="stops__map lines">
        <Panel title={t('load.columns')} note={t('load.columnsNote')} className="stops__scroll">
          {preview && chosen ? (
            <Columns preview={preview} chosen={chosen} onToggle={toggle} />
          ) : (
            <NotRead error={query.error} />
          )}
        </Panel>
        <Panel as="aside" label={t('load.what')} className="stops__scroll">
          <Section title={t('load.what')}>
            <LoadKind draft={kind} set={(change) => setKind((now) => ({ ...now, ...change }))} />
          </Section>
          <Section title={t('load.readAs')}>
            <div className="form">
              <FileFormatFields
                choice={choice}
                preview={query.data}
                set={(change) => {
                  setChoice((now) => ({ ...now, ...change }));
                  setColumns(undefined);
                }}
              />
            </div>
          </Section>
        </Panel>
      </div>
    </Frame>
  );
}

function NotRead({ error }: { readonly error: unknown }): JSX.Element {
  if (!error) return <Skeleton rows={10} />;
  return (
    <div className="panel__body">
      <Problem error={error} />
    </div>
  );
}

interface ColumnsProps {
  readonly preview: NumberPreview;
  readonly chosen: readonly number[];
  readonly onToggle: (position: number) => void;
}

function Columns({ preview, chosen, onToggle }: ColumnsProps): JSX.Element {
  const { t } = useTranslation('stop-list');
  const percent = (share: number): string => `${Math.round(share * 100)} %`;
  return (
    <>
      <table className="table" aria-label={t('load.columns')}>
        <thead>
          <tr>
            <th scope="col">{t('load.column.name')}</th>
            <th scope="col">{t('load.column.example')}</th>
            <th scope="col" className="r">
              {t('load.column.filled')}
            </th>
            <th scope="col" className="r">
              {t('load.column.readable')}
            </th>
          </tr>
        </thead>
        <tbody>
          {preview.columns.map(({ position, header, example, filled, readable }) => (
            <tr key={position}>
              <th scope="row">
                <CheckInput checked={chosen.includes(position)} onChange={() => onToggle(position)}>
                  {header || t('load.column.unnamed', { number: position + 1 })}
                </CheckInput>
              </th>
              <td className="t2">
                <span className="ell stops__example" title={example}>
                  {example || '—'}
                </span>
              </td>
              <td className="r num">{percent(filled)}</td>
              <td className="r num">{filled === 0 ? '—' : percent(readable)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Section title={t('load.firstRows')}>
        <ul className="stops__rows">
          {preview.rows.map(({ rowNumber, cells, numbers }) => (
            <li key={rowNumber}>
              <span className="num t3">{rowNumber}</span>
              <span className="ell t2" title={cells.join(' · ')}>
                {cells.filter(Boolean).join(' · ')}
              </span>
              <span className={numbers.length === 0 ? 'bad' : 'num'}>
                {numbers.length === 0 ? t('load.noNumber') : numbers.map(formatPhone).join(', ')}
              </span>
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}

interface FootProps {
  readonly fileId: string;
  readonly preview: NumberPreview | undefined;
  readonly columns: readonly number[] | undefined;
  readonly kind: KindDraft;
}

function Foot({ fileId, preview, columns = [], kind }: FootProps): JSX.Element {
  const { t } = useTranslation('stop-list');
  const navigate = useNavigate();
  const start = useMutation({
    mutationFn: (format: NumberPreview['format']) => {
      const { clientId, ...what } = kindOf(kind);
      const scope = clientId === null ? {} : { scope: 'client' as const, clientId: clientIdSchema.parse(clientId) };
      return startLoad({ fileId: fileIdSchema.parse(fileId), format, columns: [...columns], ...what, ...scope });
    },
    onSuccess: ({ id }) => navigate({ to: '/stop-list/load/$id', params: { id } }),
  });
  const gap = columns.length === 0 ? ('columns' as const) : gapOfKind(kind);
  const mayStart = preview !== undefined && gap === null && !start.isPending;
  const act = (): void => {
    if (mayStart) start.mutate(preview.format);
  };
  useHotkey('ctrl+enter', act);
  return (
    <footer className="page__foot">
      <Link to="/stop-list/load/$id" params={{ id: 'new' }} className="btn">
        {t('load.otherFile')}
      </Link>
      <span className="grow" />
      <Problem error={start.error} />
      <span className="sm t2">{gap === null ? t('load.nothingYet') : t(`load.gap.${gap}`)}</span>
      <Button look="primary" hotkey="Ctrl+Enter" disabled={!mayStart} onClick={act}>
        {t('load.check')}
      </Button>
    </footer>
  );
}
