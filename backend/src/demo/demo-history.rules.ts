/** Yesterday's calls of the demo: who was called when, how it went, what was said. Pure; the same every day but for the date. */
import type { CompiledScript, FieldValue, RunState } from '@warmline/contracts/call-script';
import { describeStep, startRun, stepRun } from '@warmline/contracts/call-script';
import type { Cause, EndedBy } from '../telephony/provider-event.rules.js';
import { between, seededRandom } from '../telephony/simulator/seeded-random.rules.js';
import type { Random } from '../telephony/simulator/seeded-random.rules.js';
import { answerOf, fillFields } from '../training/conversation.rules.js';
import type { Speaker } from '../training/conversation.rules.js';
import type { Listener } from '../training/promise.rules.js';

export interface SaidStep {
  readonly type: string;
  readonly fields: Record<string, FieldValue>;
  /** The step it led to. */
  readonly stepId: string;
  readonly at: Date;
}

export interface DemoCall {
  /** Place of the lead among the demo's companies. */
  readonly lead: number;
  readonly code: string;
  readonly plannedAt: Date;
  readonly dialRequestedAt: Date;
  readonly ringingAt: Date | null;
  readonly answeredAt: Date | null;
  readonly endedAt: Date;
  readonly wrappedAt: Date;
  readonly cause: Cause;
  readonly endedBy: EndedBy;
  readonly note: string;
  /** What was said, the start first, and where it ended; null where nobody talked. */
  readonly talk: { readonly steps: readonly SaidStep[]; readonly state: RunState } | null;
}

interface Wish {
  readonly code: string;
  /** Who was at the other end; null: nobody answered, for this cause. */
  readonly speaker: Speaker | null;
  readonly cause?: Cause;
  readonly note?: string;
}

/** The first lead of yesterday; those before it are fresh for a newcomer. */
export const FIRST_CALLED = 60;

const talk = (code: string, note = ''): Wish => ({ code, speaker: 'decision_maker', note });
const missed = (code: string, cause: Cause): Wish => ({ code, speaker: null, cause });

/** Callbacks first, so that their leads answer again today (demo-leads.rules gives them the numbers for it). */
const WISHES: readonly Wish[] = [
  talk('call_later', 'Просил набрать, как вернётся с производства.'),
  talk('call_later', 'Ждут смету на квартал, тогда и решат.'),
  talk('call_later', 'Был на совещании, тему знает.'),
  talk('call_later', 'Сравнивает с нынешним поставщиком.'),
  talk('meeting', 'Короба приходят с опозданием, линия стоит. Ждут технолога, пропуск заказать накануне.'),
  missed('no_answer', 'no_answer'),
  talk('send_offer', 'Просит цену с доставкой, отвечает быстро.'),
  missed('busy', 'busy'),
  talk('refusal_has_supplier'),
  { code: 'secretary_refused', speaker: 'secretary' },
  missed('no_answer', 'no_answer'),
  talk('meeting', 'Решает сам, бюджет есть. Хотят увидеть образцы плёнки.'),
  missed('no_answer', 'no_answer'),
  talk('interested', 'Вернётся к разговору после инвентаризации.'),
  { code: 'voice_assistant', speaker: 'voice_assistant' },
  missed('rejected', 'rejected'),
  talk('refusal_price'),
  missed('no_answer', 'no_answer'),
  { code: 'not_decision_maker', speaker: 'secretary', note: 'Закупками занимается другой человек, имя записано.' },
  talk('send_offer', 'Нужен расчёт на два размера.'),
  missed('no_answer', 'no_answer'),
  talk('refusal_no_need'),
  missed('congestion', 'congestion'),
  talk('meeting', 'Расширяют склад, упаковки нужно вдвое больше. Просят привезти прайс.'),
  { code: 'secretary_refused', speaker: 'secretary' },
  missed('no_answer', 'no_answer'),
  talk('refusal_not_now'),
  { code: 'do_not_call', speaker: 'secretary' },
  missed('busy', 'busy'),
  talk('interested', 'Попросил напомнить после праздников.'),
  missed('no_answer', 'no_answer'),
  { code: 'number_changed_hands', speaker: 'wrong_person' },
  talk('send_offer', 'Отправить на почту, копию директору.'),
  missed('no_answer', 'no_answer'),
  talk('already_client'),
  { code: 'voice_assistant', speaker: 'voice_assistant' },
];

