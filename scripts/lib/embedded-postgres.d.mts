export interface EmbeddedPostgres {
  readonly pid: number;
  readonly port: number;
  readonly adopted: boolean;
  readonly guest: boolean;
  readonly died: Promise<void>;
  url(database?: string): string;
  stop(options?: { fast?: boolean }): Promise<void>;
}
export function startPostgres(options: {
  dataDir: string;
  durable?: boolean;
  port?: number;
}): Promise<EmbeddedPostgres>;
export function createDatabase(url: string, name: string): Promise<void>;
