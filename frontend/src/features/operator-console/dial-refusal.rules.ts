import type { DialRefusal } from '@warmline/contracts';

/** When a refused dial may be tried again: at an instant, or when somebody or something ends the named reason. */
export type RefusalEnd =
  { readonly kind: 'at'; readonly at: string } | { readonly kind: 'open'; readonly reason: DialRefusal['reason'] };

/** All reasons must end, so the last instant counts; one that no time ends outweighs every instant. */
export function endOfRefusal(refusals: readonly DialRefusal[]): RefusalEnd | null {
  const open = refusals.find(({ until }) => until === null);
  if (open) return { kind: 'open', reason: open.reason };
  const ends = refusals.flatMap(({ until }) => until ?? []);
  const last = ends.reduce<string | null>(
    (latest, end) => (latest === null || Date.parse(end) > Date.parse(latest) ? end : latest),
    null,
  );
  return last === null ? null : { kind: 'at', at: last };
}
