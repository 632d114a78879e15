import type { Handover, WarmHotRow } from '@warmline/contracts';
import { IconUserShare } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { ConfirmDialog } from '../../components/ConfirmDialog.js';
import { BareSelect, TextArea, TextInput } from '../../components/Field.js';
import { Problem } from '../../components/Problem.js';
import { useNotify } from '../../hooks/useNotify.js';
import { VIEWS } from '../../lib/feed-keys.js';
import { formatClock, formatDate } from '../../lib/format.js';
import { HandoverChip } from './columns.js';
import { answerHandover, offerHandover, salespeopleQuery } from './warm-hot-data.js';
import { type HandoverAnswer, handoverWord, mayOffer, NEXT_ANSWERS } from './warm-hot.rules.js';

export function HandoverSection({ row }: { readonly row: WarmHotRow }): JSX.Element {
  const { t } = useTranslation('warm-hot');
  const { handover } = row;
  const word = handoverWord(handover);
  return (
    <section className="section" aria-labelledby="handover-title">
      <div className="rowx wh__title">
        <h2 id="handover-title">{t('handoverTitle')}</h2>
        <span className="grow" />
        <HandoverChip word={word} />
      </div>
      {handover && word !== 'none' && <Course handover={handover} />}
      {handover && NEXT_ANSWERS[word].length > 0 && <Answers handover={handover} />}
      {mayOffer(row) && <Offer row={row} />}
    </section>
  );
}

const shortTime = (at: string): string => `${formatDate(at)} ${formatClock(at)}`;

function Course({ handover }: { readonly handover: Handover }): JSX.Element {
  const { t } = useTranslation('warm-hot');
  const answered = handover.state === 'offered' || handover.state === 'withdrawn' ? null : handover.state;
  return (
    <ol className="wh__course">
      <li>
        <time dateTime={handover.offeredAt} className="t3">
          {shortTime(handover.offeredAt)}
        </time>
        <span>
          {t('course.offered')} <b>{handover.to.name}</b>
          <span className="sm t3"> · {handover.offeredBy}</span>
        </span>
      </li>
      {answered && (
        <li>
          <time dateTime={handover.answeredAt ?? undefined} className="t3">
            {handover.answeredAt && shortTime(handover.answeredAt)}
          </time>
          <span>
            {t(`course.${answered}`)}
            {handover.reason && `: «${handover.reason}»`}
          </span>
        </li>
      )}
    </ol>
  );
}

function useRefreshed(message: string): () => Promise<void> {
  const client = useQueryClient();
  const notify = useNotify();
  return async () => {
    notify(message);
    await client.invalidateQueries({ queryKey: VIEWS.warmHot });
  };
}

function Answers({ handover }: { readonly handover: Handover }): JSX.Element {
  const { t } = useTranslation('warm-hot');
  const [asked, setAsked] = useState<HandoverAnswer>();
  const [reason, setReason] = useState('');
  const refreshed = useRefreshed(t('saved'));
  const answer = useMutation({
    mutationFn: (choice: HandoverAnswer) =>
      answerHandover(handover.id, { answer: choice, ...(reason.trim() ? { reason: reason.trim() } : {}) }),
    onSuccess: async () => {
      setAsked(undefined);
      await refreshed();
    },
  });
  const choose = (choice: HandoverAnswer): void => (choice === 'rejected' ? setAsked(choice) : answer.mutate(choice));
  return (
    <>
      <div className="rowx wh__answersrow">
        {NEXT_ANSWERS[handoverWord(handover)].map((choice) => (
          <Button key={choice} scale="sm" disabled={answer.isPending} onClick={() => choose(choice)}>
            {t(`answer.${choice}`)}
          </Button>
        ))}
      </div>
      {asked === undefined && <Problem error={answer.error} />}
      <ConfirmDialog
        opened={asked !== undefined}
        title={t('rejectTitle', { name: handover.to.name })}
        confirm={t('answer.rejected')}
        busy={answer.isPending || reason.trim() === ''}
        onConfirm={() => reason.trim() !== '' && asked && answer.mutate(asked)}
        onCancel={() => setAsked(undefined)}
      >
        <TextArea
          label={t('rejectReason')}
          hint={t('rejectHint')}
          rows={3}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Problem error={answer.error} />
      </ConfirmDialog>
    </>
  );
}

const SOMEBODY_ELSE = 'else';

function Offer({ row }: { readonly row: WarmHotRow }): JSX.Element {
  const { t } = useTranslation('warm-hot');
  const people = useQuery(salespeopleQuery);
  const [chosen, setChosen] = useState<string>();
  const [name, setName] = useState('');
  const refreshed = useRefreshed(t('offered'));
  // Not again to the one who has just refused.
  const first = people.data?.find(({ id }) => id !== row.handover?.to.id);
  const to = chosen ?? first?.id ?? SOMEBODY_ELSE;
  const person = people.data?.find(({ id }) => id === to);
  const offer = useMutation({
    mutationFn: () =>
      offerHandover({ leadId: row.leadId, ...(person ? { toUserId: person.id } : { toName: name.trim() }) }),
    onSuccess: refreshed,
  });
  const ready = person !== undefined || name.trim() !== '';
  return (
    <div className="form wh__offer">
      <div className="rowx">
        <span className="grow">
          <BareSelect
            name={t('offerTo')}
            value={to}
            onChange={setChosen}
            choices={[
              ...(people.data ?? []).map(({ id, name: label }) => ({ value: id, label })),
              { value: SOMEBODY_ELSE, label: t('somebodyElse') },
            ]}
          />
        </span>
        <Button look="primary" icon={IconUserShare} disabled={!ready || offer.isPending} onClick={() => offer.mutate()}>
          {t('offer')}
        </Button>
      </div>
      {!person && (
        <TextInput
          label={t('personName')}
          value={name}
          maxLength={200}
          hint={t('personNameHint')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      )}
      <Problem error={offer.error} />
    </div>
  );
}
