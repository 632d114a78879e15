import { IconArrowBackUp, IconArrowMerge, IconArrowsSplit, IconClock } from '@tabler/icons-react';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.js';
import { EmptyState } from '../../components/EmptyState.js';
import { ErrorState } from '../../components/ErrorState.js';
import { PageHead } from '../../components/PageHead.js';
import { Skeleton } from '../../components/Skeleton.js';
import { useSingleKey } from '../../hooks/useHotkey.js';
import { useLiveViews } from '../../hooks/useLiveViews.js';
import { CompareCards } from './CompareCards.js';
import { isMergeProposed, likelihood } from './duplicates.rules.js';
import './duplicates.css';
import { ReasonsList } from './ReasonsList.js';
import { useReview } from './useReview.js';

type Review = ReturnType<typeof useReview>;

/** Pairs of cards that may be one lead: two cards, the reasons, one key. */
export function DuplicatesPage(): JSX.Element {
  const { t } = useTranslation('duplicates');
  useLiveViews();
  const review = useReview();
  const { query, pair, open } = review;
  return (
    <>
      <PageHead title={t('title')} state={query.data && t('open', { count: open })} />
      <main className="lines grow-panel">
        <section className="panel duplicates" aria-label={t('title')}>
          {query.isPending && <Skeleton rowHeightPx={48} />}
          {!query.data && query.error && <ErrorState error={query.error} retry={() => void query.refetch()} />}
          {query.data && !pair && (
            <EmptyState title={t('empty')} action={review.canUndo ? <UndoButton review={review} /> : undefined}>
              {t('emptyHint')}
            </EmptyState>
          )}
          {pair && (
            <>
              <div className="duplicates__body" key={pair.id}>
                <CompareCards pair={pair} />
                <div className="duplicates__side">
                  <p className="duplicates__share">
                    <b className="num">{t('percent', { share: likelihood(pair.score) })}</b>
                    <span className="t2">{t('likely')}</span>
                  </p>
                  <ReasonsList pair={pair} />
                </div>
              </div>
              <Actions review={review} isProposed={isMergeProposed(pair.score)} />
            </>
          )}
        </section>
      </main>
      <Keys review={review} />
    </>
  );
}

function Actions({ review, isProposed }: { readonly review: Review; readonly isProposed: boolean }): JSX.Element {
  const { t } = useTranslation('duplicates');
  return (
    <footer className="page__foot duplicates__foot">
      <Button
        {...(isProposed && { look: 'primary' as const })}
        scale="lg"
        icon={IconArrowMerge}
        hotkey="M"
        onClick={() => review.decide('merge')}
      >
        {t('merge')}
      </Button>
      <Button scale="lg" icon={IconArrowsSplit} hotkey="K" onClick={() => review.decide('keep_apart')}>
        {t('keepApart')}
      </Button>
      <Button look="ghost" scale="lg" icon={IconClock} hotkey="S" onClick={review.putOff}>
        {t('later')}
      </Button>
      <span className="grow" />
      {review.problem && (
        <p role="alert" className="duplicates__problem">
          {review.problem.text} <span className="sm t3">{review.problem.code}</span>
        </p>
      )}
      <UndoButton review={review} />
    </footer>
  );
}

function UndoButton({ review }: { readonly review: Review }): JSX.Element {
  const { t } = useTranslation('duplicates');
  return (
    <Button
      scale="lg"
      icon={IconArrowBackUp}
      hotkey="U"
      disabled={!review.canUndo}
      onClick={() => review.undo(t('undone'))}
    >
      {t('undo')}
    </Button>
  );
}

/** Keys are named by where they lie, so they act in the Russian layout too. */
function Keys({ review }: { readonly review: Review }): null {
  const { t } = useTranslation('duplicates');
  const enabled = review.pair !== undefined;
  useSingleKey('m', () => review.decide('merge'), { enabled });
  useSingleKey('k', () => review.decide('keep_apart'), { enabled });
  useSingleKey('s', review.putOff, { enabled });
  useSingleKey('u', () => review.undo(t('undone')), { enabled: review.canUndo });
  return null;
}
