import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config/app-config.js';
import { DomainError } from '../kernel/domain-error.js';
import { uuidv7 } from '../kernel/ids.js';
import { FileRepository, type StoredFile } from './file.repository.js';

export interface IncomingFile {
  name: string;
  kind: StoredFile['kind'];
  mediaType: string;
  createdBy: string;
  content: Readable;
}

/** Content-addressed files under DATA_DIR/files: the same bytes lie there once, a row tells each time they were brought. */
@Injectable()
export class FileStore {
  private readonly root: string;

  constructor(
    private readonly config: AppConfig,
    private readonly files: FileRepository,
  ) {
    this.root = join(config.dataDir, 'files');
  }

  /**
   * Streams to disk. Refuses file.too_large as soon as the limit is passed, file.empty, and file.quota_reached where all files together
   * would pass theirs; a disk that fills up meanwhile is server.storage_full. What was written of a refused file is removed.
   */
  async put(file: IncomingFile): Promise<StoredFile> {
    await mkdir(this.root, { recursive: true, mode: 0o700 });
    const temporary = join(this.root, `.incoming-${uuidv7()}`);
    try {
      const quotaBytes = this.config.filesMaxBytes - (await this.files.totalBytes());
      const { sha256, sizeBytes } = await this.write(file.content, temporary, quotaBytes);
      if (sizeBytes === 0) {
        throw new DomainError('file.empty');
      }
      const path = this.pathOf(sha256);
      await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
      await rename(temporary, path);
      return await this.files.insert({ ...file, sha256, sizeBytes });
    } finally {
      await rm(temporary, { force: true });
    }
  }

  async get(id: string): Promise<StoredFile> {
    const file = await this.files.byId(id);
    if (file === undefined) {
      throw new DomainError('file.not_found', { id });
    }
    return file;
  }

  pathOf(sha256: string): string {
    return join(this.root, sha256.slice(0, 2), sha256);
  }

  async read(sha256: string): Promise<Readable> {
    const path = this.pathOf(sha256);
    await stat(path).catch(() => {
      throw new DomainError('file.not_found', { sha256 });
    });
    return createReadStream(path);
  }

  private async write(
    content: Readable,
    path: string,
    quotaBytes: number,
  ): Promise<{ sha256: string; sizeBytes: number }> {
    const hash = createHash('sha256');
    const { uploadMaxBytes: limit, filesMaxBytes } = this.config;
    let sizeBytes = 0;
    const count = async function* (source: AsyncIterable<Buffer>) {
      for await (const chunk of source) {
        sizeBytes += chunk.length;
        if (sizeBytes > limit) {
          throw new DomainError('file.too_large', { limitBytes: limit });
        }
        if (sizeBytes > quotaBytes) {
          throw new DomainError('file.quota_reached', { maxMb: Math.round(filesMaxBytes / 1024 / 1024) });
        }
        hash.update(chunk);
        yield chunk;
      }
    };
    await pipeline(content, count, createWriteStream(path, { mode: 0o600 }));
    return { sha256: hash.digest('hex'), sizeBytes };
  }
}
