import { z } from 'zod';
import { queueReasonSchema } from './campaigns.js';
import { instantSchema, listIdSchema } from './ids.js';
import { listPriceSchema } from './lists.js';

/**
 * What a list was worth. Counts are of leads unless they say rows or numbers. Calls are those made since the lead stands in the list, whichever
 * list's campaign made them; merged cards count as the one lead they became.
 */
export const listValueSchema = z.object({
  listId: listIdSchema,
  listName: z.string(),
  price: listPriceSchema.nullable(),
  /** Of all files loaded into it and not undone. `added`: leads nobody had before. */
  rows: z.object({
    read: z.number().int(),
    valid: z.number().int(),
    added: z.number().int(),
    duplicates: z.number().int(),
    /** Of the duplicates: those of a row of the same file. */
    repeated: z.number().int(),
  }),
  leads: z.number().int(),
  numbers: z.number().int(),
  /** Day the data were collected, as the legal source says; null where it does not. */
  collectedOn: z.string().nullable(),
  createdAt: instantSchema,
  calls: z.object({
    numbersDialled: z.number().int(),
    /** A result said that the number is dead or somebody else's. */
    numbersBad: z.number().int(),
    leadsCalled: z.number().int(),
    reached: z.number().int(),
    decisionMakers: z.number().int(),
    warm: z.number().int(),
    hot: z.number().int(),
  }),
  /** Numbers first dialled in the `month`th 30 days since they were loaded (0 = the first), and how many of them were bad. */
  decay: z.array(z.object({ month: z.number().int(), dialled: z.number().int(), bad: z.number().int() })),
  /** Lists of the same client with leads in common, the largest share first. `theirLeads`: how many that list has. */
  overlaps: z.array(
    z.object({
      listId: listIdSchema,
      listName: z.string(),
      leads: z.number().int(),
      theirLeads: z.number().int(),
    }),
  ),
});
export type ListValue = z.infer<typeof listValueSchema>;

/** How many leads of a list may be called for advertising on the list's own legal source, whatever the hour, and what stands against the others. */
export const listRightToCallSchema = z.object({
  callable: z.number().int(),
  blocked: z.array(z.object({ reason: queueReasonSchema, leads: z.number().int() })),
});
export type ListRightToCall = z.infer<typeof listRightToCallSchema>;
