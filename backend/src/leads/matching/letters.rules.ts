/** Cyrillic letters by their commonest transliteration; `foldWord` then brings the competing ones to one form. */
const CYRILLIC: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ё: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  й: 'y',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
  і: 'i',
  ї: 'i',
  є: 'e',
  ґ: 'g',
  ў: 'u',
  қ: 'k',
  ғ: 'g',
  ң: 'n',
  ө: 'o',
  ұ: 'u',
  ү: 'u',
  һ: 'h',
  ә: 'a',
};

/**
 * Spellings that different transliterations (GOST, passport, "as heard", English words) give to one sound, in order.
 * Coarse on purpose: the form is compared, never shown.
 */
const FOLDS: readonly (readonly [RegExp, string])[] = [
  [/shch|sch|tsch/g, 'sh'],
  [/tch/g, 'ch'],
  [/kh/g, 'h'],
  [/ck|qu?/g, 'k'],
  [/ph/g, 'f'],
  [/th/g, 't'],
  [/x/g, 'ks'],
  [/w/g, 'v'],
  [/tz|c(?=[eiy])/g, 'ts'],
  [/c(?!h)/g, 'k'],
  [/[yj]/g, 'i'],
  [/i(?=i)/g, ''],
  [/iu/g, 'u'],
  [/ia/g, 'a'],
  [/i[eo]/g, 'e'],
  [/([a-z])(?=\1)/g, ''],
];

/** Words repeat: a file of a million rows has a few ten thousand. Remembering them is eight times faster; full, it starts afresh. */
const REMEMBERED_MAX = 50_000;
const remembered = new Map<string, string>();

/** A lower-case word of either alphabet in one Latin form: "трейд", "treyd" and "trejd" are equal. Digits stay as they are. */
export function foldWord(word: string): string {
  const known = remembered.get(word);
  if (known !== undefined) {
    return known;
  }
  const latin = [
    ...word
      .normalize('NFD')
      .replace(/(?<![иИ])\p{M}+/gu, '')
      .normalize('NFC'),
  ]
    .map((letter) => CYRILLIC[letter] ?? letter)
    .join('');
  const folded = FOLDS.reduce((text, [pattern, to]) => text.replace(pattern, to), latin);
  if (remembered.size >= REMEMBERED_MAX) {
    remembered.clear();
  }
  remembered.set(word, folded);
  return folded;
}

/** How a folded word sounds: voiced as voiceless, vowels dropped but the first. For blocks alone. */
export function soundOf(folded: string): string {
  const voiceless = folded
    .replace(/zh/g, 'sh')
    .replace(/[bdgzv]/g, (letter) => ({ b: 'p', d: 't', g: 'k', z: 's', v: 'f' })[letter] ?? letter);
  return voiceless.slice(0, 1) + voiceless.slice(1).replace(/[aeiou]/g, '');
}

/**
 * Fewest insertions, deletions, substitutions and swaps of neighbours from one word to the other; `max + 1` when more than `max`.
 * Meant for a `max` of one or two, where trying them beats a table of all prefixes and allocates nothing.
 */
export function editDistance(a: string, b: string, max: number): number {
  if (a === b) {
    return 0;
  }
  return a.length - b.length > max || b.length - a.length > max ? max + 1 : slips(a, b, 0, { b: 0, max });
}

function slips(a: string, b: string, fromA: number, { b: fromB, max }: { b: number; max: number }): number {
  let [i, j] = [fromA, fromB];
  while (i < a.length && j < b.length && a.charCodeAt(i) === b.charCodeAt(j)) {
    i += 1;
    j += 1;
  }
  if (i === a.length || j === b.length) {
    return Math.min(a.length - i + b.length - j, max + 1);
  }
  if (max === 0) {
    return 1;
  }
  let best = slips(a, b, i + 1, { b: j + 1, max: max - 1 });
  best = Math.min(best, slips(a, b, i + 1, { b: j, max: max - 1 }), slips(a, b, i, { b: j + 1, max: max - 1 }));
  if (a[i] === b[j + 1] && a[i + 1] === b[j]) {
    best = Math.min(best, slips(a, b, i + 2, { b: j + 2, max: max - 1 }));
  }
  return best + 1;
}
