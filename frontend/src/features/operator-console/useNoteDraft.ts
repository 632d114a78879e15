import { useCallback, useEffect, useRef, useState } from 'react';
import { readDraft, writeDraft } from '../../lib/drafts.js';
import { serverClock } from '../../lib/server-clock.js';
import { useConsole } from './ConsoleContext.js';
import type { AttemptDraft } from './drafts.js';

export interface NoteDraft {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly saveNow: () => void;
  /** `kept`: on this computer, not on the server yet. */
  readonly state: 'empty' | 'saving' | 'saved' | 'kept';
  readonly savedAt: string | null;
}

/** Typing pauses this long before the note goes to the server. */
const SAVE_AFTER_MS = 1000;

/**
 * The note of one attempt: each keystroke is kept here, each pause goes to the server, and what a lost line held back goes when it is back.
 * Mount it with the attempt's id as key.
 */
export function useNoteDraft(attemptId: string): NoteDraft {
  const { snapshot, actions, line } = useConsole();
  const server = snapshot.attempt?.id === attemptId ? snapshot.note : { text: '', savedAt: null };
  const [text, show] = useState(() => readDraft<AttemptDraft>(attemptId).note ?? server.text);
  const [sent, setSent] = useState(server.text);
  const [sentAt, setSentAt] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const latest = useRef({ text, sent, actions });
  useEffect(() => {
    latest.current = { text, sent, actions };
  });
  const online = line.phase === 'online';
  const saveNow = useCallback(async (): Promise<void> => {
    const { text: now, sent: before, actions: act } = latest.current;
    if (now === before) return;
    setSaving(true);
    const result = await act.saveNote(attemptId, now);
    setSaving(false);
    if (result.kind !== 'done') return;
    setSent(now);
    setSentAt(new Date(serverClock.nowMs()).toISOString());
  }, [attemptId]);
  useEffect(() => {
    if (!online || text === sent) return;
    const timer = setTimeout(() => void saveNow(), SAVE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [online, text, sent, saveNow]);
  return {
    text,
    setText: (typed) => {
      show(typed);
      writeDraft<AttemptDraft>(attemptId, { note: typed });
    },
    saveNow: () => void saveNow(),
    state: text === '' && sent === '' ? 'empty' : text === sent ? 'saved' : saving && online ? 'saving' : 'kept',
    savedAt: sentAt ?? server.savedAt,
  };
}
