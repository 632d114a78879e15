import { type JSX, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../components/EmptyState.js';
import { Skeleton } from '../../components/Skeleton.js';
import { useCodeText } from '../../hooks/useErrorText.js';
import { useLineStatus } from '../../hooks/useLine.js';
import { dispositionsQuery } from '../../lib/dispositions.js';
import { serverClock } from '../../lib/server-clock.js';
import { line } from '../../lib/socket.js';
import { consoleActions } from './console-actions.js';
import { consoleStore } from './console-store.js';
import { ConsoleProvider } from './ConsoleContext.js';
import { ConsoleScreen } from './ConsoleScreen.js';

/** The console on the live line. */
export function ConsolePage(): JSX.Element {
  const [store] = useState(() => consoleStore(line));
  useEffect(() => store.open(), [store]);
  const snapshot = useSyncExternalStore(store.subscribe, store.get);
  const status = useLineStatus();
  // Between calls the snapshot has no results; the last call still needs their names, and its correction the choice.
  const { data: allResults } = useQuery(dispositionsQuery);
  const actions = useMemo(() => consoleActions(line, store), [store]);
  const value = useMemo(
    () =>
      snapshot && {
        snapshot: snapshot.results.length > 0 ? snapshot : { ...snapshot, results: allResults ?? [] },
        line: status,
        actions,
        roundTripMs: serverClock.roundTripMs,
        reconnect: () => line.reconnect(),
      },
    [snapshot, status, actions, allResults],
  );
  if (!value) return <Waiting />;
  return (
    <ConsoleProvider value={value}>
      <ConsoleScreen />
    </ConsoleProvider>
  );
}

/** Before the first snapshot: the shape of the screen, or why it does not come. */
function Waiting(): JSX.Element {
  const { t } = useTranslation('console');
  const status = useLineStatus();
  const words = useCodeText();
  if (status.phase === 'refused') return <EmptyState title={words(status.error.code)} />;
  if (status.phase === 'lost') return <EmptyState title={t('fault.lost')}>{t('fault.connecting')}</EmptyState>;
  return (
    <main aria-label={t('title')}>
      <Skeleton rows={12} rowHeightPx={48} />
    </main>
  );
}
