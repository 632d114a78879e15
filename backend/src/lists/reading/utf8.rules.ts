export interface Utf8Count {
  /** Well-formed characters of more than one byte. */
  readonly sequences: number;
  /** Bytes, or characters cut in half, that are no utf-8. */
  readonly broken: number;
}

/** Counts what is utf-8 and what is not. A character that the end of the bytes cuts in half is neither. */
export function countUtf8(bytes: Uint8Array): Utf8Count {
  let sequences = 0;
  let broken = 0;
  for (let index = 0; index < bytes.length;) {
    const first = bytes[index] ?? 0;
    if (first < 0x80) {
      index += 1;
      continue;
    }
    const length = lengthOfLead(first);
    const sound = length === 0 ? 0 : continuations(bytes, index, length);
    if (length > 0 && sound === length - 1) {
      sequences += 1;
    } else if (length > 0 && index + 1 + sound >= bytes.length) {
      // After others of its kind it is cut off; alone it is more likely a letter of a one-byte page.
      return { sequences, broken: sequences === 0 ? broken + 1 : broken };
    } else {
      broken += 1;
    }
    index += 1 + sound;
  }
  return { sequences, broken };
}

/** Bytes of a character by its first one; 0 for what begins none. */
function lengthOfLead(first: number): number {
  if (first >= 0xc2 && first <= 0xdf) {
    return 2;
  }
  if (first >= 0xe0 && first <= 0xef) {
    return 3;
  }
  return first >= 0xf0 && first <= 0xf4 ? 4 : 0;
}

/** Bytes that go on the character which begins here, one less than its length at most. The second one has bounds of its own: Unicode 3.9, table 3-7. */
function continuations(bytes: Uint8Array, start: number, length: number): number {
  const first = bytes[start] ?? 0;
  let count = 0;
  while (count < length - 1) {
    const byte = bytes[start + 1 + count];
    const [low, high] = count === 0 ? secondBounds(first) : [0x80, 0xbf];
    if (byte === undefined || byte < low || byte > high) {
      break;
    }
    count += 1;
  }
  return count;
}

function secondBounds(first: number): readonly [number, number] {
  switch (first) {
    case 0xe0:
      return [0xa0, 0xbf];
    case 0xed:
      return [0x80, 0x9f];
    case 0xf0:
      return [0x90, 0xbf];
    case 0xf4:
      return [0x80, 0x8f];
    default:
      return [0x80, 0xbf];
  }
}
