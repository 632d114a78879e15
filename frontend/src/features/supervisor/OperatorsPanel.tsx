import type { Board } from '@warmline/contracts';
import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Chip, OPERATOR_STATES, OperatorStateChip } from '../../components/Chip.js';
import { EmptyState } from '../../components/EmptyState.js';
import { BareSelect } from '../../components/Field.js';
import { Panel } from '../../components/Panel.js';
import { Rate } from '../../components/Rate.js';
import { Timer } from '../../components/Timer.js';
import { useServerNow } from '../../hooks/useServerClock.js';
import { formatNumber } from '../../lib/format.js';
import { languageOf } from '../../lib/language.js';
import {
  type BoardOperator,
  chipState,
  countStates,
  type OperatorOrder,
  orderOperators,
  spanTone,
} from './board.rules.js';

const ORDERS = ['since', 'name', 'attempts'] as const satisfies readonly OperatorOrder[];

export function OperatorsPanel({ board }: { readonly board: Board }): JSX.Element {
  const { t } = useTranslation(['supervisor', 'common']);
  const [order, setOrder] = useState<OperatorOrder>('since');
  const names = new Map<string, string>(board.campaigns.map((campaign) => [campaign.id, campaign.name]));
  return (
    <Panel
      className="board__ops"
      title={t('operators.title')}
      note={<StateCounts operators={board.operators} />}
      actions={
        <BareSelect
          small
          width={132}
          name={t('operators.order')}
          value={order}
          onChange={setOrder}
          choices={ORDERS.map((value) => ({ value, label: t(`operators.by.${value}`) }))}
        />
      }
    >
      {board.operators.length === 0 ? (
        <EmptyState title={t('operators.none')}>{t('operators.noneHint')}</EmptyState>
      ) : (
        <div className="table-scroll" tabIndex={0} role="region" aria-label={t('operators.title')}>
          <table className="table" aria-label={t('operators.title')}>
            <Head />
            <tbody>
              {orderOperators(board.operators, order).map((operator) => (
                <Row key={operator.id} operator={operator} campaign={names.get(operator.campaignId ?? '')} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

function StateCounts({ operators }: { readonly operators: readonly BoardOperator[] }): JSX.Element {
  const { t } = useTranslation();
  return (
    <span className="rowx board__counts">
      {countStates(operators).map(({ state, count }) => (
        <Chip key={state} tone={OPERATOR_STATES[state].tone} icon={OPERATOR_STATES[state].icon}>
          {t(`operatorState.${state}`)} {count}
        </Chip>
      ))}
    </span>
  );
}

function Head(): JSX.Element {
  const { t } = useTranslation('supervisor');
  return (
    <thead>
      <tr>
        <th scope="col">{t('operators.name')}</th>
        <th scope="col">{t('operators.state')}</th>
        <th scope="col" className="r">
          {t('operators.time')}
        </th>
        <th scope="col">{t('operators.campaign')}</th>
        {(['attempts', 'talks', 'warm', 'hot', 'conversion', 'busy'] as const).map((column) => (
          <th key={column} scope="col" className="r">
            <abbr title={t(`operators.tip.${column}`)}>{t(`operators.${column}`)}</abbr>
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Row({ operator, campaign }: { readonly operator: BoardOperator; readonly campaign?: string }): JSX.Element {
  const { t, i18n } = useTranslation('supervisor');
  const number = (value: number): string => formatNumber(value, languageOf(i18n.language));
  const { attempts, decisionMakers, warm, hot } = operator.funnel;
  const { busySeconds, totalSeconds } = operator.occupancy;
  return (
    <tr>
      <th scope="row">
        {operator.name}
        {operator.training && <span className="sm t3"> · {t('operators.training')}</span>}
      </th>
      <td>
        <OperatorStateChip state={chipState(operator)}>
          {operator.state === 'paused' && operator.pauseReason && (
            <>: {t(`pause.${pauseWord(operator.pauseReason)}`)}</>
          )}
        </OperatorStateChip>
      </td>
      <Since operator={operator} />
      <td className="t2 ell board__campaign" title={campaign}>
        {campaign ?? <span className="t3">—</span>}
      </td>
      <td className="r">{number(attempts)}</td>
      <td className="r">{number(decisionMakers)}</td>
      <td className="r">{number(warm)}</td>
      <td className="r">{number(hot)}</td>
      <td className="r">
        <Rate bare part={hot} whole={decisionMakers} />
      </td>
      <td className="r">
        {totalSeconds < 60 ? <span className="t3">—</span> : Math.round((busySeconds / totalSeconds) * 100)}
      </td>
    </tr>
  );
}

function Since({ operator }: { readonly operator: BoardOperator }): JSX.Element {
  const { t } = useTranslation('supervisor');
  const nowMs = useServerNow();
  const tone = spanTone(operator, nowMs);
  if (operator.state === 'offline') return <td className="r t3">—</td>;
  return (
    <td
      className={tone ? `r ${tone}` : 'r'}
      title={tone && t(`operators.long.${chipState(operator) === 'fault' ? 'fault' : tone}`)}
    >
      {tone ? (
        <b>
          <Timer from={operator.since} />
        </b>
      ) : (
        <Timer from={operator.since} />
      )}
    </td>
  );
}

const PAUSES = [
  'break',
  'lunch',
  'training',
  'meeting',
  'technical',
  'personal',
  'signed_in',
  'preview_timeout',
  'connection_lost',
  'wrap_up_timeout',
] as const;

const pauseWord = (reason: string): (typeof PAUSES)[number] | 'other' =>
  PAUSES.find((known) => known === reason) ?? 'other';
