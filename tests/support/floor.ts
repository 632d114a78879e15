import type {
  Campaign,
  CampaignPolicy,
  CreateListRequest,
  Import,
  LeadList,
  LegalFact,
  Me,
  Preview,
  Upload,
} from '@warmline/contracts';
import type { AuthoredScript } from '@warmline/contracts/call-script';
import pg from 'pg';
import { PACKAGING_SCRIPT } from '../../backend/src/call-scripts/seed/packaging.js';
import { type App, launchApp } from './app.js';
import { ConsoleClient } from './console-client.js';
import { createAdministrator, createAndSignIn, type HttpClient } from './http.js';
import { connectSocket } from './socket-client.js';

const IMPORT_TIMEOUT_MS = 20_000;
/** A Monday, 9:00 in Moscow. */
const CLOCK_START = '2026-03-02T06:00:00.000Z';
const ALWAYS = [{ from: '00:00', to: '24:00' }];
const EVERY_HOUR = { mon: ALWAYS, tue: ALWAYS, wed: ALWAYS, thu: ALWAYS, fri: ALWAYS, sat: ALWAYS, sun: ALWAYS };

export interface FloorLead {
  readonly name: string;
  /** The last two digits choose who picks up: 00 the one who decides, 01 busy, 02 no answer ... */
  readonly phone: string;
  readonly inn?: string;
}

export interface CampaignOptions {
  readonly leads: readonly FloorLead[];
  readonly operators: readonly ConsoleClient[];
  readonly policy?: Partial<CampaignPolicy>;
  /** Numbers of no country, which may ring at any hour: for a floor whose clock is the real one. */
  readonly synthetic?: boolean;
}

/** A whole installation at work, set up as its people would do it: over HTTP, from a list file to a running campaign. */
export class Floor {
  private readonly consoles: ConsoleClient[] = [];

  private constructor(
    readonly app: App,
    readonly administrator: HttpClient,
    readonly db: pg.Client,
  ) {}

  /** `virtual`: time stands until `pass` or `until` moves it. */
  static async open(clock: 'virtual' | 'real', env: Record<string, string> = {}): Promise<Floor> {
    const time: Record<string, string> = clock === 'virtual' ? { CLOCK: 'virtual', CLOCK_START } : {};
    const app = await launchApp({ env: { ...time, ...env } });
    const db = new pg.Client({ connectionString: app.databaseUrl });
    await db.connect();
    return new Floor(app, await createAdministrator(app.url), db);
  }

  async close(): Promise<void> {
    for (const console of this.consoles) {
      console.close();
    }
    await this.db.end();
    await this.app.close();
  }

  async person(role: Me['role']): Promise<{ client: HttpClient; me: Me }> {
    return createAndSignIn(this.administrator, role);
  }

  /** An operator at an open console, on the pause everybody begins with. */
  async operator(): Promise<ConsoleClient> {
    const { client, me } = await this.person('operator');
    const console = await ConsoleClient.open(client, me);
    this.consoles.push(console);
    return console;
  }

  /** The same operator in another browser. */
  async reopen({ http, me }: ConsoleClient): Promise<ConsoleClient> {
    const console = await ConsoleClient.open(http, me);
    this.consoles.push(console);
    return console;
  }

  /** File, list with its legal source, published call script, campaign, preflight, start. */
  async campaign({ leads, operators, policy = {}, synthetic = false }: CampaignOptions): Promise<Campaign> {
    const list = await this.list(leads, synthetic);
    const draft = await this.administrator.post<Campaign>('/api/campaigns', {
      clientId: list.clientId,
      name: `Campaign on ${list.name}`,
      listIds: [list.id],
      operatorIds: operators.map(({ me }) => me.id),
      callScriptVersionId: await this.publishedScript(),
    });
    const hours = synthetic ? { hours: EVERY_HOUR, onHolidays: true } : {};
    await this.administrator.patch(`/api/campaigns/${draft.id}`, {
      version: draft.version,
      policy: { ...draft.policy, ...hours, ...policy },
    });
    await this.administrator.post(`/api/campaigns/${draft.id}/start`);
    return this.administrator.get<Campaign>(`/api/campaigns/${draft.id}`);
  }

  /** Lets virtual time go on by so much, and everybody see what came of it. */
  async pass(minutes: number): Promise<void> {
    const from = await this.now();
    const to = new Date(from.getTime() + minutes * 60_000);
    let now = from;
    while (now < to) {
      now = await this.advance(to);
    }
  }

  /** Lets virtual time go on until the console shows what is waited for, for an hour at most. */
  async until(console: ConsoleClient, isSo: (console: ConsoleClient) => boolean): Promise<void> {
    const limit = new Date((await this.now()).getTime() + 3_600_000);
    while (!isSo(console)) {
      if ((await this.advance(limit)) >= limit) {
        throw new Error(`An hour passed and the console shows ${console.describe()}`);
      }
    }
  }

