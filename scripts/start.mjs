import { join } from 'node:path';
import { startBackend } from './lib/backend-child.mjs';
import { buildStale } from './lib/builds.mjs';
import { openDatabase } from './lib/database.mjs';
import { Failure, reportAndExit, say } from './lib/failure.mjs';
import { installDependencies } from './lib/install.mjs';
import { openLogFile } from './lib/log-file.mjs';
import { checkNodeVersion } from './lib/node-version.mjs';
import { dataDirectory } from './lib/paths.mjs';
import { portProblem } from './lib/ports.mjs';
import { untilAskedToStop } from './lib/shutdown.mjs';
import { howToSignIn } from './lib/sign-in.mjs';

/** `npm start`: installs, builds, starts the database and the backend, and stops both in order. */
async function start() {
  checkNodeVersion();
  await checkPort();
  await installDependencies();
  await buildStale();
  const stopAsked = untilAskedToStop();
  const database = await openDatabase({ supervise: true });
  try {
    if (database.guest) {
      throw new Failure(`Warmline is running from ${dataDirectory()} already. Stop it first, or set DATA_DIR.`);
    }
    await serve(database, stopAsked);
  } finally {
    await database.stop();
  }
  say('Stopped.');
}

async function serve(database, stopAsked) {
  const log = openLogFile(logPath());
  const backend = startBackend({
    env: backendEnvironment(database),
    onLine: (line, stream) => {
      log(line);
      if (stream === 'stderr') say(line);
    },
  });
  const ended = backend.exited.then(refuseToGoOn);
  ended.catch(() => undefined); // it also ends when we stop it
  try {
    const first = await Promise.race([backend.ready.catch(() => ended), database.failed, stopAsked]);
    if (typeof first !== 'string') {
      process.stdout.write(await howToSignIn(first));
      await Promise.race([ended, database.failed, stopAsked]);
    }
    say('\nStopping ...');
  } finally {
    await backend.stop();
  }
}

function backendEnvironment({ url, embedded }) {
  const seed = embedded ? { WARMLINE_SEED: process.env.WARMLINE_SEED ?? 'demo' } : {};
  return {
    NODE_ENV: 'production',
    NO_COLOR: '1', // it ends up in a file too
    ...process.env,
    DATABASE_URL: url,
    DATA_DIR: dataDirectory(),
    PORT: String(port()),
    ...seed,
  };
}

function refuseToGoOn({ code, signal }) {
  throw new Failure(`The backend ended by itself (${signal ?? `exit code ${code}`}). All it said is in ${logPath()}.`);
}

function logPath() {
  return join(dataDirectory(), 'backend.log');
}

function port() {
  const value = Number(process.env.PORT || 3000);
  if (Number.isInteger(value) && value >= 0 && value < 65_536) return value;
  throw new Failure(`PORT is ${process.env.PORT}; a number from 0 to 65535 is expected.`);
}

/** Asked first: with a second copy running, the answer should not come after a minute of installing. */
async function checkPort() {
  if (port() === 0) return;
  const problem = await portProblem(port(), process.env.HOST ?? '127.0.0.1');
  if (problem === 'EADDRINUSE') {
    throw new Failure(
      `Port ${port()} is taken: Warmline is running already, or another program uses it.\n` +
        `Stop that one, or choose another port: PORT=${port() + 1} npm start`,
    );
  }
  if (problem) throw new Failure(`Port ${port()} cannot be used (${problem}). Choose another: PORT=3000 npm start`);
}

start().then(() => process.exit(0), reportAndExit);
