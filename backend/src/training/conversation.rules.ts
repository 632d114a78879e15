/** How a simulated person answers an operator, and what a conversation leaves in the fields of a call script. Pure. */
import type { ConsoleSnapshot } from '@warmline/contracts';
import type { AnswerView, FieldValue, FieldView, StepView } from '@warmline/contracts/call-script';
import type { Random } from '../telephony/simulator/seeded-random.rules.js';
import { between } from '../telephony/simulator/seeded-random.rules.js';
import { type Listener, workingDayAhead } from './promise.rules.js';

/** Who is speaking, as the console tells it; anybody else is taken for the person who decides. */
export type Speaker = 'decision_maker' | 'secretary' | 'voice_assistant' | 'wrong_person' | 'machine';

/** What an answer says of the one who gives it; found by its words, so that any authored script can be walked. */
type Sense = 'stop' | 'recording' | 'wrong' | 'gatekeeper' | 'negative' | 'neutral';

const SENSES: readonly [Sense, RegExp][] = [
  ['stop', /\bstop\b|asks not to be called|не звонить/i],
  ['recording', /robot|assistant|voicemail|answering machine|помощник|автоответчик|робот/i],
  [
    'wrong',
    /wrong|stranger|another company|closed|ours now|nobody of that name|ошиблись|не та компания|закрылась|номер теперь|другая компания|таких нет/i,
  ],
  [
    'gatekeeper',
    /secretar|put(s|ting)? (me )?through|somebody|gives a name|the person is away|refuses|секретар|соедин|назва|называет|его сейчас нет/i,
  ],
  [
    'negative',
    /\bno\b|not (now|interested|a good time)|refus|expensive|\blater\b|нет\b|не (нужно|надо|интересно|сейчас)|неудобно|дорого|позже|отказ/i,
  ],
];

const WEIGHTS: Record<Speaker, Record<Sense, number>> = {
  decision_maker: { stop: 3, recording: 0, wrong: 1, gatekeeper: 3, negative: 30, neutral: 40 },
  secretary: { stop: 2, recording: 0, wrong: 0, gatekeeper: 200, negative: 20, neutral: 25 },
  voice_assistant: { stop: 0, recording: 1, wrong: 0, gatekeeper: 0, negative: 0, neutral: 0 },
  wrong_person: { stop: 1, recording: 0, wrong: 20, gatekeeper: 0, negative: 1, neutral: 0 },
  machine: { stop: 0, recording: 1, wrong: 0, gatekeeper: 0, negative: 0, neutral: 0 },
};

export function speakerOf(snapshot: ConsoleSnapshot): Speaker {
  switch (snapshot.attempt?.simulated?.persona) {
    case 'secretary':
      return 'secretary';
    case 'voice_assistant':
      return 'voice_assistant';
    case 'wrong_person':
      return 'wrong_person';
    case 'machine':
      return 'machine';
    default:
      return 'decision_maker';
  }
}

export function listenerOf({ now, lead, operator }: ConsoleSnapshot): Listener {
  return { now, zones: lead?.zones ?? [], locale: operator.locale };
}

/** What the far end says to this step; null when nothing of what is offered fits who is speaking. */
export function answerOf(step: StepView, speaker: Speaker, random: Random): AnswerView | null {
  const weighted = step.answers.map((answer) => ({ answer, weight: WEIGHTS[speaker][senseOf(answer)] }));
  const total = weighted.reduce((sum, { weight }) => sum + weight, 0);
  let left = random() * total;
  for (const { answer, weight } of weighted) {
    left -= weight;
    if (left < 0) return answer;
  }
  return null;
}

function senseOf({ id, text }: AnswerView): Sense {
  const words = `${id.replaceAll('_', ' ')} ${text}`;
  return SENSES.find(([, pattern]) => pattern.test(words))?.[0] ?? 'neutral';
}

/** Values for the fields of a step: all that must be filled, and most of those that may be. */
export function fillFields(
  fields: readonly FieldView[],
  listener: Listener,
  random: Random,
): Record<string, FieldValue> {
  const filled: Record<string, FieldValue> = {};
  for (const field of fields) {
    const isSkipped = field.isOptional && random() < 0.4;
    const value = field.value ?? plausible(field, listener, random);
    if (!isSkipped && value !== null) filled[field.name] = value;
  }
  return filled;
}

function plausible(field: FieldView, listener: Listener, random: Random): FieldValue | null {
  switch (field.type) {
    case 'text':
      return textFor(field.name, listener.locale, random);
    case 'number':
      return /age|возраст/i.test(field.name) ? between(random, 0, 25) : between(random, 1, 400) * 50;
    case 'choice':
      return field.choices[between(random, 0, field.choices.length - 1)]?.id ?? null;
    case 'date':
      return workingDayAhead(listener, random);
    case 'phone':
      // Nobody's: 999 is no country. An invented real number could be somebody's.
      return field.isOptional ? null : `+99900${between(random, 1_000_000, 9_999_999)}`;
    case 'email':
      return `purchase${between(random, 1, 999)}@example.test`;
  }
}

const WORDS: Record<
  'ru' | 'en',
  Record<'name' | 'position' | 'supplier' | 'size' | 'place' | 'other', readonly string[]>
> = {
  ru: {
    name: ['Ирина Павловна Лаврова', 'Олег Сергеевич Дымов', 'Марина Юрьевна Тихонова'],
    position: ['начальник снабжения', 'главный инженер', 'коммерческий директор'],
    supplier: ['местный завод', 'два поставщика', 'оптовый склад рядом'],
    size: ['400×300×200', '600×400×400', 'под образец'],
    place: ['у нас в офисе', 'на производстве', 'у проходной'],
    other: ['записано со слов собеседника', 'просил учесть', 'уточнят сами'],
  },
  en: {
    name: ['Irene Lavender', 'Oliver Dymock', 'Marian Tidewell'],
    position: ['head of purchasing', 'chief engineer', 'commercial director'],
    supplier: ['a local works', 'two suppliers', 'a warehouse nearby'],
    size: ['400×300×200', '600×400×400', 'made to a sample'],
    place: ['at our office', 'at the works', 'at the gate'],
    other: ['as told on the phone', 'asked us to mind it', 'they will check'],
  },
};

function textFor(name: string, locale: 'ru' | 'en', random: Random): string {
  const kinds = ['position', 'supplier', 'size', 'place', 'name'] as const;
  const kind = kinds.find((one) => name.includes(one)) ?? 'other';
  const choices = WORDS[locale][kind];
  return choices[between(random, 0, choices.length - 1)] ?? '-';
}
