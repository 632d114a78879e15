import { createHmac } from 'node:crypto';

/** Names the secret a key was made with, so that it can be rotated. */
export const NUMBER_KEY_ID = 1;

/** HMAC-SHA-256(secret, E.164) cut to 16 bytes: finds a number again without keeping it (suppression survives erasure). */
export function numberKey(secret: string, e164: string): Buffer {
  return createHmac('sha256', secret).update(e164).digest().subarray(0, 16);
}
