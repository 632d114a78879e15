import type { DispositionEffect } from '@warmline/contracts';

export interface SeededResult {
  code: string;
  ru: string;
  en: string;
  /** The operator may choose it; else the system records it. */
  byOperator: boolean;
  effect: DispositionEffect;
}

export interface SeededGroup {
  code: string;
  ru: string;
  en: string;
  results: SeededResult[];
}

const REACHED = { reached: true, decisionMaker: true, phone: 'keep', suppress: false } as const;
const TALKED = { reached: true, decisionMaker: false, phone: 'keep', suppress: false } as const;
const NOBODY = { reached: false, decisionMaker: false, phone: 'keep', suppress: false, queue: 'retry' } as const;
const REFUSED = { ...REACHED, stage: 'refused', queue: 'finish' } as const;

/** An operator's result. */
function result(code: string, ru: string, en: string, effect: DispositionEffect): SeededResult {
  return { code, ru, en, byOperator: true, effect };
}

function bySystem(code: string, ru: string, en: string, effect: DispositionEffect): SeededResult {
  return { code, ru, en, byOperator: false, effect };
}

/** The set a new installation starts with, in two levels; campaigns choose from it and may change effects (domain.md "Results"). */
export const SEEDED_DISPOSITIONS: readonly SeededGroup[] = [
  {
    code: 'step_forward',
    ru: 'Шаг вперёд',
    en: 'Step forward',
    results: [
      result('interested', 'Интерес', 'Interested', { ...REACHED, temperature: 'warm', queue: 'retry' }),
      result('send_offer', 'Просит предложение', 'Wants an offer', { ...REACHED, temperature: 'warm', queue: 'retry' }),
      result('meeting', 'Встреча', 'Meeting', { ...REACHED, temperature: 'hot', queue: 'finish' }),
      result('invoice', 'Счёт или договор', 'Invoice or contract', { ...REACHED, temperature: 'hot', queue: 'finish' }),
      result('order', 'Заказ', 'Order', { ...REACHED, temperature: 'hot', stage: 'customer', queue: 'finish' }),
    ],
  },
  {
    code: 'later',
    ru: 'Позвонить позже',
    en: 'Call later',
    results: [result('call_later', 'Перезвонить в срок', 'Call back on a date', { ...TALKED, queue: 'callback' })],
  },
  {
    code: 'refusal',
    ru: 'Отказ',
    en: 'Refusal',
    results: [
      result('refusal_price', 'Дорого', 'Price', { ...REFUSED, returnAfterDays: 180 }),
      result('refusal_has_supplier', 'Есть поставщик', 'Has a supplier', { ...REFUSED, returnAfterDays: 180 }),
      result('refusal_not_now', 'Не сейчас', 'Not now', { ...REFUSED, returnAfterDays: 90 }),
      result('refusal_no_need', 'Не нужно', 'No need', { ...REFUSED, returnAfterDays: 365 }),
      result('refusal_unsaid', 'Причина не названа', 'No reason given', { ...REFUSED, returnAfterDays: 180 }),
    ],
  },
  {
    code: 'not_connected',
    ru: 'Не соединили с ЛПР',
    en: 'Not put through',
    results: [
      result('secretary_refused', 'Секретарь не соединил', 'Secretary did not connect', { ...TALKED, queue: 'retry' }),
      result('not_decision_maker', 'Решает другой', 'Somebody else decides', { ...TALKED, queue: 'retry' }),
    ],
  },
  {
    code: 'customer',
    ru: 'Уже клиент',
    en: 'Already a customer',
    results: [
      result('already_client', 'Уже наш клиент', 'Already our customer', {
        ...REACHED,
        stage: 'customer',
        queue: 'finish',
      }),
    ],
  },
  {
    code: 'wrong_number',
    ru: 'Номер не тот',
    en: 'Wrong number',
    results: [
      result('number_changed_hands', 'Номер сменил владельца', 'Number changed hands', {
        ...TALKED,
        phone: 'retire',
        queue: 'next_phone',
      }),
      result('wrong_company', 'Другая компания', 'Another company', {
        ...TALKED,
        phone: 'retire',
        queue: 'next_phone',
      }),
      result('company_closed', 'Компания закрылась', 'Company closed', { ...TALKED, stage: 'closed', queue: 'finish' }),
      bySystem('unallocated', 'Номер не существует', 'Number does not exist', {
        ...NOBODY,
        phone: 'retire',
        queue: 'next_phone',
      }),
    ],
  },
  {
    code: 'no_talk',
    ru: 'Не было разговора',
    en: 'No conversation',
    results: [
      result('voice_assistant', 'Голосовой помощник', 'Voice assistant', NOBODY),
      result('voicemail', 'Автоответчик', 'Voicemail', NOBODY),
      result('hung_up', 'Сразу положили трубку', 'Hung up at once', { ...NOBODY, reached: true }),
      bySystem('busy', 'Занято', 'Busy', NOBODY),
      bySystem('no_answer', 'Нет ответа', 'No answer', NOBODY),
      bySystem('rejected', 'Сбросили вызов', 'Declined', NOBODY),
      bySystem('congestion', 'Сеть перегружена', 'Network congestion', NOBODY),
      bySystem('failed_to_place', 'Вызов не прошёл', 'Call not placed', NOBODY),
      bySystem('cancelled', 'Оператор отменил набор', 'Cancelled by the operator', NOBODY),
      bySystem('operator_gone', 'Оператор пропал со связи', 'Operator lost connection', NOBODY),
      bySystem('unfinished_talk', 'Разговор без результата', 'Conversation without a result', {
        ...NOBODY,
        reached: true,
        notSameDay: true,
      }),
    ],
  },
  {
    code: 'complaints',
    ru: 'Жалоба',
    en: 'Complaint',
    results: [
      result('complaint', 'Жалоба', 'Complaint', { ...TALKED, stage: 'closed', suppress: true, queue: 'finish' }),
    ],
  },
  {
    code: 'stop',
    ru: 'Не звонить',
    en: 'Do not call',
    results: [
      result('do_not_call', 'Просит не звонить', 'Asks not to be called', {
        ...TALKED,
        stage: 'closed',
        suppress: true,
        queue: 'finish',
      }),
    ],
  },
];
