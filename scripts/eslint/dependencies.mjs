import { posix } from 'node:path';

/**
 * Which file may import which: the table of ARCHITECTURE.md as data and functions, without any lint in it.
 *
 * Backend features in order; one may import its own rank and what stands before it. `config`, `database` and `kernel`
 * are for everybody; nothing but the wiring imports `realtime`, and only `realtime`, which pushes the views, imports `reporting`.
 */
const FEATURE_RANKS = [
  ['config', 'database', 'kernel'],
  ['auth', 'files', 'http'],
  ['access'],
  ['clients', 'leads', 'operators', 'telephony'],
  ['compliance'],
  ['call-scripts'],
  ['lists'],
  ['bulk-actions', 'enrichment', 'suppression-loads'],
  ['campaigns'],
  ['calls'],
  ['duplicates'],
  ['dialing'],
  ['reporting'],
  ['realtime'],
  ['simulation', 'training'],
];
/** Wiring may import anything: the application itself and the demo, which fills every feature with rows. */
const WIRING = ['', 'demo'];

const FRONTEND_RANKS = { '': 4, app: 3, features: 2, components: 1, hooks: 1, lib: 0 };

const PURE_SUFFIXES = ['rules', 'machine', 'map', 'data'];
/** Parts of the kernel without I/O, clock or randomness. */
const PURE_KERNEL = ['backend/src/kernel/domain-error', 'backend/src/kernel/assert-never'];
const PURE_PACKAGES = ['xstate', 'zod', 'libphonenumber-js', 'date-holidays'];

/** The only places whose SQL reads other features' tables; they may share its fragments. Reporting reads everything. */
const CROSS_FEATURE_SQL = [
  'backend/src/access/record-relations.repository',
  'backend/src/bulk-actions/bulk-change.repository',
  'backend/src/calls/callback-check.repository',
  'backend/src/calls/lead-replay.repository',
  'backend/src/campaigns/marking-sql.repository',
  'backend/src/compliance/facts.repository',
  'backend/src/dialing/dial.repository',
  'backend/src/dialing/lead-claim.repository',
  'backend/src/enrichment/enrichment-judging.repository',
  'backend/src/enrichment/fact-change.repository',
  'backend/src/lists/import-undo.repository',
  'backend/src/lists/import-verdict.repository',
];

const SQL_PACKAGES = ['typeorm', '@nestjs/typeorm', 'pg', 'pg-copy-streams'];
const SOCKET_PACKAGES = ['socket.io', '@nestjs/websockets', '@nestjs/platform-socket.io'];
const HTTP_PACKAGES = ['express', '@nestjs/platform-express'];

/**
 * @param {string} path  from the root of the repository, with or without extension, e.g. `backend/src/calls/call.service.ts`
 * @returns what the rules below decide on. `layer` is the suffix, `pure`, `engine` or `plain`; `exempt` for tests.
 */
export function describeFile(path) {
  const stem = path.replace(/\.(js|ts|tsx|mjs|json)$/, '');
  const [workspace = '', src, ...rest] = stem.split('/');
  const feature = src === 'src' && rest.length > 1 ? rest[0] : '';
  const suffix = posix.basename(stem).split('.').slice(1).at(-1) ?? '';
  const engine = feature === 'telephony' && rest.length > 2 ? rest[1] : undefined;
  const layer = PURE_SUFFIXES.includes(suffix) ? 'pure' : engine ? 'engine' : suffix || 'plain';
  const exempt = ['spec', 'fixture', 'fixtures'].includes(suffix);
  return {
    stem,
    workspace,
    feature,
    folder: rest.length > 2 ? rest[1] : '',
    engine,
    layer,
    exempt,
    inSource: src === 'src',
  };
}

/**
 * Why `importer` may not import `source`, or undefined when it may.
 * @param {string} importer  path from the root of the repository
 * @param {string} source    as written in the import
 * @param {boolean} typeOnly `import type`: nothing of the module is loaded
 */
export function whyForbidden(importer, source, typeOnly = false) {
  const from = describeFile(importer);
  if (!from.inSource || from.exempt) return undefined;
  const check = { contracts: checkContracts, backend: checkBackend, frontend: checkFrontend }[from.workspace];
  return check?.(from, describeTarget(from, source), typeOnly);
}

function describeTarget(from, source) {
  if (!source.startsWith('.')) return { package: packageName(source), source };
  return describeFile(posix.join(posix.dirname(from.stem), source));
}

function packageName(source) {
  if (source.startsWith('node:')) return source;
  return source
    .split('/')
    .slice(0, source.startsWith('@') ? 2 : 1)
    .join('/');
}

function leavesWorkspace(from, to) {
  return to.package === undefined && (to.workspace !== from.workspace || !to.inSource) && !to.stem.endsWith('/package');
}

function checkContracts(from, to) {
  if (leavesWorkspace(from, to)) return 'contracts import nothing of the other workspaces';
  if (to.package === undefined || to.package === 'zod') return undefined;
  if (to.package === 'xstate') {
    return from.feature === 'call-script' ? undefined : 'only contracts/src/call-script may use xstate';
  }
  return 'contracts depend on zod alone (and xstate in call-script)';
}

