import '../src/app/theme/index.css';
import '@mantine/core/styles.layer.css';
import '@mantine/dates/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import '@fontsource-variable/inter/wght.css';
import '../src/app/theme/base.css';
import '../src/app/theme/tokens.css';
import '../src/app/theme/components.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { startI18n } from '../src/app/i18n/i18n.js';
import { Providers } from '../src/app/Providers.js';
import { COLOR_SCHEME_KEY } from '../src/app/theme/scheme.js';
import type { ConsoleActions } from '../src/features/operator-console/console-actions.js';
import { ConsoleProvider } from '../src/features/operator-console/ConsoleContext.js';
import { ConsoleScreen } from '../src/features/operator-console/ConsoleScreen.js';
import { LANGUAGE_KEY } from '../src/lib/language.js';
import { queryClient } from '../src/lib/queryClient.js';
import { lineOf, snapshotOf, STATES } from './fixtures.js';

const asked = new URLSearchParams(location.search);
const state = asked.get('state');
localStorage.clear();
localStorage.setItem(LANGUAGE_KEY, asked.get('lang') ?? 'ru');
localStorage.setItem(COLOR_SCHEME_KEY, asked.get('theme') ?? 'light');
startI18n();

const done = (): Promise<{ kind: 'done'; data: object }> => Promise.resolve({ kind: 'done', data: {} });
const actions = new Proxy({}, { get: () => done }) as ConsoleActions;

const gallery = (
  <main className="empty">
    <h1>States of the console</h1>
    <ul>
      {Object.keys(STATES).map((name) => (
        <li key={name}>
          <a href={`?state=${name}`}>{name}</a> <a href={`?state=${name}&lang=en&theme=dark`}>en, dark</a>
        </li>
      ))}
    </ul>
  </main>
);

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <QueryClientProvider client={queryClient}>
    <Providers>
      {state === null ? (
        gallery
      ) : (
        <ConsoleProvider
          value={{
            snapshot: snapshotOf(state),
            line: lineOf(state),
            actions,
            roundTripMs: 42,
            reconnect: () => undefined,
          }}
        >
          <ConsoleScreen />
        </ConsoleProvider>
      )}
    </Providers>
  </QueryClientProvider>,
);
