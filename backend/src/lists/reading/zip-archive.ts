import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { createInflateRaw } from 'node:zlib';
import { DomainError } from '../../kernel/domain-error.js';
import { readZipDirectory, type ZipEntry } from './zip-directory.js';

/** What an archive may unpack to before we refuse it. */
export interface ZipBounds {
  /** Of all that is read of it. A full sheet of 1 048 576 rows and 12 columns takes 0.7 GB. */
  readonly totalBytes: number;
  /** Deflate reaches 1 032; real sheets stay below 60. */
  readonly ratio: number;
  /** The ratio counts from this size on. */
  readonly ratioFromBytes: number;
}

export const WORKBOOK_BOUNDS: ZipBounds = { totalBytes: 4 * 1024 ** 3, ratio: 200, ratioFromBytes: 32 * 1024 ** 2 };

const CHUNK_BYTES = 128 * 1024;

/**
 * A zip archive read entry by entry, never as a whole. What comes out is counted while it comes out: sizes written in an archive may lie,
 * so they are not asked. Names are compared without case and with either slash, as spreadsheets do.
 */
export class ZipArchive {
  private unpackedBytes = 0;

  private constructor(
    private readonly path: string,
    private readonly file: FileHandle,
    private readonly entries: ReadonlyMap<string, ZipEntry>,
    private readonly bounds: ZipBounds,
  ) {}

  /** Refuses `import.workbook_unreadable` where the archive is broken. */
  static async open(path: string, bounds: ZipBounds = WORKBOOK_BOUNDS): Promise<ZipArchive> {
    const file = await open(path, 'r');
    try {
      const entries = await readZipDirectory(file);
      return new ZipArchive(path, file, new Map(entries.map((entry) => [nameKey(entry.name), entry])), bounds);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.file.close();
  }

  has(name: string): boolean {
    return this.entries.has(nameKey(name));
  }

  names(): string[] {
    return [...this.entries.keys()];
  }

  /** Unpacks one entry; `onPacked` is told how much of its packed bytes has been taken. Refuses `import.workbook_too_large` beyond the bounds. */
  async *read(name: string, onPacked: (share: number) => void = () => undefined): AsyncGenerator<Buffer> {
    const entry = this.entries.get(nameKey(name));
    if (entry === undefined) {
      throw unreadable('part_missing');
    }
    if (entry.packedBytes === 0) {
      return;
    }
    const start = await this.dataOffset(entry);
    const end = start + entry.packedBytes - 1;
    const packed = createReadStream(this.path, { start, end, highWaterMark: CHUNK_BYTES });
    const unpacked = entry.isStored ? packed : packed.pipe(createInflateRaw({ chunkSize: CHUNK_BYTES }));
    packed.on('error', (error) => unpacked.destroy(error));
    let bytes = 0;
    try {
      for await (const chunk of unpacked) {
        bytes += (chunk as Buffer).length;
        this.count(entry, bytes, (chunk as Buffer).length);
        onPacked(packed.bytesRead / entry.packedBytes);
        yield chunk as Buffer;
      }
    } catch (error) {
      throw error instanceof DomainError ? error : unreadable('entry_damaged');
    } finally {
      packed.destroy();
      unpacked.destroy();
    }
  }

  /** A small part as one text; undefined when the archive has none of that name. */
  async text(name: string, maxBytes = 16 * 1024 ** 2): Promise<string | undefined> {
    if (!this.has(name)) {
      return undefined;
    }
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of this.read(name)) {
      bytes += chunk.length;
      if (bytes > maxBytes) {
        throw new DomainError('import.workbook_too_large', { entry: name, max: maxBytes });
      }
      chunks.push(chunk);
    }
    return Buffer.concat(chunks)
      .toString('utf8')
      .replace(/^\uFEFF/, '');
  }

  /** For libraries that unpack by themselves: unpacks everything into nothing and refuses what goes beyond the bounds. */
  async assertBounded(): Promise<void> {
    for (const name of this.names()) {
      for await (const chunk of this.read(name)) {
        void chunk;
      }
    }
  }

  private count(entry: ZipEntry, entryBytes: number, chunkBytes: number): void {
    this.unpackedBytes += chunkBytes;
    const ratio = entryBytes / entry.packedBytes;
    const { totalBytes, ratioFromBytes } = this.bounds;
    if (this.unpackedBytes > totalBytes || (entryBytes > ratioFromBytes && ratio > this.bounds.ratio)) {
      throw new DomainError('import.workbook_too_large', { entry: entry.name, bytes: entryBytes, max: totalBytes });
    }
  }

  /** The lengths of name and extra field in front of the data may differ from those in the directory. */
  private async dataOffset(entry: ZipEntry): Promise<number> {
    const { buffer, bytesRead } = await this.file.read(Buffer.alloc(30), 0, 30, entry.headerOffset);
    if (bytesRead < 30 || buffer.readUInt32LE(0) !== LOCAL_HEADER) {
      throw unreadable('entry_out_of_bounds');
    }
    return entry.headerOffset + 30 + buffer.readUInt16LE(26) + buffer.readUInt16LE(28);
  }
}

const LOCAL_HEADER = 0x04034b50;

const nameKey = (name: string): string => name.replaceAll('\\', '/').replace(/^\//, '').toLowerCase();

function unreadable(why: string): DomainError {
  return new DomainError('import.workbook_unreadable', { why });
}
