import {
  IconArrowBackUp,
  IconBan,
  IconCheck,
  IconDialpad,
  IconNote,
  IconPencil,
  IconPhone,
  IconPhoneOff,
  IconRoute,
  IconUser,
} from '@tabler/icons-react';
import type { ConsoleSnapshot } from '@warmline/contracts';
import { type JSX, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon, type IconProps } from '../../components/Icon.js';
import { useCodeWord } from '../../hooks/useCodeWord.js';
import { useLocalized } from '../../hooks/useLocalized.js';
import { formatClock, formatClockSeconds } from '../../lib/format.js';
import { useConsole } from './ConsoleContext.js';
import type { ConsoleView } from './console-view.rules.js';
import type { NoteDraft } from './useNoteDraft.js';

/** Beside the conversation: the note, kept as it is typed, and how the call went. */
export function CallSide({ view, note }: { view: ConsoleView; note: NoteDraft }): JSX.Element {
  const { t } = useTranslation('console');
  const { snapshot } = useConsole();
  return (
    <aside className="side panel" aria-label={t('note.label')}>
      <div className="panel__head">
        <h2>{t('note.title')}</h2>
        <span className="grow" />
        <NoteState note={note} />
      </div>
      <div className="panel__body">
        <label className="vh" htmlFor="note">
          {t('note.title')}
        </label>
        <textarea
          id="note"
          className="input"
          rows={6}
          maxLength={10_000}
          placeholder={t('note.placeholder')}
          value={note.text}
          onChange={(event) => note.setText(event.target.value)}
          onBlur={note.saveNow}
        />
      </div>
      <div className="section grow side__course">
        <h3>{t('timeline.title')}</h3>
        <Timeline items={snapshot.timeline} />
      </div>
      {view === 'wrap-up' && snapshot.attempt?.wrapUpEndsAt && snapshot.state === 'wrap_up' && (
        <div className="section sm t2">{t('wrap.timeHint')}</div>
      )}
    </aside>
  );
}

function NoteState({ note }: { readonly note: NoteDraft }): JSX.Element | null {
  const { t } = useTranslation('console');
  if (note.state === 'empty') return null;
  return (
    <span className="sm t3 rowx" role="status">
      {note.state === 'saved' && <Icon of={IconCheck} />}
      {note.state === 'saved'
        ? t('note.saved', { time: note.savedAt === null ? '' : formatClock(note.savedAt) })
        : t(note.state === 'saving' ? 'note.saving' : 'note.kept')}
    </span>
  );
}

type TimelineItem = ConsoleSnapshot['timeline'][number];

const ICONS: Record<TimelineItem['kind'], IconProps['of']> = {
  dialed: IconDialpad,
  ringing: IconDialpad,
  answered: IconPhone,
  connected: IconPhone,
  ended: IconPhoneOff,
  step: IconRoute,
  answer: IconUser,
  field: IconPencil,
  note: IconNote,
  callback: IconArrowBackUp,
  suppressed: IconBan,
};

function Timeline({ items }: { readonly items: readonly TimelineItem[] }): JSX.Element {
  const { t } = useTranslation('console');
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    // The newest stays in sight; the column scrolls, never the page.
    const column = list.current?.parentElement;
    column?.scrollTo?.({ top: column.scrollHeight });
  }, [items.length]);
  if (items.length === 0) return <p className="t3">{t('timeline.empty')}</p>;
  return (
    <ol className="timeline" ref={list}>
      {items.map((item, index) => (
        <li key={`${item.at}-${index}`}>
          <time dateTime={item.at}>{formatClockSeconds(item.at)}</time>
          <Icon of={ICONS[item.kind]} />
          <span>
            <Words item={item} />
          </span>
        </li>
      ))}
    </ol>
  );
}

/** What was said has its words from the script; what the telephone did has a code. */
function Words({ item }: { readonly item: TimelineItem }): JSX.Element {
  const { t } = useTranslation('console');
  const localized = useLocalized();
  const word = useCodeWord('console');
  const said = localized(item.text);
  const name =
    item.kind === 'step' ? t('timeline.step', { title: said }) : said === '' ? t(`timeline.kind.${item.kind}`) : said;
  if (item.value === null) return <>{name}</>;
  return (
    <>
      {t('timeline.pair', { name })}
      <b>{said === '' ? word('timeline.cause', item.value) : item.value}</b>
    </>
  );
}
