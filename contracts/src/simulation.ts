import { z } from 'zod';
import { instantSchema, userIdSchema } from './ids.js';

const consoleVersionSchema = z.object({ operatorId: userIdSchema, version: z.number().int() });

/**
 * The driver's wish: let the application clock jump, at most to `to`, but not past a console it has not seen: the clock stands still
 * where the version of one of these is not `seen`, and stops as soon as any console changes.
 */
export const advanceRequestSchema = z.object({ to: instantSchema, seen: z.array(consoleVersionSchema).default([]) });
export type AdvanceRequest = z.infer<typeof advanceRequestSchema>;

export const advancedSchema = z.object({
  now: instantSchema,
  /** When something is due next; null = nothing is planned any more. */
  next: instantSchema.nullable(),
  /** The console versions of all operators: those that grew have been sent to their sockets. */
  consoles: z.array(consoleVersionSchema),
});
export type Advanced = z.infer<typeof advancedSchema>;

const counts = z.record(z.string(), z.number().int());

/** What a simulation proves, read from the tables and from the simulated exchange's own books (its rows are the independent witness). */
export const simulationAuditSchema = z.object({
  attempts: z.number().int(),
  answered: z.number().int(),
  connected: z.number().int(),
  dispositions: counts,
  temperature: z.object({ cold: z.number().int(), warm: z.number().int(), hot: z.number().int() }),
  stage: z.object({
    open: z.number().int(),
    refused: z.number().int(),
    customer: z.number().int(),
    closed: z.number().int(),
  }),
  /** Calls that rang a number while another call to it was up, and attempts that rang twice. */
  doubleDials: z.number().int(),
  /** Attempts dialled and ended without exactly one current result. */
  lostDispositions: z.number().int(),
  /** Queue entries claimed, attempting or in wrap-up with nobody on them. */
  strandedLeads: z.number().int(),
});
export type SimulationAudit = z.infer<typeof simulationAuditSchema>;

/** How many training operators are at work. */
export const trainingSchema = z.object({ operators: z.number().int() });
export type Training = z.infer<typeof trainingSchema>;
