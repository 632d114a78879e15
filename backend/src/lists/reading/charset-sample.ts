import { isAscii } from 'node:buffer';
import { open, type FileHandle } from 'node:fs/promises';
import { charsetOfMark } from './charset.rules.js';

const STEP_BYTES = 1024 * 1024;
/** Of a portion that has letters beyond ASCII so much is taken. */
const TAKEN_BYTES = 64 * 1024;
/** Bytes beyond ASCII that tell the encoding well. */
const ENOUGH_HIGH_BYTES = 300;

/**
 * The bytes by which a text's encoding is told: its head and, where that holds hardly a letter beyond ASCII, the lines further down that do.
 * A list of foreign names may have its first Russian one after a hundred pages.
 */
export async function charsetSample(path: string, head: Buffer): Promise<Buffer> {
  if (charsetOfMark(head) !== undefined || head.includes(0) || highBytes(head) >= ENOUGH_HIGH_BYTES) {
    return head;
  }
  const file = await open(path, 'r');
  try {
    return await gather(file, head);
  } finally {
    await file.close();
  }
}

async function gather(file: FileHandle, head: Buffer): Promise<Buffer> {
  const taken: Buffer[] = [head.subarray(0, head.lastIndexOf(0x0a) + 1 || head.length)];
  let found = highBytes(head);
  for (let position = head.length; found < ENOUGH_HIGH_BYTES;) {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(STEP_BYTES), 0, STEP_BYTES, position);
    if (bytesRead === 0) {
      break;
    }
    position += bytesRead;
    const portion = buffer.subarray(0, bytesRead);
    if (!isAscii(portion)) {
      const lines = linesBeyondAscii(portion);
      found += highBytes(lines);
      taken.push(lines);
    }
  }
  // The lines with letters in front: what weighs them looks at the first bytes.
  return taken.length === 1 ? head : Buffer.concat([...taken.slice(1), ...taken.slice(0, 1)]);
}

/** From the first line with such a byte on, cut at ends of lines, so that no character is cut in half. */
function linesBeyondAscii(portion: Buffer): Buffer {
  const first = portion.findIndex((byte) => byte > 0x7f);
  const start = portion.lastIndexOf(0x0a, first) + 1;
  const part = portion.subarray(start, start + TAKEN_BYTES);
  const end = part.lastIndexOf(0x0a) + 1;
  return end > first - start ? part.subarray(0, end) : part;
}

function highBytes(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) {
    count += byte > 0x7f ? 1 : 0;
  }
  return count;
}
