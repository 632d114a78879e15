import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type BackendChild, type BackendExit, startBackend } from '../../scripts/lib/backend-child.mjs';
import { freePort } from '../../scripts/lib/ports.mjs';
import { cloneDatabase, type TestDatabase } from './database.js';
import { testRun } from './environment.js';

export interface AppOptions {
  /** Database to run on; without it a clone of the template is made, and dropped by `close`. */
  databaseUrl?: string;
  /** Settings on top of the ones every test has, such as CLOCK or SIMULATOR_FAULT. */
  env?: Record<string, string>;
}

/** Launches the built backend as a child process, as a user would run it, and waits until it serves. */
export async function launchApp(options: AppOptions = {}): Promise<App> {
  const own = options.databaseUrl === undefined ? await cloneDatabase() : undefined;
  const dataDir = await mkdtemp(join(testRun().runDir, 'app-'));
  const databaseUrl = options.databaseUrl ?? own?.url ?? '';
  const app = new App({ databaseUrl, port: await freePort(), dataDir, env: options.env ?? {}, own });
  try {
    await app.start();
  } catch (error) {
    await app.close();
    throw error;
  }
  return app;
}

interface Setting {
  readonly databaseUrl: string;
  readonly port: number;
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly own: TestDatabase | undefined;
}

/** One installation: database, data folder and port stay the same over `stop`, `kill9` and `start`. */
export class App {
  /** Every line the backend has written, over all its lives. */
  readonly logs: string[] = [];
  readonly url: string;
  private child: BackendChild | undefined;

  constructor(private readonly setting: Setting) {
    this.url = `http://127.0.0.1:${setting.port}`;
  }

  get databaseUrl(): string {
    return this.setting.databaseUrl;
  }

  get dataDir(): string {
    return this.setting.dataDir;
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  async start(env: Record<string, string> = {}): Promise<void> {
    this.child = startBackend({
      env: { ...this.environment(), ...env },
      onLine: (line) => this.logs.push(line),
    });
    try {
      await this.child.ready;
    } catch (error) {
      throw new Error(`${String(error)}\n${this.logs.slice(-30).join('\n')}`, { cause: error });
    }
  }

  /** As a deployment would: SIGTERM, and time to finish. */
  async stop(): Promise<BackendExit | undefined> {
    const exit = await this.child?.stop();
    this.child = undefined;
    return exit;
  }

  /** As a power cut or the out-of-memory killer would. */
  async kill9(): Promise<void> {
    this.child?.kill();
    await this.child?.exited;
    this.child = undefined;
  }

  async restart(env: Record<string, string> = {}): Promise<void> {
    await this.stop();
    await this.start(env);
  }

  /** Stops it and removes its data folder and, if it was made here, its database. */
  async close(): Promise<void> {
    await this.stop();
    await this.setting.own?.drop();
    await rm(this.setting.dataDir, { recursive: true, force: true });
  }

  /** Nothing of the developer's own environment but what a process needs to run. */
  private environment(): NodeJS.ProcessEnv {
    const { PATH, HOME } = process.env;
    const { databaseUrl, port, dataDir, env } = this.setting;
    return { PATH, HOME, NODE_ENV: 'test', DATABASE_URL: databaseUrl, DATA_DIR: dataDir, PORT: String(port), ...env };
  }
}
