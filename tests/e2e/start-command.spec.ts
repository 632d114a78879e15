import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { freePort } from '../../scripts/lib/ports.mjs';
import { testRun } from '../support/environment.js';

/** `npm start` as a child, with its output to wait for. */
class Command {
  output = '';
  readonly child: ChildProcess;
  private readonly ended: Promise<unknown>;

  constructor(env: Record<string, string>) {
    const { PATH, HOME } = process.env;
    this.child = spawn(process.execPath, ['scripts/start.mjs'], { env: { PATH, HOME, WARMLINE_SEED: 'none', ...env } });
    this.child.stdout?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.child.stderr?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.ended = once(this.child, 'close');
  }

  async says(text: string): Promise<void> {
    while (!this.output.includes(text)) {
      const more = [this.child.stdout, this.child.stderr].map((stream) => stream && once(stream, 'data'));
      const result = await Promise.race([...more, this.ended.then(() => 'ended')]);
      if (result === 'ended' && !this.output.includes(text)) {
        throw new Error(`It ended without saying "${text}":\n${this.output}`);
      }
    }
  }

  async stop(signal: NodeJS.Signals): Promise<number | null> {
    this.child.kill(signal);
    await this.ended;
    return this.child.exitCode;
  }
}

describe('npm start', () => {
  let dataDir: string;
  let env: Record<string, string>;
  let command: Command;

  const postmasterPid = async (): Promise<number> => {
    return Number.parseInt(await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8'), 10);
  };

  beforeEach(async () => {
    dataDir = await mkdtemp(join(testRun().runDir, 'start-'));
    env = { DATA_DIR: dataDir, PORT: String(await freePort()) };
  });
  afterEach(async () => {
    await command.stop('SIGTERM');
    await rm(dataDir, { recursive: true, force: true });
  });

  it('serves, brings back a killed database, and Ctrl+C ends every process', async () => {
    command = new Command(env);
    await command.says('Warmline is ready');
    const url = `http://127.0.0.1:${env.PORT}/api/installation`;
    expect(await (await fetch(url)).json()).toMatchObject({ needsAdministrator: true });
    process.kill(await postmasterPid(), 'SIGKILL');
    await command.says('PostgreSQL is back');
    const pid = await postmasterPid();
    expect(await command.stop('SIGINT')).toBe(0);
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    await expect(fetch(url)).rejects.toThrow();
  });

  it('stops in order when its terminal is closed', async () => {
    command = new Command(env);
    await command.says('Warmline is ready');
    const pid = await postmasterPid();
    command.child.stdout?.destroy();
    command.child.stderr?.destroy();
    expect(await command.stop('SIGHUP')).toBe(0);
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  it('goes on after a kill -9, with the database that was left running', async () => {
    command = new Command(env);
    await command.says('Warmline is ready');
    const pid = await postmasterPid();
    await command.stop('SIGKILL');
    command = new Command({ ...env, PORT: String(await freePort()) });
    await command.says('Warmline is ready');
    expect(await postmasterPid()).toBe(pid);
  });

  it('refuses a second copy, a taken port and an unreachable database in plain words', async () => {
    command = new Command(env);
    await command.says('Warmline is ready');
    const samePort = new Command(env);
    await samePort.says(`Port ${env.PORT} is taken`);
    const sameData = new Command({ ...env, PORT: String(await freePort()) });
    await sameData.says('running from');
    const noDatabase = new Command({
      PORT: String(await freePort()),
      DATABASE_URL: 'postgres://nobody:x@127.0.0.1:1/none',
    });
    await noDatabase.says('cannot be reached');
    const codes = await Promise.all([samePort, sameData, noDatabase].map((refused) => refused.stop('SIGTERM')));
    expect(codes).toEqual([1, 1, 1]);
  });
});