function checkFrontend(from, to) {
  if (leavesWorkspace(from, to)) return 'the frontend takes from other workspaces only @warmline/contracts';
  if (to.package === '@warmline/backend' || to.package === '@warmline/tests') {
    return 'the frontend knows only @warmline/contracts';
  }
  if (to.package !== undefined) return undefined;
  const [mine, theirs] = [FRONTEND_RANKS[from.feature] ?? 1, FRONTEND_RANKS[to.feature] ?? 1];
  if (theirs > mine) {
    return `${from.feature} may not import ${to.feature || 'main'}: app -> features -> components, hooks -> lib`;
  }
  const strangers = from.feature === 'features' && to.feature === 'features' && from.folder !== to.folder;
  return strangers ? 'no feature imports another; what both need belongs to components, hooks or lib' : undefined;
}

function checkBackend(from, to, typeOnly) {
  if (leavesWorkspace(from, to)) return 'the backend takes from other workspaces only @warmline/contracts';
  if (to.package !== undefined) return checkBackendPackage(from, to.package);
  return checkOrder(from, to) ?? checkReach(from, to, typeOnly) ?? checkLayer(from, to, typeOnly);
}

function checkOrder(from, to) {
  if (WIRING.includes(from.feature)) return undefined;
  if (WIRING.includes(to.feature)) return 'nobody imports the wiring';
  if (from.feature === to.feature) return undefined;
  const [mine, theirs] = [rankOf(from.feature), rankOf(to.feature)];
  if (mine === undefined || theirs === undefined) {
    const unknown = mine === undefined ? from.feature : to.feature;
    return `the feature "${unknown}" has no place in scripts/eslint/dependencies.mjs yet; give it one`;
  }
  return theirs > mine
    ? `${from.feature} stands below ${to.feature}: pass what it must know as a value, or handle a logged event above`
    : undefined;
}

function rankOf(feature) {
  const rank = FEATURE_RANKS.findIndex((features) => features.includes(feature));
  return rank < 0 ? undefined : rank;
}

/** What stays inside its feature whoever asks. A type alone cannot be injected, so no SQL is run through it. */
function checkReach(from, to, typeOnly) {
  if (from.feature === to.feature) return undefined;
  if (to.layer === 'entity') return 'an entity never leaves its feature; keep the id across features';
  if (to.engine !== undefined && to.layer !== 'pure') {
    return 'a telephony engine is reached through telephony.port alone';
  }
  const wired = WIRING.includes(from.feature) || from.layer === 'module' || readsForeignTables(from);
  if (to.layer === 'repository' && !wired && !typeOnly) return "another feature's repository; ask its service";
  return undefined;
}

function readsForeignTables({ stem, feature }) {
  return CROSS_FEATURE_SQL.includes(stem) || feature === 'reporting';
}

const NOT_FROM_BELOW = ['service', 'loop', 'controller', 'gateway', 'module'];

function checkLayer(from, to, typeOnly) {
  if (WIRING.includes(from.feature)) return undefined;
  switch (from.layer) {
    case 'pure':
      return checkPure(to, typeOnly);
    case 'entity':
      return ['entity', 'pure'].includes(to.layer) || typeOnly || ['kernel', 'database'].includes(to.feature)
        ? undefined
        : 'an entity knows other entities of its feature and pure files';
    case 'repository':
    case 'engine':
      return NOT_FROM_BELOW.includes(to.layer) && !typeOnly && !(from.layer === 'engine' && from.feature === to.feature)
        ? `a ${from.layer} may not import a ${to.layer}`
        : undefined;
    case 'service':
    case 'loop':
      return ['controller', 'gateway'].includes(to.layer) ? `a ${from.layer} may not import a ${to.layer}` : undefined;
    case 'controller':
    case 'gateway':
      return ['entity', 'repository'].includes(to.layer) && !typeOnly
        ? `a ${from.layer} asks a service, not a ${to.layer}`
        : undefined;
    default:
      return undefined;
  }
}

function checkPure(to, typeOnly) {
  const harmless = to.layer === 'pure' || PURE_KERNEL.includes(to.stem);
  const onlyShape = typeOnly && !['entity', 'repository', ...NOT_FROM_BELOW].includes(to.layer);
  return harmless || onlyShape ? undefined : 'a pure file imports pure files only (*.rules, *.machine, *.map, *.data)';
}

function checkBackendPackage(from, name) {
  if (name === '@warmline/frontend' || name === '@warmline/tests') return 'the backend knows only @warmline/contracts';
  if (name === 'twilio' && from.engine !== 'twilio') return 'twilio is spoken in telephony/twilio alone';
  if (SOCKET_PACKAGES.includes(name) && from.feature !== 'realtime') return 'sockets are spoken in realtime alone';
  if (from.layer === 'pure') {
    const allowed = name === '@warmline/contracts' || PURE_PACKAGES.includes(name);
    return allowed
      ? undefined
      : `a pure file has no I/O and no framework; allowed are contracts and ${PURE_PACKAGES.join(', ')}`;
  }
  if (HTTP_PACKAGES.includes(name) && ['service', 'loop', 'repository', 'entity'].includes(from.layer)) {
    return `a ${from.layer} knows nothing of HTTP`;
  }
  return SQL_PACKAGES.includes(name) ? checkSql(from, name) : undefined;
}

/** SQL has one door: repositories (and what they stand on). A module only registers its entities. */
function checkSql(from, name) {
  const isDoor =
    ['repository', 'entity'].includes(from.layer) || ['kernel', 'database', 'reporting'].includes(from.feature);
  if (isDoor || (from.layer === 'module' && name === '@nestjs/typeorm')) return undefined;
  return `${name} belongs into a *.repository.ts`;
}
