import { z } from 'zod';
import { CHOSEN_PAUSE_REASONS, correctedPromise, saveResultRequestSchema } from './calls.js';
import { wireErrorSchema, type WireError } from './errors.js';
import type { FeedEvent } from './events.js';
import {
  attemptIdSchema,
  callbackIdSchema,
  campaignIdSchema,
  commandIdSchema,
  contactIdSchema,
  instantSchema,
  phoneIdSchema,
} from './ids.js';
import type { ConsoleSnapshot } from './operators.js';
import type { Role } from './auth.js';
import type { Board } from './reports.js';

/**
 * Every message a client may send, with the roles that may send it. One table: the gateway parses and authorises with it and refuses what is not in it,
 * the browser types its calls with it.
 * `commandId` makes a repeat harmless (the first answer is given again); `version` is the snapshot the command was decided on.
 */
const command = { commandId: commandIdSchema, version: z.number().int() };
const operatorOnly = ['operator'] as const satisfies readonly Role[];
const everybody = [
  'operator',
  'supervisor',
  'marketer',
  'administrator',
  'observer',
] as const satisfies readonly Role[];
const boardRoles = ['supervisor', 'administrator'] as const satisfies readonly Role[];

export const CLIENT_MESSAGES = {
  /** Presence: renews the lease on what the operator holds. Every 5 s. Reply: {now}. */
  'session.heartbeat': { roles: everybody, schema: z.object({}) },
  /** From where the client wants the event feed; null = from now on. Missed events follow as `feed.events`. */
  'feed.resume': { roles: everybody, schema: z.object({ since: z.number().int().min(0).nullable() }) },
  'board.watch': { roles: boardRoles, schema: z.object({ on: z.boolean() }) },
  'console.open': { roles: operatorOnly, schema: z.object({}) },
  'operator.ready': { roles: operatorOnly, schema: z.object({ ...command, campaignId: campaignIdSchema.optional() }) },
  'operator.pause': { roles: operatorOnly, schema: z.object({ ...command, reason: z.enum(CHOSEN_PAUSE_REASONS) }) },
  'operator.sign_off': { roles: operatorOnly, schema: z.object({ ...command }) },
  'attempt.dial': {
    roles: operatorOnly,
    schema: z.object({ ...command, attemptId: attemptIdSchema, phoneId: phoneIdSchema.optional() }),
  },
  'attempt.skip': {
    roles: operatorOnly,
    schema: z.object({
      ...command,
      attemptId: attemptIdSchema,
      reason: z.enum(['not_now', 'wrong_data', 'not_mine', 'other']),
      /** Of a lead that was promised this call: another time, or a colleague keeps it. */
      promise: z.union([z.object({ dueAt: instantSchema }), z.object({ give: z.literal('anyone') })]).optional(),
    }),
  },
  'call.hang_up': { roles: operatorOnly, schema: z.object({ ...command, attemptId: attemptIdSchema }) },
  'call.hold': { roles: operatorOnly, schema: z.object({ ...command, attemptId: attemptIdSchema, on: z.boolean() }) },
  'call.mute': { roles: operatorOnly, schema: z.object({ ...command, attemptId: attemptIdSchema, on: z.boolean() }) },
  'script.send': {
    roles: operatorOnly,
    schema: z.object({
      ...command,
      attemptId: attemptIdSchema,
      seq: z.number().int().min(0),
      event: z.string().max(80),
      fields: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).default({}),
    }),
  },
  'note.save': { roles: operatorOnly, schema: z.object({ attemptId: attemptIdSchema, text: z.string().max(10_000) }) },
  'result.save': { roles: operatorOnly, schema: saveResultRequestSchema.extend(command) },
  'result.correct': {
    roles: operatorOnly,
    schema: z.object({
      ...command,
      attemptId: attemptIdSchema,
      dispositionCode: z.string().max(40),
      reason: z.string().max(500).optional(),
      ...correctedPromise,
    }),
  },
  /**
   * One key in the call: the person goes on the organisation's stop list at once, with every number of the contact (of the lead where no contact
   * is known), or, if the operator says so, the number alone that was rung. The call may go on.
   */
  'number.suppress': {
    roles: operatorOnly,
    schema: z.object({ ...command, attemptId: attemptIdSchema, scope: z.enum(['person', 'number']).default('person') }),
  },
  'callback.call': { roles: operatorOnly, schema: z.object({ ...command, callbackId: callbackIdSchema }) },
  'wrap_up.extend': { roles: operatorOnly, schema: z.object({ ...command, attemptId: attemptIdSchema }) },
  'contact.mark_decision_maker': {
    roles: operatorOnly,
    schema: z.object({ ...command, attemptId: attemptIdSchema, contactId: contactIdSchema }),
  },
} as const;

export type ClientMessage = keyof typeof CLIENT_MESSAGES;
export type MessageBody<Name extends ClientMessage> = z.infer<(typeof CLIENT_MESSAGES)[Name]['schema']>;
/** What the caller writes: defaults may be left out. */
export type MessageInput<Name extends ClientMessage> = z.input<(typeof CLIENT_MESSAGES)[Name]['schema']>;

/** Acknowledgement of every client message. `version` is the console's version after the command, where there is one. */
export const replySchema = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    version: z.number().int().optional(),
    data: z.record(z.string(), z.unknown()).optional(),
  }),
  z.object({ ok: z.literal(false), error: wireErrorSchema }),
]);
export type Reply = z.infer<typeof replySchema>;

export interface ServerToClientEvents {
  /** The whole console of this operator; replaces what the client had. */
  'console.snapshot': (snapshot: ConsoleSnapshot) => void;
  /** At most 4 a second. */
  'board.snapshot': (board: Board) => void;
  /** In order and without gaps for what this role may see; `upTo` is the position to resume from. */
  'feed.events': (batch: { upTo: number; events: FeedEvent[] }) => void;
  /** The server cannot do its work now (database away, stopping); nothing is lost. */
  'server.trouble': (trouble: { code: 'server.database_unavailable' | 'server.stopping'; since: string }) => void;
  'server.recovered': () => void;
  'session.ended': (error: WireError) => void;
}
export type ClientToServerEvents = {
  [Name in ClientMessage]: (body: MessageInput<Name>, reply: (answer: Reply) => void) => void;
};

/** Larger messages are refused by the transport. */
export const SOCKET_MESSAGE_MAX_BYTES = 100_000;