  /** The application clock, once everything due by now is done. */
  async now(): Promise<Date> {
    return this.advance(new Date(0));
  }

  async rows<Row extends object>(sql: string, ...parameters: unknown[]): Promise<Row[]> {
    return (await this.db.query<Row>(sql, parameters)).rows;
  }

  /** What the backend complained of. */
  get complaints(): string[] {
    return this.app.logs.filter((line) => /\b(ERROR|WARN|FATAL)\b|"level":"(error|warn|fatal)"/.test(line));
  }

  private async advance(to: Date): Promise<Date> {
    // One that is closed sees nothing any more, and the clock must not wait for it.
    const open = this.consoles.filter(({ isOpen }) => isOpen);
    const seen = open.map(({ me, snapshot }) => ({ operatorId: me.id, version: snapshot.version }));
    const { now, consoles } = await this.administrator.post<{
      now: string;
      consoles: { operatorId: string; version: number }[];
    }>('/api/simulation/advance', { to: to.toISOString(), seen });
    for (const { operatorId, version } of consoles) {
      await Promise.all(open.filter(({ me }) => me.id === operatorId).map((console) => console.shows(version)));
    }
    return new Date(now);
  }

  private async list(leads: readonly FloorLead[], synthetic: boolean): Promise<LeadList> {
    const rows = leads.map(({ name, phone, inn = '' }) => `${name};${phone};${inn}`);
    const file = Buffer.from(['Название;Телефон;ИНН', ...rows].join('\n'));
    const upload = await this.administrator.expectOk<Upload>({
      method: 'POST',
      path: '/api/uploads?name=floor.csv',
      body: file,
    });
    const preview = await this.administrator.post<Preview>(`/api/uploads/${upload.fileId}/preview`, { synthetic });
    const list = await this.administrator.post<LeadList>('/api/lists', await this.listRequest(synthetic));
    const feed = await connectSocket(this.administrator);
    await feed.send('feed.resume', { since: null });
    const { id } = await this.administrator.post<Import>(`/api/lists/${list.id}/imports`, {
      fileId: upload.fileId,
      format: preview.format,
      mapping: ['name', 'phone', 'inn'],
      again: true,
    });
    const tells =
      (...types: string[]) =>
      ({ events }: { events: { type: string }[] }) =>
        events.some(({ type }) => types.includes(type));
    await feed.events.awaitNext('feed.events', tells('import.judged', 'import.failed'), IMPORT_TIMEOUT_MS);
    await this.administrator.post(`/api/imports/${id}/commit`);
    await feed.events.awaitNext('feed.events', tells('import.finished', 'import.failed'), IMPORT_TIMEOUT_MS);
    feed.close();
    return list;
  }

  private async listRequest(synthetic: boolean): Promise<CreateListRequest> {
    const { kinds } = await this.administrator.get<{
      kinds: { kind: LeadList['legalSource']['kind']; required: LegalFact[] }[];
    }>('/api/lists/legal-source-kinds');
    const source = kinds.find(({ kind }) => kind === 'collected_open_data');
    if (source === undefined) {
      throw new Error('The kind collected_open_data is gone.');
    }
    const facts = Object.fromEntries(source.required.map((fact) => [fact, factValue(fact)]));
    const legalSource = { kind: source.kind, facts, confirmed: true };
    const name = `List ${(listsMade += 1)}`;
    // Numbers of no country have no zone of their own.
    return { name, audience: 'b2b', legalSource, synthetic, defaultZone: synthetic ? 'Europe/Moscow' : null };
  }

  private async publishedScript(document: AuthoredScript = PACKAGING_SCRIPT): Promise<string> {
    type Script = { id: string; version: number; name: { ru: string }; published: { id: string } | null };
    const reply = await this.administrator.get<Script[] | { items: Script[] }>('/api/call-scripts');
    const scripts = Array.isArray(reply) ? reply : reply.items;
    const known = scripts.find(({ name }) => name.ru === document.name.ru);
    const script = known ?? (await this.administrator.post<Script>('/api/call-scripts', { document }));
    if (script.published !== null) {
      return script.published.id;
    }
    const path = `/api/call-scripts/${script.id}/publish`;
    const published = await this.administrator.post<Script>(path, { version: script.version });
    return published.published?.id ?? '';
  }
}

let listsMade = 0;

function factValue(fact: LegalFact): string | boolean {
  if (/^(consent_names_us|warranty|company_only|person_asked)$/.test(fact)) {
    return true;
  }
  if (/_date$|_on$|^collected_/.test(fact)) {
    return '2026-01-15';
  }
  return fact === 'party_inn' ? '7707083893' : 'Made by a test';
}