const MOST_SEEDS = 4_000;
/** Where the search for each talk ends (5 s of looking otherwise); a changed script is searched on from there. */
const SEEDS: readonly number[] = [
  0, 1, 0, 0, 26, 0, 6, 0, 19, 0, 0, 10, 0, 40, 0, 0, 53, 0, 0, 9, 0, 2, 0, 35, 10, 0, 264, 90, 0, 8, 0, 1, 17, 0, 23,
  0,
];
const READING_MS_PER_LETTER = 65;

/** `morning` is when the first one was given to the operator. */
export function demoCalls(script: CompiledScript, morning: Date): DemoCall[] {
  let at = morning;
  return WISHES.map((wish, index) => {
    const random = seededRandom(`demo call ${index}`);
    const call = imagineCall(script, { wish, lead: FIRST_CALLED + index, plannedAt: at, random });
    at = later(call.wrappedAt, between(random, 60_000, 900_000));
    return call;
  });
}

interface Setting {
  readonly wish: Wish;
  readonly lead: number;
  readonly plannedAt: Date;
  readonly random: Random;
}

function imagineCall(script: CompiledScript, setting: Setting): DemoCall {
  const { wish, lead, plannedAt, random } = setting;
  const dialRequestedAt = later(plannedAt, between(random, 4_000, 15_000));
  const ringingAt = later(dialRequestedAt, between(random, 1_000, 3_000));
  const { code, note = '' } = wish;
  const common = { lead, code, plannedAt, dialRequestedAt, note };
  if (wish.speaker === null) {
    const endedAt = later(ringingAt, code === 'no_answer' ? 30_000 : between(random, 1_000, 6_000));
    const cause = wish.cause ?? 'no_answer';
    const endedBy = code === 'no_answer' ? ('us' as const) : ('network' as const);
    return { ...common, ringingAt, answeredAt: null, endedAt, wrappedAt: endedAt, cause, endedBy, talk: null };
  }
  const answeredAt = later(ringingAt, between(random, 3_000, 15_000));
  const said = conversation(script, { wish, lead, answeredAt });
  const endedAt = later(said.steps.at(-1)?.at ?? answeredAt, between(random, 2_000, 6_000));
  const wrappedAt = later(endedAt, between(random, 5_000, 30_000));
  return { ...common, ringingAt, answeredAt, endedAt, wrappedAt, cause: 'completed', endedBy: 'us', talk: said };
}

/** Of all talks the persona could have, the first one that ends as wished; each has its own seed, so the search is the same every time. */
function conversation(script: CompiledScript, wanted: { wish: Wish; lead: number; answeredAt: Date }) {
  const first = SEEDS[wanted.lead - FIRST_CALLED] ?? 0;
  for (let seed = first; seed < first + MOST_SEEDS; seed += 1) {
    const random = seededRandom(`demo talk ${wanted.lead} ${seed}`);
    const said = walk(script, { ...wanted, speaker: wanted.wish.speaker ?? 'decision_maker', random });
    if (said.state.disposition === wanted.wish.code) return said;
  }
  throw new Error(`no conversation of the demo ends in ${wanted.wish.code}`);
}

function walk(
  script: CompiledScript,
  { answeredAt, speaker, random }: { answeredAt: Date; speaker: Speaker; random: Random },
) {
  const started = startRun(script);
  if (started.kind === 'refused') throw new Error(started.code);
  let state = started.state;
  const steps: SaidStep[] = [{ type: 'script.start', fields: {}, stepId: state.value, at: answeredAt }];
  const listener: Listener = { now: answeredAt.toISOString(), zones: [], locale: 'ru' };
  for (let at = answeredAt; state.status === 'running';) {
    const step = describeStep(script, state, { locale: 'ru', values: {} });
    const event = step?.type === 'ask' ? step.submitEvent : step && (answerOf(step, speaker, random)?.event ?? null);
    if (!step || !event) break;
    const fields = fillFields(step.fields, listener, random);
    const moved = stepRun(script, state, { type: event, fields });
    if (moved.kind === 'refused') break;
    state = moved.state;
    at = later(at, step.text.text.length * READING_MS_PER_LETTER + between(random, 2_000, 9_000));
    steps.push({ type: event, fields, stepId: state.value, at });
  }
  return { steps, state };
}

function later(at: Date, ms: number): Date {
  return new Date(at.getTime() + ms);
}
