import { mkdirSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { z } from 'zod';

const FAULTS = ['none', 'loss', 'duplicate', 'reorder', 'delay', 'timeout'] as const;

const environmentSchema = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  DATA_DIR: z.string().min(1).default('.data'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .refine(isPrivate, 'passwords and numbers would cross the network in the clear: https is needed outside localhost')
    .optional(),
  WEB_DIR: z.string().min(1).optional(),
  WARMLINE_SECRET: z.string().min(32).optional(),
  WARMLINE_SEED: z.enum(['none', 'demo']).default('none'),
  TELEPHONY: z.enum(['simulator', 'twilio', 'asterisk']).default('simulator'),
  ORG_TIMEZONE: z.string().refine(isTimeZone, 'an IANA time zone is expected').default('Europe/Moscow'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'log', 'debug', 'verbose']).default('warn'),
  UPLOAD_MAX_MB: z.coerce.number().int().min(1).max(4096).default(200),
  /** Of all files that people brought or had made, together. */
  FILES_MAX_MB: z.coerce.number().int().min(1).default(20_000),
  CLOCK: z.enum(['real', 'virtual']).default('real'),
  CLOCK_START: z.iso.datetime({ offset: true }).optional(),
  CLOCK_SPEED: z.coerce.number().min(1).max(10_000).default(1),
  SIMULATOR_SEED: z.coerce.number().int().min(0).default(1),
  SIMULATOR_FAULT: z.enum(FAULTS).default('none'),
  SIMULATOR_FAULT_RATE: z.coerce.number().min(0).max(1).default(0.1),
  OPERATOR_LEASE_SECONDS: z.coerce.number().int().min(1).default(15),
  LIST_LIVE_COUNT_MAX: z.coerce.number().int().min(0).default(20_000),
});

type Environment = z.infer<typeof environmentSchema>;

/** Everything the process was told at start. Frozen; nobody else reads the environment. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly databaseUrl: string;
  readonly dataDir: string;
  /** Address under which browsers reach us; its origin is the only one accepted for cookies and sockets. */
  readonly publicUrl: string | undefined;
  readonly webDir: string;
  /** Keys HMAC number keys and session hashes. Never logged. */
  readonly secret: string;
  readonly seed: Environment['WARMLINE_SEED'];
  readonly telephony: Environment['TELEPHONY'];
  readonly organisationZone: string;
  readonly logLevel: Environment['LOG_LEVEL'];
  readonly uploadMaxBytes: number;
  readonly filesMaxBytes: number;
  /** `startAt` is the earliest start of a clock that is virtual or sped up; real time has no start. */
  readonly clock: { readonly kind: 'real' | 'virtual'; readonly startAt: Date | undefined; readonly speed: number };
  readonly simulator: { readonly seed: number; readonly fault: (typeof FAULTS)[number]; readonly faultRate: number };
  readonly operatorLeaseMs: number;
  /** A list of up to so many leads is counted whenever somebody looks and it has changed; a larger one in the background. */
  readonly listLiveCountMax: number;
}

/** Thrown with every bad variable named at once, so that a start fails once and not once per variable. */
export class ConfigError extends Error {}

export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const parsed = environmentSchema.safeParse(environment);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigError(`Bad environment variables:\n${problems.join('\n')}`);
  }
  return Object.freeze(toConfig(parsed.data));
}

function toConfig(env: Environment): Config {
  const dataDir = resolve(env.DATA_DIR);
  return {
    port: env.PORT,
    host: env.HOST,
    databaseUrl: env.DATABASE_URL,
    dataDir,
    publicUrl: env.PUBLIC_URL,
    webDir: resolve(env.WEB_DIR ?? new URL('../../../frontend/dist', import.meta.url).pathname),
    secret: env.WARMLINE_SECRET ?? ownSecret(dataDir),
    seed: env.WARMLINE_SEED,
    telephony: env.TELEPHONY,
    organisationZone: env.ORG_TIMEZONE,
    logLevel: env.LOG_LEVEL,
    uploadMaxBytes: env.UPLOAD_MAX_MB * 1024 * 1024,
    filesMaxBytes: env.FILES_MAX_MB * 1024 * 1024,
    clock: {
      kind: env.CLOCK,
      startAt: env.CLOCK_START === undefined ? undefined : new Date(env.CLOCK_START),
      speed: env.CLOCK_SPEED,
    },
    simulator: { seed: env.SIMULATOR_SEED, fault: env.SIMULATOR_FAULT, faultRate: env.SIMULATOR_FAULT_RATE },
    operatorLeaseMs: env.OPERATOR_LEASE_SECONDS * 1000,
    listLiveCountMax: env.LIST_LIVE_COUNT_MAX,
  };
}

/** Made once and kept beside the data it keys: losing it would orphan every number key. */
function ownSecret(dataDir: string): string {
  const path = resolve(dataDir, 'secret');
  if (!existsSync(path)) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    writeFileSync(path, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  }
  return readFileSync(path, 'utf8').trim();
}

/** https, or an address that does not leave this machine. */
function isPrivate(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
