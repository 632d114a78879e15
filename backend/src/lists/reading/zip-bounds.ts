import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { createInflateRaw } from 'node:zlib';
import { DomainError } from '../../kernel/domain-error.js';

/** What an archive may unpack to before we refuse it. A full sheet of 1 048 576 rows and 12 columns stays below. */
export interface ZipBounds {
  readonly totalBytes: number;
  /** Kept in memory whole by the reader, so bounded tighter. */
  readonly sharedStringsBytes: number;
  /** Deflate reaches 1 032; real sheets stay below 60. */
  readonly ratio: number;
  /** The ratio counts from this size on. */
  readonly ratioFromBytes: number;
}

export const WORKBOOK_BOUNDS: ZipBounds = {
  totalBytes: 2 * 1024 ** 3,
  sharedStringsBytes: 256 * 1024 ** 2,
  ratio: 200,
  ratioFromBytes: 32 * 1024 ** 2,
};

interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly compressedBytes: number;
  readonly headerOffset: number;
}

const END_RECORD = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const END_RECORD_MAX_BYTES = 65_557;
const ENTRIES_MAX = 5000;

/**
 * Unpacks every entry into nothing, counting: sizes written in an archive may lie, so they are not asked.
 * Refuses with `import.workbook_too_large` beyond the bounds and `import.workbook_unreadable` where the archive is broken.
 */
export async function assertBoundedArchive(path: string, bounds: ZipBounds = WORKBOOK_BOUNDS): Promise<void> {
  const file = await open(path, 'r');
  try {
    let total = 0;
    for (const entry of await readDirectory(file)) {
      const limit = entry.name === 'xl/sharedStrings.xml' ? bounds.sharedStringsBytes : bounds.totalBytes - total;
      total += await unpackedBytes(path, await dataOffset(file, entry), { entry, limit, bounds });
    }
  } finally {
    await file.close();
  }
}

async function readDirectory(file: FileHandle): Promise<ZipEntry[]> {
  const { size } = await file.stat();
  const tail = await readAt(file, Math.max(0, size - END_RECORD_MAX_BYTES), Math.min(size, END_RECORD_MAX_BYTES));
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > tail.length || tail.readUInt32LE(end) !== END_RECORD) {
    throw unreadable('no_directory');
  }
  const count = tail.readUInt16LE(end + 10);
  const offset = tail.readUInt32LE(end + 16);
  if (count > ENTRIES_MAX || offset >= size) {
    throw unreadable('directory_out_of_bounds');
  }
  return parseDirectory(await readAt(file, offset, size - offset), count);
}

function parseDirectory(bytes: Buffer, count: number): ZipEntry[] {
  const entries: ZipEntry[] = [];
  let position = 0;
  for (let index = 0; index < count; index += 1) {
    if (position + 46 > bytes.length || bytes.readUInt32LE(position) !== DIRECTORY_ENTRY) {
      throw unreadable('directory_damaged');
    }
    const nameLength = bytes.readUInt16LE(position + 28);
    entries.push({
      name: bytes.toString('utf8', position + 46, position + 46 + nameLength),
      method: bytes.readUInt16LE(position + 10),
      compressedBytes: bytes.readUInt32LE(position + 20),
      headerOffset: bytes.readUInt32LE(position + 42),
    });
    position += 46 + nameLength + bytes.readUInt16LE(position + 30) + bytes.readUInt16LE(position + 32);
  }
  return entries;
}

async function dataOffset(file: FileHandle, entry: ZipEntry): Promise<number> {
  const header = await readAt(file, entry.headerOffset, 30);
  if (header.length < 30) {
    throw unreadable('entry_out_of_bounds');
  }
  return entry.headerOffset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
}

async function unpackedBytes(
  path: string,
  start: number,
  { entry, limit, bounds }: { entry: ZipEntry; limit: number; bounds: ZipBounds },
): Promise<number> {
  if (entry.compressedBytes === 0 || entry.method === 0) {
    return entry.compressedBytes;
  }
  const packed = createReadStream(path, { start, end: start + entry.compressedBytes - 1 });
  const inflated = packed.pipe(createInflateRaw());
  packed.on('error', (error) => inflated.destroy(error));
  let bytes = 0;
  try {
    for await (const chunk of inflated) {
      bytes += (chunk as Buffer).length;
      const ratio = bytes / entry.compressedBytes;
      if (bytes > limit || (bytes > bounds.ratioFromBytes && ratio > bounds.ratio)) {
        throw new DomainError('import.workbook_too_large', { entry: entry.name, bytes, max: limit });
      }
    }
  } catch (error) {
    throw error instanceof DomainError ? error : unreadable('entry_damaged');
  } finally {
    packed.destroy();
  }
  return bytes;
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

function unreadable(why: string): DomainError {
  return new DomainError('import.workbook_unreadable', { why });
}
