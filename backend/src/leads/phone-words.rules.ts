import { EXTENSION_MARK, markExtensions } from './phone-extension.rules.js';
import {
  type CellPhone,
  dialable,
  type Leftover,
  type PhoneCellSettings,
  type PieceResult,
} from './phone-number.rules.js';
import { readNumber, type Piece } from './phone-text.rules.js';

/** Words a number written with spaces may spread over: "8 (812) 310 21 84 доб 5" is eight. */
const NUMBER_MAX_WORDS = 8;

interface Partition {
  readonly unread: number;
  readonly results: readonly PieceResult[];
}

/** Numbers parted by nothing but spaces: the fewest numbers that leave the fewest words over. Undefined when no word gives one. */
export function severalInOne(piece: Piece, settings: PhoneCellSettings, isTorn: boolean): PieceResult[] | undefined {
  const words = markExtensions(piece.text)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length < 2 || words.length > 40) {
    return undefined;
  }
  const best: Partition[] = [{ unread: 0, results: [] }];
  for (let end = 1; end <= words.length; end += 1) {
    best[end] = bestPartition(words, end, { best, settings, isTorn });
  }
  const results = best[words.length]?.results ?? [];
  return results.some((result) => !('reason' in result)) ? joinLeftovers(results) : undefined;
}

function bestPartition(
  words: readonly string[],
  end: number,
  context: { best: readonly Partition[]; settings: PhoneCellSettings; isTorn: boolean },
): Partition {
  const skip = context.best[end - 1] ?? { unread: end, results: [] };
  const word: Leftover = { text: (words[end - 1] ?? '').replaceAll(EXTENSION_MARK, 'доб. '), reason: 'no_number' };
  let chosen: Partition = { unread: skip.unread + 1, results: [...skip.results, word] };
  for (let start = Math.max(0, end - NUMBER_MAX_WORDS); start < end; start += 1) {
    const head = context.best[start];
    if (head === undefined) {
      continue;
    }
    const isTorn = context.isTorn || head.results.some((result) => 'reason' in result && result.text.includes('+'));
    const number = dialable(readNumber(words.slice(start, end).join(' ')), context.settings, isTorn);
    if ('reason' in number || isTornOff(number, head)) {
      continue;
    }
    const candidate = { unread: head.unread, results: [...head.results, number] };
    const better =
      candidate.unread < chosen.unread ||
      (candidate.unread === chosen.unread && candidate.results.length < chosen.results.length);
    chosen = better ? candidate : chosen;
  }
  return chosen;
}

/** A local number right behind unread digits is the tail of a longer, wrong number and must not be dialled. */
function isTornOff(number: CellPhone, head: Partition): boolean {
  const before = head.results.at(-1);
  return number.origin === 'area_code' && before !== undefined && 'reason' in before && /\d/.test(before.text);
}

function joinLeftovers(results: readonly PieceResult[]): PieceResult[] {
  const joined: PieceResult[] = [];
  for (const result of results) {
    const last = joined.at(-1);
    if ('reason' in result && last !== undefined && 'reason' in last) {
      joined[joined.length - 1] = { text: `${last.text} ${result.text}`, reason: result.reason };
    } else {
      joined.push(result);
    }
  }
  return joined;
}
