import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createDatabase, startPostgres } from './embedded-postgres.mjs';
import { isAlive, processesWorkingIn, waitUntilGone } from './processes.mjs';

const library = new URL('./embedded-postgres.mjs', import.meta.url).href;
let dataDir;
let server;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'warmline-postgres-'));
});

afterEach(async () => {
  await server?.stop({ fast: true });
  server = undefined;
  rmSync(dataDir, { recursive: true, force: true });
});

async function query(url, text) {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined); // the server is killed under it in some of these tests
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

/** Starts the server from another process, which then dies the hardest way. Returns the server's pid. */
async function startAndKillOwner() {
  const program = `
    import { startPostgres } from ${JSON.stringify(library)};
    const { pid } = await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, durable: false });
    process.stdout.write(String(pid), () => process.kill(process.pid, 'SIGKILL'));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  await new Promise((resolve) => child.once('close', resolve));
  return Number(output);
}

describe('the embedded PostgreSQL', () => {
  it('starts UTF-8 on loopback, asks for its password, stops without a trace', async () => {
    server = await startPostgres({ dataDir, durable: false });
    await createDatabase(server.url(), 'warmline');
    await createDatabase(server.url(), 'warmline');
    const [row] = await query(
      server.url('warmline'),
      `SELECT current_setting('server_encoding') AS encoding, current_setting('listen_addresses') AS addresses,
              current_setting('server_version_num')::int >= 180000 AS recent, 'ЁЛКА' ILIKE 'ёлка' AS cyrillic`,
    );
    expect(row).toEqual({ encoding: 'UTF8', addresses: '127.0.0.1', recent: true, cyrillic: true });
    const stranger = server.url().replace(/:[^:@]+@/, ':wrong@');
    await expect(query(stranger, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    await server.stop();
    expect(isAlive(server.pid)).toBe(false);
  });

  it('adopts the server of an owner that was killed, and stops it', async () => {
    const pid = await startAndKillOwner();
    expect(isAlive(pid)).toBe(true);
    server = await startPostgres({ dataDir, durable: false });
    expect(server).toMatchObject({ pid, adopted: true, guest: false });
    await server.stop();
    expect(isAlive(pid)).toBe(false);
  });

  it('leaves a server alone whose owner lives', async () => {
    server = await startPostgres({ dataDir, durable: false });
    const program = `
      import { startPostgres } from ${JSON.stringify(library)};
      const guest = await startPostgres({ dataDir: ${JSON.stringify(dataDir)} });
      await guest.stop();
      process.exit(guest.guest ? 0 : 1);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'inherit' });
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0);
    expect(await query(server.url(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('says that it died, then recovers committed rows after kill -9 of every process', async () => {
    server = await startPostgres({ dataDir });
    await query(server.url(), 'CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n');
    for (const pid of [server.pid, ...processesWorkingIn(join(dataDir, 'postgres'))]) process.kill(pid, 'SIGKILL');
    await server.died;
    server = await startPostgres({ dataDir });
    expect(await query(server.url(), 'SELECT count(*)::int AS rows FROM kept')).toEqual([{ rows: 1000 }]);
  });

  it('clears a pid file whose number belongs to a stranger now', async () => {
    server = await startPostgres({ dataDir, durable: false });
    const pidFile = join(dataDir, 'postgres', 'postmaster.pid');
    const lines = readFileSync(pidFile, 'utf8').split('\n');
    await server.stop({ fast: true });
    await waitUntilGone(server.pid, 1_000);
    writeFileSync(pidFile, [process.pid, ...lines.slice(1)].join('\n'));
    server = await startPostgres({ dataDir, durable: false });
    expect(server.adopted).toBe(false);
  });

  it('keeps its port, and takes another when a stranger listens there', async () => {
    server = await startPostgres({ dataDir, durable: false });
    const { port } = server;
    await server.stop();
    server = await startPostgres({ dataDir, durable: false });
    expect(server.port).toBe(port);
    await server.stop();
    const stranger = createServer();
    await new Promise((resolve) => stranger.listen(port, '127.0.0.1', resolve));
    server = await startPostgres({ dataDir, durable: false });
    expect(server.port).not.toBe(port);
    await new Promise((resolve) => stranger.close(resolve));
  });
});
