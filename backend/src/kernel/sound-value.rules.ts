/** Deeper than any message of ours; JSON may be nested as deep as its length allows, and what walks it would run out of stack. */
const DEEPEST = 64;

export class TooDeepError extends Error {}

/**
 * A value from outside as PostgreSQL and the schemas can hold it: NUL characters are dropped, halves of a surrogate pair become U+FFFD,
 * a key `__proto__` goes. All else stays as it is. Throws TooDeepError beyond 64 levels.
 */
export function soundValue(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') {
    return soundText(value);
  }
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) {
    return value;
  }
  if (depth >= DEEPEST) {
    throw new TooDeepError();
  }
  if (Array.isArray(value)) {
    return value.map((each) => soundValue(each, depth + 1));
  }
  const entries = Object.entries(value).filter(([key]) => key !== '__proto__');
  return Object.fromEntries(entries.map(([key, each]) => [soundText(key), soundValue(each, depth + 1)]));
}

function soundText(text: string): string {
  return text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\uFFFD');
}
