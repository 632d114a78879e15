import type { ConsoleSnapshot, Disposition, DispositionGroup } from '@warmline/contracts';

/** A result on its way to being chosen: first what happened, then which of it. */
export interface Pick {
  readonly group: string | null;
  readonly code: string | null;
}

export const NOTHING_PICKED: Pick = { group: null, code: null };

export interface KeyedGroup {
  readonly key: string;
  readonly group: DispositionGroup;
}

/** Groups an operator may choose from, each with its digit. Opt-outs have zero, away from the others, so that no slip reaches them. */
export function keyedGroups(results: readonly DispositionGroup[]): KeyedGroup[] {
  const chosen = results
    .map((group) => ({ ...group, results: group.results.filter((result) => result.byOperator) }))
    .filter((group) => group.results.length > 0);
  // A complaint may stop the calls as well; zero belongs to the last of them, the plain opt-out.
  const stop = chosen.findLast(isOptOut);
  const others = chosen.filter((group) => group !== stop);
  return [
    ...others.map((group, index) => ({ key: index < 9 ? String(index + 1) : '', group })),
    ...(stop ? [{ key: '0', group: stop }] : []),
  ];
}

const isOptOut = (group: DispositionGroup): boolean => group.results.every((result) => result.effect.suppress);

/** A group of one result needs no second digit. */
export function pickGroup(groups: readonly KeyedGroup[], code: string): Pick {
  const found = groups.find(({ group }) => group.code === code)?.group;
  if (!found) return NOTHING_PICKED;
  const only = found.results.length === 1 ? found.results[0] : undefined;
  return { group: found.code, code: only?.code ?? null };
}

export function pickResult(groups: readonly KeyedGroup[], code: string): Pick {
  const found = groups.find(({ group }) => group.results.some((result) => result.code === code));
  return found ? { group: found.group.code, code } : NOTHING_PICKED;
}

/**
 * One digit: with no group open it opens one; with a group open it takes a result of it. A digit that has no meaning changes nothing.
 * `back` (Escape, Backspace) undoes the last digit.
 */
export function pressDigit(groups: readonly KeyedGroup[], pick: Pick, digit: string): Pick {
  const open = pick.code === null ? groups.find(({ group }) => group.code === pick.group)?.group : undefined;
  if (!open) {
    const group = groups.find(({ key }) => key === digit)?.group;
    return group ? pickGroup(groups, group.code) : pick;
  }
  const result = open.results[Number(digit) - 1];
  return result ? { group: open.code, code: result.code } : pick;
}

export function pressBack(groups: readonly KeyedGroup[], pick: Pick): Pick {
  const group = groups.find((each) => each.group.code === pick.group)?.group;
  if (pick.code !== null && group && group.results.length > 1) return { group: pick.group, code: null };
  return NOTHING_PICKED;
}

/** The digits that stand for a pick: `['1', '4']`. */
export function digitsOf(groups: readonly KeyedGroup[], pick: Pick): string[] {
  const found = groups.find(({ group }) => group.code === pick.group);
  if (!found) return [];
  const index = found.group.results.findIndex((result) => result.code === pick.code);
  return index < 0 || found.group.results.length === 1 ? [found.key] : [found.key, String(index + 1)];
}

export function findResult(results: readonly DispositionGroup[], code: string | null): Disposition | undefined {
  return results.flatMap((group) => group.results).find((result) => result.code === code);
}

/** Results whose words hold every typed word, in both languages. */
export function searchResults(groups: readonly KeyedGroup[], typed: string): Disposition[] {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return groups.flatMap(({ group }) =>
    group.results.filter((result) => {
      const text = fold([group.name.ru, group.name.en, result.name.ru, result.name.en].join(' '));
      return words.every((word) => text.includes(word));
    }),
  );
}

const fold = (text: string): string => text.toLowerCase().replaceAll('ё', 'е');

export type CallbackNeed = 'required' | 'possible' | 'none';

/** After a result that closes the lead, lets it rest or stops the calls there is nobody to call back. */
export function callbackNeed(result: Disposition | undefined): CallbackNeed {
  if (!result) return 'possible';
  if (result.effect.queue === 'callback') return 'required';
  const { suppress, stage } = result.effect;
  return suppress || stage === 'closed' || stage === 'refused' ? 'none' : 'possible';
}

/** A salesperson is offered the lead only when it is worth a salesperson's time. */
export function handoverPossible(snapshot: ConsoleSnapshot, result: Disposition | undefined): boolean {
  if (!result || snapshot.salespeople.length === 0 || result.effect.stage !== undefined) return false;
  const after = result.effect.temperature ?? snapshot.lead?.temperature;
  return after === 'warm' || after === 'hot';
}
