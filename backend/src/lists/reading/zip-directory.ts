import type { FileHandle } from 'node:fs/promises';
import { DomainError } from '../../kernel/domain-error.js';

/** An entry as the directory at the end of the archive tells it; the unpacked size is left out, since nobody may trust it. */
export interface ZipEntry {
  readonly name: string;
  /** Not compressed. */
  readonly isStored: boolean;
  readonly packedBytes: number;
  readonly headerOffset: number;
}

// Signatures and layouts: APPNOTE.TXT 6.3, sections 4.3.12 to 4.3.16 and 4.5.3 (zip64).
const END_RECORD = 0x06054b50;
const ZIP64_LOCATOR = 0x07064b50;
const ZIP64_END_RECORD = 0x06064b50;
const DIRECTORY_ENTRY = 0x02014b50;
const END_RECORD_MAX_BYTES = 65_557;
const ZIP64_LOCATOR_BYTES = 20;
const ZIP64_EXTRA = 1;
const ALL_ONES = 0xffff_ffff;
const ENCRYPTED = 1;
/** A workbook has a few dozen. */
const ENTRIES_MAX = 5000;
const DIRECTORY_MAX_BYTES = 4 * 1024 ** 2;

/** The entries of an archive. Refuses `import.workbook_unreadable` for damage and `import.workbook_too_large` for more entries than any workbook has. */
export async function readZipDirectory(file: FileHandle): Promise<ZipEntry[]> {
  const { size } = await file.stat();
  const tailStart = Math.max(0, size - END_RECORD_MAX_BYTES - ZIP64_LOCATOR_BYTES);
  const tail = await readAt(file, tailStart, size - tailStart);
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > tail.length || tail.readUInt32LE(end) !== END_RECORD) {
    throw unreadable('no_directory');
  }
  const { count, offset } = (await readZip64End(file, tail, end)) ?? {
    count: tail.readUInt16LE(end + 10),
    offset: tail.readUInt32LE(end + 16),
  };
  if (count > ENTRIES_MAX) {
    throw new DomainError('import.workbook_too_large', { entries: count, max: ENTRIES_MAX });
  }
  if (offset >= size) {
    throw unreadable('directory_out_of_bounds');
  }
  return parseDirectory(await readAt(file, offset, Math.min(size - offset, DIRECTORY_MAX_BYTES)), count);
}

async function readZip64End(
  file: FileHandle,
  tail: Buffer,
  end: number,
): Promise<{ count: number; offset: number } | undefined> {
  const locator = end - ZIP64_LOCATOR_BYTES;
  if (locator < 0 || tail.readUInt32LE(locator) !== ZIP64_LOCATOR) {
    return undefined;
  }
  const record = await readAt(file, Number(tail.readBigUInt64LE(locator + 8)), 56);
  if (record.length < 56 || record.readUInt32LE(0) !== ZIP64_END_RECORD) {
    throw unreadable('directory_damaged');
  }
  return { count: Number(record.readBigUInt64LE(32)), offset: Number(record.readBigUInt64LE(48)) };
}

function parseDirectory(bytes: Buffer, count: number): ZipEntry[] {
  const entries: ZipEntry[] = [];
  let position = 0;
  for (let index = 0; index < count; index += 1) {
    if (position + 46 > bytes.length || bytes.readUInt32LE(position) !== DIRECTORY_ENTRY) {
      throw unreadable('directory_damaged');
    }
    if ((bytes.readUInt16LE(position + 8) & ENCRYPTED) !== 0) {
      throw new DomainError('import.workbook_encrypted');
    }
    const nameLength = bytes.readUInt16LE(position + 28);
    const extraLength = bytes.readUInt16LE(position + 30);
    const extraStart = position + 46 + nameLength;
    entries.push({
      name: bytes.toString('utf8', position + 46, extraStart),
      isStored: bytes.readUInt16LE(position + 10) === 0,
      ...sizesOf(bytes, position, bytes.subarray(extraStart, extraStart + extraLength)),
    });
    position = extraStart + extraLength + bytes.readUInt16LE(position + 32);
  }
  return entries;
}

/** In zip64 the fields that are all ones stand in the extra field, in this order and only those. */
function sizesOf(bytes: Buffer, position: number, extra: Buffer): Pick<ZipEntry, 'packedBytes' | 'headerOffset'> {
  const [packed, unpacked, offset] = [20, 24, 42].map((at) => bytes.readUInt32LE(position + at));
  const wide = zip64Fields(extra);
  if (unpacked === ALL_ONES) {
    wide.shift();
  }
  return {
    packedBytes: packed === ALL_ONES ? (wide.shift() ?? 0) : (packed ?? 0),
    headerOffset: offset === ALL_ONES ? (wide.shift() ?? 0) : (offset ?? 0),
  };
}

function zip64Fields(extra: Buffer): number[] {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) === ZIP64_EXTRA) {
      const end = Math.min(extra.length, at + 4 + extra.readUInt16LE(at + 2));
      const fields = Math.floor((end - at - 4) / 8);
      return Array.from({ length: fields }, (_, index) => Number(extra.readBigUInt64LE(at + 4 + index * 8)));
    }
  }
  return [];
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

function unreadable(why: string): DomainError {
  return new DomainError('import.workbook_unreadable', { why });
}
