import type { FactChanges } from './merge-facts.rules.js';

/** What a merge moved from the lead that went to the one that stayed: all an undo needs. Ids are those of the rows. */
export interface Moved {
  readonly facts: FactChanges;
  readonly contacts: readonly string[];
  readonly phones: readonly string[];
  /** Numbers that stayed behind because the survivor has them, with the contact they belonged to. */
  readonly unlinked: readonly { readonly id: string; readonly contactId: string }[];
  readonly addresses: readonly { readonly id: string; readonly wasMain: boolean }[];
  /** Absent in merges of before there were branches. */
  readonly branches?: readonly string[];
  readonly lists: readonly string[];
  /** Wishes of its people not to be called; absent in merges from before there were any. */
  readonly stops?: readonly string[];
  readonly callbacks: readonly string[];
  readonly advanced: readonly { readonly id: string; readonly dueAt: string }[];
  readonly cancelled: readonly string[];
  readonly handovers: readonly string[];
  readonly places: readonly string[];
  readonly changedPlaces: readonly {
    readonly id: string;
    readonly state: string;
    readonly reason: string | null;
    readonly notBefore: string | null;
    readonly owner: string | null;
    readonly band: number;
  }[];
  readonly pairsClosed: readonly string[];
  readonly pairsAsked: readonly string[];
}
