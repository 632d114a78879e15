import { afterAll, beforeAll } from '@jest/globals';
import type {
  NumberPreview,
  NumberStops,
  StartSuppressionLoadRequest,
  Suppression,
  SuppressionLoad,
  Upload,
} from '@warmline/contracts';
import { ListDesk } from '../lists/list-desk.js';

export type Order = Partial<Omit<StartSuppressionLoadRequest, 'fileId'>>;

/** The moves of loading numbers into the stop list, at a supervisor's desk. */
export class LoadDesk {
  desk!: ListDesk;

  static ofSuite(): LoadDesk {
    const loads = new LoadDesk();
    beforeAll(async () => {
      loads.desk = await ListDesk.open();
    }, 30_000);
    afterAll(() => loads.desk.close());
    return loads;
  }

  /** A lead with these numbers, through the page. */
  async lead(name: string, ...numbers: string[]): Promise<string> {
    const { list } = await this.desk.load(
      `${name} ${numbers.join()}`,
      `Компания;Телефон\n${name};"${numbers.join(', ')}"\n`,
    );
    const { rows } = await this.desk.db.query<{ id: string }>(
      'SELECT lead_id AS id FROM list_members WHERE list_id = $1',
      [list.id],
    );
    return rows[0]?.id ?? '';
  }

  preview(upload: Upload, request: object = {}): Promise<NumberPreview> {
    return this.desk.http.post(`/api/suppression-loads/preview/${upload.fileId}`, request);
  }

  /** Uploads, takes the preview's guess, and waits for the count. */
  async judge(content: string | Uint8Array, order: Order = {}): Promise<SuppressionLoad> {
    const upload = await this.desk.upload(content, 'стоп.csv');
    const { format, columns } = await this.preview(upload);
    const guessed = columns.flatMap(({ isNumber, position }) => (isNumber ? [position] : []));
    const started = await this.desk.http.post<SuppressionLoad>('/api/suppression-loads', {
      fileId: upload.fileId,
      format,
      columns: guessed,
      ...order,
    });
    return this.told(started.id, 'suppression_load.judged suppression_load.failed');
  }

  async load(content: string | Uint8Array, order: Order = {}): Promise<SuppressionLoad> {
    return this.commit(await this.judge(content, order));
  }

  async commit({ id }: SuppressionLoad): Promise<SuppressionLoad> {
    await this.desk.http.post(`/api/suppression-loads/${id}/commit`);
    return this.told(id, 'suppression_load.finished');
  }

  async undo({ id }: SuppressionLoad): Promise<SuppressionLoad> {
    await this.desk.http.post(`/api/suppression-loads/${id}/undo`, { reason: 'не тот файл' });
    return this.told(id, 'suppression_load.finished', 2);
  }

  async told(id: string, types: string, times = 1): Promise<SuppressionLoad> {
    await this.desk.until(
      `SELECT FROM events WHERE type = ANY ($2::text[]) AND payload ->> 'suppressionLoadId' = $1 HAVING count(*) >= ${times}`,
      id,
      types.split(' '),
    );
    return this.get(id);
  }

  get(id: string): Promise<SuppressionLoad> {
    return this.desk.http.get(`/api/suppression-loads/${id}`);
  }

  search(number: string): Promise<NumberStops> {
    return this.desk.http.post('/api/suppressions/search', { number });
  }

  async live(number: string): Promise<Suppression[]> {
    return (await this.search(number)).stops.filter(({ liftedAt }) => liftedAt === null);
  }

  refused(path: string, body: object): Promise<{ status: number; body: { code: string; params: object } }> {
    return this.desk.http.request({ method: 'POST', path, body });
  }

  /** Tables that loads work from. */
  tables(): Promise<number> {
    return this.desk.count(`pg_tables WHERE schemaname = 'suppression_staging'`);
  }
}
