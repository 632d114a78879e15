import type { CreateListRequest, Import, LeadList, Preview, StartImportRequest, Upload } from '@warmline/contracts';
import pg from 'pg';
import { launchApp, type App } from '../../support/app.js';
import { createAdministrator, type HttpClient, type HttpReply } from '../../support/http.js';

const FINISH_TIMEOUT_MS = 40_000;

export interface Held {
  release: () => Promise<void>;
  /** Resolves once somebody waits for it. */
  awaited: () => Promise<void>;
}

/** A marketer's desk for tests: an installation of its own, and the few moves of loading a list. */
export class ListDesk {
  private constructor(
    readonly app: App,
    readonly http: HttpClient,
    readonly db: pg.Client,
  ) {}

  static async open(env: Record<string, string> = {}): Promise<ListDesk> {
    const app = await launchApp({ env });
    const http = await createAdministrator(app.url);
    const db = new pg.Client({ connectionString: app.databaseUrl });
    await db.connect();
    await db.query('LISTEN event_positions');
    return new ListDesk(app, http, db);
  }

  async close(): Promise<void> {
    await this.db.end();
    await this.app.close();
  }

  upload(content: string | Uint8Array, name = 'list.csv'): Promise<Upload> {
    const body = typeof content === 'string' ? Buffer.from(content) : content;
    return this.http.expectOk({ method: 'POST', path: `/api/uploads?name=${encodeURIComponent(name)}`, body });
  }

  tryUpload(content: string | Uint8Array): Promise<HttpReply<{ code: string }>> {
    return this.http.request({ method: 'POST', path: '/api/uploads?name=x.csv', body: Buffer.from(content) });
  }

  preview(upload: Upload, request: object = {}): Promise<Preview> {
    return this.http.post(`/api/uploads/${upload.fileId}/preview`, request);
  }

  tryPreview(upload: Upload, request: object = {}): Promise<HttpReply<{ code: string }>> {
    return this.http.request({ method: 'POST', path: `/api/uploads/${upload.fileId}/preview`, body: request });
  }

  newList(name: string, request: Partial<CreateListRequest> = {}): Promise<LeadList> {
    const legalSource = { kind: 'unknown_legacy' };
    return this.http.post('/api/lists', { name, audience: 'b2b', legalSource, areaCode: '812', ...request });
  }

  tryStart(list: LeadList, request: object): Promise<HttpReply<Import & { code: string }>> {
    return this.http.request({ method: 'POST', path: `/api/lists/${list.id}/imports`, body: request });
  }

  /** Starts and waits for the end, whichever it is. */
  async run(list: LeadList, request: StartImportRequest): Promise<Import> {
    const judged = await this.judge(list, request);
    if (judged.state !== 'review') {
      return judged;
    }
    await this.http.post(`/api/imports/${judged.id}/commit`);
    return this.finished(judged.id);
  }

  /** Starts and waits until there is something to look at, or a refusal. */
  async judge(list: LeadList, request: StartImportRequest): Promise<Import> {
    const started = await this.http.post<Import>(`/api/lists/${list.id}/imports`, request);
    return this.judged(started.id);
  }

  stagedTables(): Promise<number> {
    return this.count(`pg_tables WHERE schemaname = 'import_staging'`);
  }

  async judged(importId: string): Promise<Import> {
    await this.until(
      `SELECT FROM events WHERE type IN ('import.judged', 'import.failed') AND payload ->> 'importId' = $1`,
      importId,
    );
    return this.http.get<Import>(`/api/imports/${importId}`);
  }

  /** Uploads, takes the preview's guess, and loads into a new list. */
  async load(
    name: string,
    content: string | Uint8Array,
    request: Partial<CreateListRequest> = {},
  ): Promise<{ list: LeadList; done: Import }> {
    const upload = await this.upload(content);
    const { format, columns } = await this.preview(upload);
    const list = await this.newList(name, request);
    const mapping = columns.map((column) => column.field);
    return { list, done: await this.run(list, { fileId: upload.fileId, format, mapping, again: true }) };
  }

