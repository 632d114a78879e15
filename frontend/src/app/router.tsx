import type { Me } from '@warmline/contracts';
import type { SearchState } from '../hooks/useSearchState.js';
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  parseSearchWith,
  redirect,
  stringifySearchWith,
  useRouter,
} from '@tanstack/react-router';
import type { JSX } from 'react';
import { ErrorState } from '../components/ErrorState.js';
import { queryClient } from '../lib/queryClient.js';
import { landingOf, mayOpen, type SectionId } from '../lib/roles.js';
import { installationQuery, meQuery } from '../lib/session.js';
import { NoRight, NotFound } from './Refusals.js';
import { Shell } from './Shell.js';
import { SignedIn } from './SignedIn.js';

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound, errorComponent: LoadError });

/** The router reads digits in an address as a number; an id is a text. */
const optionalText = (value: unknown): string | undefined => {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
};

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search): { to?: string } => {
    const to = optionalText(search['to']);
    // Only our own addresses: a foreign one here would be an open redirect.
    return to?.startsWith('/') && !to.startsWith('//') ? { to } : {};
  },
  beforeLoad: async () => {
    const me = await queryClient.ensureQueryData(meQuery);
    if (me) throw redirect({ to: landingOf(me.role) });
    const installation = await queryClient.ensureQueryData(installationQuery);
    if (installation.needsAdministrator) throw redirect({ to: '/first-run' });
  },
  component: lazyRouteComponent(() => import('../features/auth/SignInPage.js'), 'SignInPage'),
});

const firstRun = createRoute({
  getParentRoute: () => root,
  path: '/first-run',
  beforeLoad: async () => {
    const installation = await queryClient.ensureQueryData(installationQuery);
    if (!installation.needsAdministrator) throw redirect({ to: '/sign-in' });
  },
  component: lazyRouteComponent(() => import('../features/auth/FirstRunPage.js'), 'FirstRunPage'),
});

/** Everything behind the door: who is not signed in goes to the sign-in page and comes back afterwards. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: async ({ location }): Promise<{ me: Me }> => {
    const me = await queryClient.ensureQueryData(meQuery);
    if (!me) throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { to: location.href } });
    return { me };
  },
  component: SignedIn,
});

const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  beforeLoad: ({ context }) => {
    throw redirect({ to: landingOf(context.me.role) });
  },
});

/** Refuses in words what the role may not open. */
const guard =
  (section: SectionId) =>
  ({ context }: { context: { me: Me } }): void => {
    if (!mayOpen(context.me.role, section)) throw new NoRightError();
  };

class NoRightError extends Error {
  override readonly name = 'NoRightError';
}

const consoleRoute = createRoute({
  getParentRoute: () => signedIn,
  path: '/console',
  beforeLoad: guard('console'),
  component: lazyRouteComponent(() => import('../features/operator-console/ConsolePage.js'), 'ConsolePage'),
});

const shell = createRoute({ getParentRoute: () => signedIn, id: 'shell', component: Shell });

const board = createRoute({
  getParentRoute: () => shell,
  path: '/board',
  beforeLoad: guard('board'),
  component: lazyRouteComponent(() => import('../features/supervisor/BoardPage.js'), 'BoardPage'),
});

const campaigns = createRoute({
  getParentRoute: () => shell,
  path: '/campaigns',
  validateSearch: (search): { open?: string; q?: string; filter?: string } => ({
    open: optionalText(search['open']),
    q: optionalText(search['q']),
    filter: optionalText(search['filter']),
  }),
  beforeLoad: guard('campaigns'),
  component: lazyRouteComponent(() => import('../features/campaigns/CampaignsPage.js'), 'CampaignsPage'),
});

const campaign = createRoute({
  getParentRoute: () => shell,
  path: '/campaigns/$id',
  validateSearch: (search): { tab?: string } => ({ tab: optionalText(search['tab']) }),
  beforeLoad: guard('campaigns'),
  component: lazyRouteComponent(() => import('../features/campaigns/CampaignPage.js'), 'CampaignPage'),
});

const lists = createRoute({
  getParentRoute: () => shell,
  path: '/lists',
  validateSearch: (search): { open?: string; q?: string; filter?: string; sort?: string } => ({
    open: optionalText(search['open']),
    q: optionalText(search['q']),
    filter: optionalText(search['filter']),
    sort: optionalText(search['sort']),
  }),
  beforeLoad: guard('lists'),
  component: lazyRouteComponent(() => import('../features/lists/ListsPage.js'), 'ListsPage'),
});

const listValue = createRoute({
  getParentRoute: () => shell,
  path: '/lists/value',
  validateSearch: (search): { list?: string; with?: string } => ({
    list: optionalText(search['list']),
    with: optionalText(search['with']),
  }),
  beforeLoad: guard('lists'),
  component: lazyRouteComponent(() => import('../features/lists/ListValuePage.js'), 'ListValuePage'),
});

const templates = createRoute({
  getParentRoute: () => shell,
  path: '/lists/templates',
  validateSearch: (search): { client?: string } => ({ client: optionalText(search['client']) }),
  beforeLoad: guard('lists'),
  component: lazyRouteComponent(() => import('../features/lists/TemplatesPage.js'), 'TemplatesPage'),
});

