/** Named characters that stand in lists; what the library resolves by itself (amp, lt, gt, quot, apos, nbsp) is left to it. */
const NAMED: ReadonlyMap<string, string> = new Map(
  (
    'laquo « raquo » ndash – mdash — hellip … bdquo „ ldquo “ rdquo ” lsquo ‘ rsquo ’ sbquo ‚ lsaquo ‹ rsaquo › numero № copy © reg ® trade ™ ' +
    'deg ° plusmn ± times × middot · bull • sect § para ¶ euro € cent ¢ pound £ yen ¥ shy \u00ad ensp \u2002 emsp \u2003 thinsp \u2009 ' +
    'auml ä ouml ö uuml ü Auml Ä Ouml Ö Uuml Ü szlig ß eacute é egrave è ecirc ê agrave à acirc â ccedil ç ocirc ô ugrave ù ntilde ñ aring å oslash ø aelig æ'
  )
    .split(' ')
    .reduce<[string, string][]>((pairs, word, index, words) => {
      return index % 2 === 0 ? [...pairs, [word, words[index + 1] ?? '']] : pairs;
    }, []),
);

/** These would become part of the page's own markup. */
const MARKUP = new Set(['<', '>', '&', '"', "'"]);
/** Numbers from 128 to 159 mean what windows-1252 has there, as browsers take them. */
const WINDOWS_1252 = new TextDecoder('windows-1252');

/** Characters written by number or name in a web page as themselves; one that is a line break becomes one that is kept. */
export function resolveEntities(page: string): string {
  return page.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,10}));?/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) {
        return whole.endsWith(';') ? (NAMED.get(name) ?? whole) : whole;
      }
      const character = characterOf(decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal));
      if (character === '\n' || character === '\r') {
        return '<br>';
      }
      return character === undefined || MARKUP.has(character) ? whole : character;
    },
  );
}

function characterOf(code: number): string | undefined {
  if (code >= 0x80 && code <= 0x9f) {
    return WINDOWS_1252.decode(Uint8Array.of(code));
  }
  const isNone = !(code > 0 && code <= 0x10ffff) || (code >= 0xd800 && code <= 0xdfff);
  return isNone ? undefined : String.fromCodePoint(code);
}
