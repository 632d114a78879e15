/**
 * SQL set of lead ids: the lead and every card that went into it. Calls, results and moves stay with the card they were made for;
 * whoever shows a lead's history reads it through this. `lead` is an SQL expression such as `$1`.
 */
export function leadFamilySql(lead: string): string {
  return `(WITH RECURSIVE family AS (
    SELECT ${lead}::bigint AS id UNION SELECT merged.id FROM leads merged JOIN family ON merged.merged_into = family.id
  ) SELECT id FROM family)`;
}
