export interface FoundEmail {
  /** Lower case. */
  readonly address: string;
  readonly local: string;
  readonly domain: string;
}

/** What stands around an address in a cell. */
const AROUND = /[\s,;<>"]/;

/**
 * The first address in a text; undefined where there is none. Cut at its signs instead of matched as a whole: the time it takes grows with the
 * length of the text and no faster, whatever stands in it.
 */
export function findEmail(text: string): FoundEmail | undefined {
  if (!text.includes('@')) {
    return undefined;
  }
  for (const word of text.toLowerCase().split(AROUND)) {
    const parts = word.split('@');
    for (let index = 1; index < parts.length; index += 1) {
      const local = parts[index - 1] ?? '';
      const domain = withoutEnd(parts[index] ?? '', '.');
      const dot = domain.indexOf('.');
      if (local !== '' && dot > 0) {
        return { address: `${local}@${domain}`, local, domain };
      }
    }
  }
  return undefined;
}

/** The text without these characters at its end. */
export function withoutEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) {
    end -= 1;
  }
  return text.slice(0, end);
}
