import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';

/** Names the secret a key was made with, so that it can be rotated. */
export const NUMBER_KEY_ID = 1;

/** HMAC-SHA-256(secret, E.164) cut to 16 bytes: finds a number again without keeping it (suppression survives erasure). */
export function numberKey(secret: string, e164: string): Buffer {
  return createHmac('sha256', keyOf(secret)).update(e164, 'latin1').digest().subarray(0, 16);
}

/** A process has one secret; preparing its key anew for each of a million numbers is half their cost. */
let prepared: { readonly secret: string; readonly key: KeyObject } | undefined;

function keyOf(secret: string): KeyObject {
  if (prepared?.secret !== secret) {
    prepared = { secret, key: createSecretKey(Buffer.from(secret, 'utf8')) };
  }
  return prepared.key;
}
