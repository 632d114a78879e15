/**
 * What a simulated operator does next: the console as he sees it in, one command and the time a person would take over it
 * out. Used by training operators and by `npm run simulate`. Pure, total, and never at a loss: see the property test.
 */
import type { ClientMessage, ConsoleSnapshot, Disposition, MessageInput } from '@warmline/contracts';
import type { StepView } from '@warmline/contracts/call-script';
import { between } from '../telephony/simulator/seeded-random.rules.js';
import type { Random } from '../telephony/simulator/seeded-random.rules.js';
import { answerOf, fillFields, listenerOf, speakerOf } from './conversation.rules.js';
import type { Speaker } from './conversation.rules.js';
import { promisedInstant } from './promise.rules.js';

type Decided =
  | 'operator.ready'
  | 'operator.pause'
  | 'operator.sign_off'
  | 'attempt.dial'
  | 'attempt.skip'
  | 'script.send'
  | 'number.suppress'
  | 'call.hang_up'
  | 'result.save';
/** `commandId` and `version` are the sender's business: a repeat keeps them, a new decision takes new ones. */
export type OperatorCommand = {
  [Name in Extract<ClientMessage, Decided>]: {
    readonly name: Name;
    readonly body: Omit<MessageInput<Name>, 'commandId' | 'version'>;
  };
}[Extract<ClientMessage, Decided>];

export interface OperatorStep {
  readonly command: OperatorCommand;
  /** From the moment the console showed this, on the application clock. */
  readonly afterMs: number;
}

export interface Question {
  readonly snapshot: ConsoleSnapshot;
  readonly random: Random;
  /** How often the step decided on this same picture was refused: the next one must differ. */
  readonly refusals: number;
}

type Attempt = NonNullable<ConsoleSnapshot['attempt']>;

const SKIPPED_SHARE = 0.03;
const BREAK_SHARE = 0.02;
const SUPPRESSED_SHARE = 0.5;
const READING_MS_PER_LETTER = 65;
const MOST_REFUSALS_OF_A_TIME = 4;

/**
 * What the decision depends on. While it stays the same a decision once made holds, however often the console is sent;
 * it is made of instants and of the lead, so that under a virtual clock the same run draws the same random values.
 */
export function situationOf(snapshot: ConsoleSnapshot): string {
  const { state, attempt, lead, script, since, pauseReason } = snapshot;
  if (attempt === null) return [state, pauseReason, since].join('|');
  return [state, lead?.id, attempt.plannedAt, script?.seq, script?.status, isSuppressed(snapshot)].join('|');
}

/** The next step, or null where there is nothing to do but wait. */
export function nextStep(question: Question): OperatorStep | null {
  const { snapshot, random } = question;
  switch (snapshot.state) {
    case 'offline':
    case 'ready':
    case 'reserved':
    case 'dialing':
      return null;
    case 'paused':
      return { command: { name: 'operator.ready', body: {} }, afterMs: pauseMs(snapshot, random) };
    case 'preview':
      return snapshot.attempt === null ? null : preview(snapshot.attempt, question);
    case 'talking':
      return snapshot.attempt === null ? null : talk(snapshot.attempt, question);
    case 'wrap_up':
      return snapshot.attempt === null ? null : wrapUp(snapshot.attempt, question);
  }
}

function pauseMs({ pauseReason }: ConsoleSnapshot, random: Random): number {
  return pauseReason === 'signed_in' || pauseReason === 'connection_lost'
    ? between(random, 1_000, 8_000)
    : between(random, 120_000, 600_000);
}

function preview({ id, callback }: Attempt, { random, refusals }: Question): OperatorStep {
  const afterMs = between(random, 4_000, 15_000);
  const isSkipped = random() < SKIPPED_SHARE || refusals > 1;
  // A promised call is not skipped without somebody else to make it.
  const promise = callback === null ? {} : { promise: { give: 'anyone' as const } };
  return isSkipped
    ? { command: { name: 'attempt.skip', body: { attemptId: id, reason: 'not_now', ...promise } }, afterMs }
    : { command: { name: 'attempt.dial', body: { attemptId: id } }, afterMs };
}

function talk(attempt: Attempt, question: Question): OperatorStep {
  const { snapshot, random, refusals } = question;
  const step = snapshot.script?.status === 'running' ? snapshot.script.step : null;
  const said = step === null || refusals > 1 ? null : say(attempt, step, question);
  if (said !== null) return said;
  const optsOut = snapshot.script?.dispositionCode === 'do_not_call' && !isSuppressed(snapshot);
  if (optsOut && refusals === 0 && random() < SUPPRESSED_SHARE) {
    return {
      command: { name: 'number.suppress', body: { attemptId: attempt.id, scope: 'person' } },
      afterMs: between(random, 1_000, 4_000),
    };
  }
  return { command: { name: 'call.hang_up', body: { attemptId: attempt.id } }, afterMs: between(random, 1_500, 6_000) };
}