  /** Waits for the event that ends the import. */
  async finished(importId: string): Promise<Import> {
    await this.until(
      `SELECT FROM events WHERE type IN ('import.finished', 'import.failed') AND payload ->> 'importId' = $1`,
      importId,
    );
    return this.http.get<Import>(`/api/imports/${importId}`);
  }

  /** Waits until the query finds a row, looking again whenever the sequencer has placed events. */
  async until(sql: string, ...parameters: unknown[]): Promise<void> {
    for (const deadline = Date.now() + FINISH_TIMEOUT_MS; Date.now() < deadline;) {
      const notified = this.notified(deadline - Date.now());
      const found = await this.db.query(sql, parameters);
      if (found.rowCount !== 0) {
        return;
      }
      await notified;
    }
    throw new Error(`nothing came of ${sql} ${String(parameters)}; ${this.app.logs.slice(-5).join('\n')}`);
  }

  async count(sql: string, ...parameters: unknown[]): Promise<number> {
    const result = await this.db.query<{ count: string }>(`SELECT count(*) AS count FROM ${sql}`, parameters);
    return Number(result.rows[0]?.count);
  }

  /** Everything an import may touch, as text that can be compared. */
  async world(): Promise<unknown> {
    const { rows } = await this.db.query(`
      SELECT (SELECT jsonb_agg(to_jsonb(l) - 'version' ORDER BY l.id) FROM leads l) AS leads,
             (SELECT jsonb_agg(p ORDER BY p.id) FROM phones p) AS phones,
             (SELECT jsonb_agg(c ORDER BY c.id) FROM contacts c) AS contacts,
             (SELECT jsonb_agg(a ORDER BY a.id) FROM lead_addresses a) AS addresses,
             (SELECT jsonb_agg(b ORDER BY b.id) FROM lead_branches b) AS branches,
             (SELECT jsonb_agg(n ORDER BY n.branch_id, n.phone_id) FROM lead_branch_phones n) AS branch_phones,
             (SELECT jsonb_agg(e ORDER BY e.client_id, e.inn) FROM legal_entities e) AS entities,
             (SELECT jsonb_agg(m ORDER BY m.list_id, m.lead_id) FROM list_members m) AS members,
             (SELECT jsonb_agg(s ORDER BY s.number_key) FROM shared_numbers s) AS shared`);
    return rows[0];
  }

  /** Holds what the SQL locks until `release`: who needs it waits, however long the test takes. */
  async hold(sql: string, parameters: unknown[] = []): Promise<Held> {
    const holder = new pg.Client({ connectionString: this.app.databaseUrl });
    // A test that failed leaves it to the dropping of the database.
    holder.on('error', () => undefined);
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query(sql, parameters);
    const { rows } = await holder.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    return {
      release: () => holder.end(),
      awaited: () => this.waiting(`${rows[0]?.pid} = ANY (pg_blocking_pids(pid))`),
    };
  }

  /** Rows of which the SQL is true cannot be deleted until `allowDeleting`. */
  async refuseDeleting(table: string, which: string): Promise<void> {
    await this.db.query(
      `CREATE FUNCTION refuse_deleting() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'not now'; END $$;
       CREATE TRIGGER refuse_deleting BEFORE DELETE ON ${table} FOR EACH ROW WHEN (${which}) EXECUTE FUNCTION refuse_deleting()`,
    );
  }

  async allowDeleting(table: string): Promise<void> {
    await this.db.query(`DROP TRIGGER refuse_deleting ON ${table}; DROP FUNCTION refuse_deleting()`);
  }

  /** Resolves once a session of which the SQL is true waits for a lock. */
  waiting(which: string): Promise<void> {
    return this.soon(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND ${which}`,
    );
  }

  /** As `until`, for what no event tells: asks again and again. */
  async soon(sql: string, ...parameters: unknown[]): Promise<void> {
    for (const deadline = Date.now() + FINISH_TIMEOUT_MS; Date.now() < deadline;) {
      if ((await this.db.query(sql, parameters)).rowCount !== 0) {
        return;
      }
    }
    throw new Error(`nothing came of ${sql} ${String(parameters)}`);
  }

  private notified(timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      // What was found meanwhile waits for nobody: the timer must not keep the tests alive.
      const timer = setTimeout(resolve, timeoutMs).unref();
      this.db.once('notification', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}