const importRoute = createRoute({
  getParentRoute: () => shell,
  path: '/lists/import/$id',
  validateSearch: (search): { step?: string } => ({ step: optionalText(search['step']) }),
  beforeLoad: guard('lists'),
  component: lazyRouteComponent(() => import('../features/import/ImportPage.js'), 'ImportPage'),
});

const leads = createRoute({
  getParentRoute: () => shell,
  path: '/leads',
  validateSearch: (search): SearchState => ({
    open: optionalText(search['open']),
    q: optionalText(search['q']),
    filter: optionalText(search['filter']),
    list: optionalText(search['list']),
    city: optionalText(search['city']),
    field: optionalText(search['field']),
    value: optionalText(search['value']),
    created: optionalText(search['created']),
    touched: optionalText(search['touched']),
  }),
  beforeLoad: guard('leads'),
  component: lazyRouteComponent(() => import('../features/leads/LeadsPage.js'), 'LeadsPage'),
});

const enrichment = createRoute({
  getParentRoute: () => shell,
  path: '/leads/update/$id',
  beforeLoad: guard('leads'),
  component: lazyRouteComponent(() => import('../features/enrichment/EnrichmentPage.js'), 'EnrichmentPage'),
});

const duplicates = createRoute({
  getParentRoute: () => shell,
  path: '/duplicates',
  beforeLoad: guard('duplicates'),
  component: lazyRouteComponent(() => import('../features/duplicates/DuplicatesPage.js'), 'DuplicatesPage'),
});

const stopList = createRoute({
  getParentRoute: () => shell,
  path: '/stop-list',
  validateSearch: (search): { open?: string; filter?: string; tab?: string } => ({
    open: optionalText(search['open']),
    filter: optionalText(search['filter']),
    tab: optionalText(search['tab']),
  }),
  beforeLoad: guard('stopList'),
  component: lazyRouteComponent(() => import('../features/stop-list/StopListPage.js'), 'StopListPage'),
});

const stopListLoad = createRoute({
  getParentRoute: () => shell,
  path: '/stop-list/load/$id',
  beforeLoad: guard('stopList'),
  component: lazyRouteComponent(() => import('../features/stop-list/LoadPage.js'), 'LoadPage'),
});

const promises = createRoute({
  getParentRoute: () => shell,
  path: '/promises',
  validateSearch: (search): { filter?: string; list?: string; value?: string } => ({
    filter: optionalText(search['filter']),
    list: optionalText(search['list']),
    value: optionalText(search['value']),
  }),
  beforeLoad: guard('promises'),
  component: lazyRouteComponent(() => import('../features/promises/PromisesPage.js'), 'PromisesPage'),
});

const warmHot = createRoute({
  getParentRoute: () => shell,
  path: '/warm-hot',
  validateSearch: (search): { open?: string; q?: string; filter?: string } => ({
    open: optionalText(search['open']),
    q: optionalText(search['q']),
    filter: optionalText(search['filter']),
  }),
  beforeLoad: guard('warmHot'),
  component: lazyRouteComponent(() => import('../features/warm-hot/WarmHotPage.js'), 'WarmHotPage'),
});

const people = createRoute({
  getParentRoute: () => shell,
  path: '/people',
  validateSearch: (search): { open?: string; q?: string; filter?: string } => ({
    open: optionalText(search['open']),
    q: optionalText(search['q']),
    filter: optionalText(search['filter']),
  }),
  beforeLoad: guard('people'),
  component: lazyRouteComponent(() => import('../features/people/PeoplePage.js'), 'PeoplePage'),
});

const trail = createRoute({
  getParentRoute: () => shell,
  path: '/trail',
  validateSearch: (search): { open?: string; filter?: string; created?: string } => ({
    open: optionalText(search['open']),
    filter: optionalText(search['filter']),
    created: optionalText(search['created']),
  }),
  beforeLoad: guard('trail'),
  component: lazyRouteComponent(() => import('../features/trail/TrailPage.js'), 'TrailPage'),
});

const settings = createRoute({
  getParentRoute: () => shell,
  path: '/settings',
  component: lazyRouteComponent(() => import('./SettingsPage.js'), 'SettingsPage'),
});

const routeTree = root.addChildren([
  signIn,
  firstRun,
  signedIn.addChildren([
    home,
    consoleRoute,
    shell.addChildren([
      board,
      campaigns,
      campaign,
      lists,
      listValue,
      templates,
      importRoute,
      leads,
      enrichment,
      duplicates,
      stopList,
      stopListLoad,
      promises,
      warmHot,
      people,
      trail,
      settings,
    ]),
  ]),
]);

export const router = createRouter({
  routeTree,
  defaultPreload: false,
  defaultErrorComponent: LoadError,
  // An address says `?open=10`: text as it stands, not JSON, so that it can be read, typed and shared.
  parseSearch: parseSearchWith((value) => value),
  stringifySearch: stringifySearchWith(String),
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

function LoadError({ error }: { readonly error: unknown }): JSX.Element {
  const { invalidate } = useRouter();
  if (error instanceof NoRightError) return <NoRight />;
  return <ErrorState error={error} retry={() => void invalidate()} />;
}