/** Reads the step aloud, hears the answer, writes it down. Null where nobody answers what is asked. */
function say(attempt: Attempt, step: StepView, { snapshot, random }: Question): OperatorStep | null {
  const speaker = speakerOf(snapshot);
  if (step.type === 'end' || (step.type === 'ask' && isRecording(speaker))) return null;
  const event = step.type === 'ask' ? step.submitEvent : (answerOf(step, speaker, random)?.event ?? null);
  if (event === null) return null;
  const fields = fillFields(step.fields, listenerOf(snapshot), random);
  const afterMs = step.text.text.length * READING_MS_PER_LETTER + between(random, 2_000, 9_000);
  const seq = snapshot.script?.seq ?? 0;
  return { command: { name: 'script.send', body: { attemptId: attempt.id, seq, event, fields } }, afterMs };
}

function isRecording(speaker: Speaker): boolean {
  return speaker === 'machine' || speaker === 'voice_assistant';
}

function wrapUp(attempt: Attempt, question: Question): OperatorStep | null {
  const { snapshot, random, refusals } = question;
  const result = resultFor(snapshot, refusals);
  if (result === null) return null;
  const afterMs = between(random, 4_000, 20_000);
  const note = random() < 0.4 ? noteFor(snapshot) : '';
  const seller = snapshot.salespeople[between(random, 0, Math.max(0, snapshot.salespeople.length - 1))];
  const isHandedOver = result.effect.temperature === 'hot' && seller !== undefined && random() < 0.5;
  const takesBreak = random() < BREAK_SHARE;
  const body = {
    attemptId: attempt.id,
    dispositionCode: result.code,
    note,
    ...(result.effect.queue === 'callback' ? { callback: promise(question) } : {}),
    ...(isHandedOver && refusals === 0 ? { handoverTo: seller.id } : {}),
    ...(takesBreak ? ({ then: 'pause', pauseReason: 'break' } as const) : ({ then: 'ready' } as const)),
  };
  return { command: { name: 'result.save', body }, afterMs };
}

function promise({ snapshot, random, refusals }: Question) {
  const owner = random() < 0.5 ? ('me' as const) : ('anyone' as const);
  return {
    dueAt: promisedInstant(listenerOf(snapshot), random, refusals).toISOString(),
    owner,
    about: noteFor(snapshot),
  };
}

const LIKELY_RESULTS: Record<Speaker, readonly string[]> = {
  machine: ['voicemail', 'voice_assistant'],
  voice_assistant: ['voice_assistant', 'voicemail'],
  wrong_person: ['number_changed_hands', 'wrong_company'],
  secretary: ['secretary_refused', 'not_decision_maker'],
  decision_maker: ['hung_up', 'refusal_unsaid'],
};

/**
 * What the script says, else what fits who spoke, else whatever may be chosen; another one after each refusal, but a promise is first tried
 * at other times. Null only where there is nothing to choose.
 */
function resultFor(snapshot: ConsoleSnapshot, refusals: number): Disposition | null {
  const all = snapshot.results.flatMap((group) => group.results);
  const wanted = [snapshot.suggestedResult, ...LIKELY_RESULTS[speakerOf(snapshot)]];
  const likely = wanted.flatMap((code) => all.filter((result) => result.code === code));
  const chosen = all.filter(({ byOperator }) => byOperator);
  const ways = [...new Set([...likely.filter(({ byOperator }) => byOperator), ...chosen])];
  const isPromise = ways[0]?.effect.queue === 'callback';
  if (isPromise && refusals <= MOST_REFUSALS_OF_A_TIME) return ways[0] ?? null;
  const others = isPromise ? ways.filter(({ effect }) => effect.queue !== 'callback') : ways;
  const at = isPromise ? refusals - MOST_REFUSALS_OF_A_TIME - 1 : refusals;
  return others[at % Math.max(1, others.length)] ?? ways[0] ?? null;
}

function isSuppressed(snapshot: ConsoleSnapshot): boolean {
  return snapshot.timeline.some(({ kind }) => kind === 'suppressed');
}

function noteFor({ operator, lead }: ConsoleSnapshot): string {
  const city = lead?.city ?? null;
  if (operator.locale === 'ru') return city === null ? 'Учебный звонок.' : `Учебный звонок, ${city}.`;
  return city === null ? 'Training call.' : `Training call, ${city}.`;
}
