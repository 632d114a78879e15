/**
 * What an engine may tell us. An event is believed only after it lies in the inbox, so this is also the shape of the
 * stored payload: dates are ISO strings there and Date again after `providerEventSchema.parse`.
 */
import { z } from 'zod';

export const ENGINE_KINDS = ['simulator', 'twilio', 'asterisk'] as const;
export type EngineKind = (typeof ENGINE_KINDS)[number];

/** Why an attempt ended, the same words for every engine (telephony.md 4 holds the SIP and Q.850 translation). */
export const CAUSES = [
  'completed',
  'busy',
  'no_answer',
  'canceled',
  'rejected',
  'unallocated_number',
  'invalid_number',
  'congestion',
  'trunk_limit',
  'carrier_error',
  'media_failed',
  'max_duration',
  'failed_to_place',
  'lost_engine',
  'unknown',
] as const;
export type Cause = (typeof CAUSES)[number];

export const ENDED_BY = ['customer', 'us', 'network'] as const;
export type EndedBy = (typeof ENDED_BY)[number];

export const AMD_VERDICTS = ['human', 'machine', 'machine_beep', 'fax', 'unknown'] as const;
export type AmdVerdict = (typeof AMD_VERDICTS)[number];

/** Who is at the other end of a simulated call: what a simulated operator would hear. Never present on real calls. */
export const PERSONAS = ['decision_maker', 'secretary', 'voice_assistant', 'wrong_person', 'machine'] as const;
export type Persona = (typeof PERSONAS)[number];

const simulatedNoteSchema = z.object({ simulated: z.object({ persona: z.enum(PERSONAS) }) });

const common = {
  provider: z.enum(ENGINE_KINDS),
  /** Equal for deliveries of one happening, different for all others; unique per provider, kept 30 days. */
  dedupeKey: z.string().min(1).max(200),
  /** Our id, when the engine carries it back. */
  attemptId: z.string().min(1).optional(),
  /** The engine's counter within one call, where it has one. */
  seq: z.number().int().nonnegative().optional(),
  /** When it happened by the engine's account. */
  occurredAt: z.coerce.date(),
  /** When it reached us. */
  receivedAt: z.coerce.date(),
  /** The engine's own words, without numbers or secrets. */
  raw: z.unknown(),
};
const callId = z.string().min(1).max(120);
const ofCall = { ...common, callId };

export const providerEventSchema = z.discriminatedUnion('t', [
  z.object({ ...ofCall, t: z.literal('call.queued') }),
  z.object({ ...ofCall, t: z.literal('call.dialing') }),
  z.object({ ...ofCall, t: z.literal('call.ringing') }),
  z.object({ ...ofCall, t: z.literal('call.answered') }),
  z.object({
    ...ofCall,
    t: z.literal('call.ended'),
    cause: z.enum(CAUSES),
    by: z.enum(ENDED_BY).optional(),
    sip: z.number().int().optional(),
    q850: z.number().int().optional(),
    /** From the answer to the end; absent when nobody answered. */
    talkMs: z.number().int().nonnegative().optional(),
  }),
  z.object({ ...ofCall, t: z.literal('call.amd'), verdict: z.enum(AMD_VERDICTS), detectedAfterMs: z.number().int() }),
  z.object({ ...ofCall, t: z.literal('call.incoming'), from: z.string(), to: z.string() }),
  z.object({ ...ofCall, t: z.literal('room.joined'), roomId: z.string().min(1) }),
  z.object({ ...ofCall, t: z.literal('room.left'), roomId: z.string().min(1) }),
  z.object({ ...common, t: z.literal('provider.up') }),
  z.object({ ...common, t: z.literal('provider.down') }),
]);

export type ProviderEvent = z.infer<typeof providerEventSchema>;
export type ProviderEventType = ProviderEvent['t'];
/** An event that speaks of one call leg. */
export type CallEvent = Extract<ProviderEvent, { callId: string }>;

/** The simulator's note on who answered, or null for real engines and other events. */
export function simulatedPersona(raw: unknown): Persona | null {
  const note = simulatedNoteSchema.safeParse(raw);
  return note.success ? note.data.simulated.persona : null;
}
