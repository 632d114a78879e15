import { createHash, hash } from 'node:crypto';

/** Names the secret a key was made with, so that it can be rotated. */
export const NUMBER_KEY_ID = 1;

const BLOCK_BYTES = 64;
const DIGEST_BYTES = 32;
const KEY_BYTES = 16;
const LONGEST_NUMBER = 64;

/**
 * HMAC-SHA-256(secret, E.164) cut to 16 bytes: finds a number again without keeping it (suppression survives erasure). `e164` is ASCII.
 * Put together from two digests, as RFC 2104 defines it: an Hmac object per number costs three times the time, and as much again when a million of
 * them are collected.
 */
export function numberKey(secret: string, e164: string): Buffer {
  const { inner, outer } = padsOf(secret);
  if (e164.length > LONGEST_NUMBER) {
    throw new RangeError('not a number');
  }
  const length = inner.write(e164, BLOCK_BYTES, 'latin1');
  outer.write(hash('sha256', inner.subarray(0, BLOCK_BYTES + length), 'hex'), BLOCK_BYTES, 'hex');
  return Buffer.from(hash('sha256', outer, 'hex').slice(0, KEY_BYTES * 2), 'hex');
}

/** The secret's two blocks, with room behind for the number and for the inner digest. */
interface Pads {
  readonly secret: string;
  readonly inner: Buffer;
  readonly outer: Buffer;
}

/** A process has one secret. */
let prepared: Pads | undefined;

function padsOf(secret: string): Pads {
  if (prepared?.secret !== secret) {
    const bytes = Buffer.from(secret, 'utf8');
    const key = bytes.length > BLOCK_BYTES ? createHash('sha256').update(bytes).digest() : bytes;
    prepared = { secret, inner: padded(key, 0x36, LONGEST_NUMBER), outer: padded(key, 0x5c, DIGEST_BYTES) };
  }
  return prepared;
}

function padded(key: Buffer, pad: number, room: number): Buffer {
  const block = Buffer.alloc(BLOCK_BYTES + room);
  for (let at = 0; at < BLOCK_BYTES; at += 1) {
    block[at] = (key[at] ?? 0) ^ pad;
  }
  return block;
}
