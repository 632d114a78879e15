import { createHash } from 'node:crypto';
import { chownSync, cpSync, existsSync, lchownSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from './failure.mjs';
import { run } from './processes.mjs';

/**
 * Where a cluster lives and as whom its programs run. PostgreSQL refuses to run as root, so root needs a way round:
 * a user namespace in which root looks like somebody else (nothing is copied, works under a 0700 folder), else an
 * unprivileged account with binaries and data in a place that account can reach.
 *
 * @typedef {object} Account
 * @property {string} clusterDir  the folder given to `postgres -D`
 * @property {(program: 'initdb' | 'postgres', args: string[]) => { command: string, args: string[], options: object }} launch
 * @property {(path: string) => void} give  hands a file made by us to the account
 */

/** @returns {Promise<Account>} */
export async function chooseAccount({ dataDir, durable, binaries }) {
  const here = join(dataDir, 'postgres');
  const noted = join(dataDir, 'location');
  if (process.getuid() !== 0) return plainAccount(here, binaries.nativeDir);
  if (existsSync(noted)) return separateAccount({ dataDir, binaries, place: readFileSync(noted, 'utf8').trim() });
  const owner = existsSync(here) ? statSync(here) : { uid: 0, gid: 0 };
  if (owner.uid !== 0) return ownerAccount(here, binaries.nativeDir, owner);
  const namespace = await namespaceAccount(here, binaries.nativeDir);
  if (namespace) return namespace;
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
  return separateAccount({ dataDir, binaries, place: join(durable ? '/var/lib' : tmpdir(), `warmline-${name}`) });
}

function plainAccount(clusterDir, nativeDir) {
  const launch = (program, args) => ({ command: join(nativeDir, 'bin', program), args, options: {} });
  return { clusterDir, launch, give: () => undefined };
}

/** Root starting what an ordinary user has made: run as that user, or its files would change hands. */
function ownerAccount(clusterDir, nativeDir, { uid, gid }) {
  const launch = (program, args) => ({ command: join(nativeDir, 'bin', program), args, options: { uid, gid } });
  return { clusterDir, launch, give: (path) => chownSync(path, uid, gid) };
}

async function namespaceAccount(clusterDir, nativeDir) {
  if (process.platform !== 'linux') return undefined;
  // initdb looks its own name up, so the mapped id must be one that /etc/passwd knows.
  const users = knownUsers();
  const user = users.find(({ uid }) => uid === 1000) ?? users.find(({ name }) => name === 'nobody') ?? users[0];
  if (!user) return undefined;
  const disguise = ['--user', `--map-user=${user.uid}`, `--map-group=${user.uid}`];
  const launch = (program, args) => {
    return { command: 'unshare', args: [...disguise, join(nativeDir, 'bin', program), ...args], options: {} };
  };
  const probe = launch('postgres', ['--version']);
  const { code } = await run(probe.command, probe.args);
  return code === 0 ? { clusterDir, launch, give: () => undefined } : undefined;
}

function separateAccount({ dataDir, binaries, place }) {
  const users = knownUsers();
  const user = users.find(({ name }) => name === 'postgres') ?? users.find(({ name }) => name === 'nobody');
  if (!user) {
    throw new Failure(
      'PostgreSQL refuses to run as root, user namespaces are switched off here, and there is neither a `postgres` nor a\n' +
        '`nobody` account. Start Warmline as an ordinary user, or set DATABASE_URL.',
    );
  }
  mkdirSync(place, { recursive: true, mode: 0o700 });
  chownSync(place, user.uid, user.gid);
  const nativeDir = copyBinaries(binaries, place);
  const clusterDir = join(place, 'postgres');
  if (!existsSync(join(dataDir, 'location'))) setAside(clusterDir);
  moveCluster(join(dataDir, 'postgres'), clusterDir, user);
  writeFileSync(join(dataDir, 'location'), `${place}\n`);
  const options = { uid: user.uid, gid: user.gid, cwd: place };
  const launch = (program, args) => ({ command: join(nativeDir, 'bin', program), args, options });
  return { clusterDir, launch, give: (path) => chownSync(path, user.uid, user.gid) };
}

/** A cluster nobody points to any more: its `.data`, and with it the password, was deleted in order to start afresh. */
function setAside(clusterDir) {
  if (existsSync(clusterDir)) renameSync(clusterDir, `${clusterDir}.${Date.now()}`);
}

function copyBinaries({ nativeDir, version }, place) {
  const copy = join(place, `native-${version}`);
  if (existsSync(copy)) return copy;
  const unfinished = `${copy}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  cpSync(nativeDir, unfinished, { recursive: true, verbatimSymlinks: true });
  renameSync(unfinished, copy);
  return copy;
}

/** A cluster made while user namespaces still worked moves along; it is only deleted once the copy is whole. */
function moveCluster(from, to, user) {
  if (!existsSync(from) || existsSync(to)) return;
  const unfinished = `${to}.moving`;
  rmSync(unfinished, { recursive: true, force: true });
  cpSync(from, unfinished, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
  chownTree(unfinished, user);
  renameSync(unfinished, to);
  rmSync(from, { recursive: true });
}

function chownTree(path, user) {
  lchownSync(path, user.uid, user.gid);
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const child = join(path, entry.name);
    if (entry.isDirectory()) chownTree(child, user);
    else lchownSync(child, user.uid, user.gid);
  }
}

function knownUsers() {
  if (!existsSync('/etc/passwd')) return [];
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  const users = lines.map((line) => line.split(':')).filter((fields) => fields.length >= 4);
  return users
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter(({ uid }) => Number.isInteger(uid) && uid > 0);
}
