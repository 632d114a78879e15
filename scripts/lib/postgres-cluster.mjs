import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure } from './failure.mjs';
import { run } from './processes.mjs';

export const superuser = 'warmline';

/** PostgreSQL's own environment: nothing like PGOPTIONS or a foreign locale may leak in from the shell. */
export function postgresEnvironment() {
  return { PATH: process.env.PATH, HOME: process.env.HOME, LANG: 'C.UTF-8', TZ: 'UTC' };
}

/** Makes the cluster if it is not there and checks that it can be used. Returns the superuser's password. */
export async function prepareCluster({ dataDir, account, durable, binaries }) {
  const passwordFile = join(dataDir, 'postgres.password');
  if (!existsSync(account.clusterDir)) await initialise({ account, durable, passwordFile });
  const major = Number(readFileSync(join(account.clusterDir, 'PG_VERSION'), 'utf8'));
  if (major !== binaries.major) {
    throw new Failure(
      `The data in ${account.clusterDir} were made by PostgreSQL ${major}, this Warmline brings PostgreSQL ${binaries.major}.\n` +
        'Move the folder away to start empty, or go back to the earlier version, take a backup and restore it here.',
    );
  }
  if (!existsSync(passwordFile)) {
    throw new Failure(
      `${passwordFile} is missing: without it nobody can sign in to the data in ${account.clusterDir}.`,
    );
  }
  return readFileSync(passwordFile, 'utf8').trim();
}

/** initdb works in a side folder that is renamed when whole, so a kill in the middle leaves nothing half made. */
async function initialise({ account, durable, passwordFile }) {
  const password = randomBytes(24).toString('base64url');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  const unfinished = `${account.clusterDir}.new`;
  const handedOver = `${account.clusterDir}.first-password`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(dirname(unfinished), { recursive: true });
  writeFileSync(handedOver, password, { mode: 0o600 });
  account.give(handedOver);
  try {
    await runInitdb(account, initdbArguments({ unfinished, handedOver, durable }));
  } finally {
    rmSync(handedOver, { force: true });
  }
  renameSync(unfinished, account.clusterDir);
}

async function runInitdb(account, args) {
  const { command, args: all, options } = account.launch('initdb', args);
  const { code, output } = await run(command, all, { ...options, env: postgresEnvironment() });
  if (code !== 0) {
    throw new Failure(`Could not make the database cluster (initdb ended with ${code}):\n${output.trim()}`);
  }
}

function initdbArguments({ unfinished, handedOver, durable }) {
  const locale =
    process.platform === 'darwin' // macOS has no C.UTF-8 of its own; PostgreSQL's built-in one sorts the same
      ? ['--locale=en_US.UTF-8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
      : ['--locale=C.UTF-8'];
  const safety = durable ? ['--data-checksums'] : ['--no-data-checksums', '--no-sync'];
  const access = [`--username=${superuser}`, '--auth=scram-sha-256', `--pwfile=${handedOver}`];
  return ['-D', unfinished, '--encoding=UTF8', ...locale, '--lc-messages=C', ...access, ...safety];
}

/** Settings on the command line, so that an update of Warmline reaches clusters made long ago. */
export function serverArguments({ clusterDir, port, durable }) {
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 100,
    shared_buffers: '256MB',
    max_wal_size: '2GB',
    jit: 'off', // the queries here are short, compiling them costs more than it saves
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return ['-D', clusterDir, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}
