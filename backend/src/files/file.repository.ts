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

  async byId(id: string): Promise<StoredFile | undefined> {
    return this.transaction.row<StoredFile>(`SELECT ${COLUMNS} FROM files WHERE id = $1`, [id]);
  }
}
