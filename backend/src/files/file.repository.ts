import { Injectable } from '@nestjs/common';
import { Transaction } from '../kernel/transaction.js';

export interface StoredFile {
  id: string;
  sha256: string;
  kind: 'upload' | 'evidence' | 'export' | 'recording';
  name: string;
  sizeBytes: number;
  mediaType: string;
  createdBy: string | null;
  createdAt: Date;
}

const COLUMNS = `id, sha256, kind, name, size_bytes::float8 AS "sizeBytes", media_type AS "mediaType",
  created_by AS "createdBy", created_at AS "createdAt"`;

@Injectable()
export class FileRepository {
  constructor(private readonly transaction: Transaction) {}

  async insert(file: Omit<StoredFile, 'id' | 'createdAt'>): Promise<StoredFile> {
    const [stored] = await this.transaction.rows<StoredFile>(
      `INSERT INTO files (sha256, kind, name, size_bytes, media_type, created_by) VALUES ($1, $2, $3, $4, $5, $6) RETURNING ${COLUMNS}`,
      [file.sha256, file.kind, file.name, file.sizeBytes, file.mediaType, file.createdBy],
    );
    if (stored === undefined) {
      throw new Error('a file was not stored');
    }
    return stored;
  }

  /** Bytes on disk: the same content lies there once, however often it was brought. */
  async totalBytes(): Promise<number> {
    const row = await this.transaction.row<{ total: number }>(
      `SELECT coalesce(sum(size_bytes), 0)::float8 AS total FROM (SELECT DISTINCT ON (sha256) size_bytes FROM files) AS contents`,
    );
    return row?.total ?? 0;
  }

  async byId(id: string): Promise<StoredFile | undefined> {
    return this.transaction.row<StoredFile>(`SELECT ${COLUMNS} FROM files WHERE id = $1`, [id]);
  }
}
