import type { MigrationInterface, QueryRunner } from 'typeorm';

interface SeededResult {
  code: string;
  ru: string;
  en: string;
  effect: Record<string, unknown>;
}

interface SeededGroup {
  code: string;
  ru: string;
  en: string;
  byOperator?: false;
  results: SeededResult[];
}

const DECIDED = { reached: true, decisionMaker: true, phone: 'keep', queue: 'finish', suppress: false };
const REACHED = { ...DECIDED, decisionMaker: false };
const MISSED = { ...REACHED, reached: false, queue: 'retry' };

function refusal(code: string, ru: string, en: string, returnAfterDays: number): SeededResult {
  return { code, ru, en, effect: { ...DECIDED, stage: 'refused', returnAfterDays } };
}

function missed(code: string, ru: string, en: string, effect: Record<string, unknown> = {}): SeededResult {
  return { code, ru, en, effect: { ...MISSED, ...effect } };
}

/** The seeded set, in the order of the operator's keys; the last group is recorded by the system alone. */
const GROUPS: SeededGroup[] = [
  {
    code: 'step_forward',
    ru: 'Шаг вперёд',
    en: 'Step forward',
    results: [
      { code: 'interested', ru: 'Интерес', en: 'Interested', effect: { ...DECIDED, temperature: 'warm' } },
      {
        code: 'send_offer',
        ru: 'Просит предложение',
        en: 'Wants an offer',
        effect: { ...DECIDED, temperature: 'warm' },
      },
      { code: 'meeting', ru: 'Встреча', en: 'Meeting', effect: { ...DECIDED, temperature: 'hot' } },
      {
        code: 'invoice',
        ru: 'Счёт или договор',
        en: 'Invoice or contract',
        effect: { ...DECIDED, temperature: 'hot' },
      },
      { code: 'order', ru: 'Заказ', en: 'Order', effect: { ...DECIDED, temperature: 'hot', stage: 'customer' } },
    ],
  },
  {
    code: 'later',
    ru: 'Позвонить позже',
    en: 'Call later',
    results: [
      { code: 'call_later', ru: 'Позвонить позже', en: 'Call later', effect: { ...DECIDED, queue: 'callback' } },
    ],
  },
  {
    code: 'refusal',
    ru: 'Отказ',
    en: 'Refusal',
    results: [
      refusal('refusal_price', 'Дорого', 'Too expensive', 180),
      refusal('refusal_has_supplier', 'Есть поставщик', 'Has a supplier', 180),
      refusal('refusal_not_now', 'Не сейчас', 'Not now', 90),
      refusal('refusal_no_need', 'Не нужно', 'No need', 365),
      refusal('refusal_unsaid', 'Не объяснили', 'No reason given', 180),
    ],
  },
  {
    code: 'not_connected',
    ru: 'Не соединили с ЛПР',
    en: 'Not put through',
    results: [
      {
        code: 'secretary_refused',
        ru: 'Секретарь не соединил',
        en: 'Secretary refused',
        effect: { ...REACHED, queue: 'retry' },
      },
      {
        code: 'not_decision_maker',
        ru: 'Говорили не с ЛПР',
        en: 'Not the decision maker',
        effect: { ...REACHED, queue: 'retry' },
      },
    ],
  },
  {
    code: 'customer',
    ru: 'Уже клиент',
    en: 'Already a client',
    results: [
      { code: 'already_client', ru: 'Уже клиент', en: 'Already a client', effect: { ...REACHED, stage: 'customer' } },
    ],
  },
  {
    code: 'wrong_number',
    ru: 'Номер не тот',
    en: 'Wrong number',
    results: [
      {
        code: 'number_changed_hands',
        ru: 'Номер сменил хозяина',
        en: 'Number changed hands',
        effect: { ...REACHED, phone: 'retire', queue: 'next_phone' },
      },
      {
        code: 'wrong_company',
        ru: 'Другая компания',
        en: 'Wrong company',
        effect: { ...REACHED, phone: 'retire', queue: 'next_phone' },
      },
      {
        code: 'company_closed',
        ru: 'Компания закрылась',
        en: 'Company closed',
        effect: { ...REACHED, stage: 'closed', phone: 'retire' },
      },
    ],
  },
  {
    code: 'no_talk',
    ru: 'Не было разговора',
    en: 'No conversation',
    results: [
      missed('hung_up', 'Бросили трубку', 'Hung up at once'),
      missed('voice_assistant', 'Голосовой помощник', 'Voice assistant'),
      missed('voicemail', 'Автоответчик', 'Voicemail'),
    ],
  },
  {
    code: 'opt_out',
    ru: 'Не звонить',
    en: 'Do not call',
    results: [
      {
        code: 'do_not_call',
        ru: 'Не звонить',
        en: 'Do not call',
        effect: { ...REACHED, stage: 'closed', suppress: true },
      },
    ],
  },
  {
    code: 'complaints',
    ru: 'Жалоба',
    en: 'Complaint',
    results: [
      { code: 'complaint', ru: 'Жалоба', en: 'Complaint', effect: { ...REACHED, stage: 'closed', suppress: true } },
    ],
  },
  {
    code: 'not_reached',
    ru: 'Не дозвонились',
    en: 'Not reached',
    byOperator: false,
    results: [
      missed('busy', 'Занято', 'Busy'),
      missed('no_answer', 'Не ответили', 'No answer'),
      missed('rejected', 'Сбросили', 'Rejected'),
      missed('unallocated', 'Номер не существует', 'Unallocated number', { phone: 'retire', queue: 'next_phone' }),
      missed('congestion', 'Перегрузка линии', 'Congestion'),
      missed('failed_to_place', 'Набор не удался', 'Could not be placed'),
      missed('cancelled', 'Набор отменён', 'Cancelled'),
      missed('operator_gone', 'Оператор пропал', 'Operator gone'),
    ],
  },
];

/** The seeded set of results. Two levels: groups and results; the effect of each is contracts' `DispositionEffect`. */
export class Dispositions1764000000006 implements MigrationInterface {
  name = 'Dispositions1764000000006';

  async up(db: QueryRunner): Promise<void> {
    const groups = GROUPS.map(({ code, ru, en }, ordinal) => [code, null, ru, en, {}, true, ordinal]);
    const results = GROUPS.flatMap((group) =>
      group.results.map(({ code, ru, en, effect }, ordinal) => [
        code,
        group.code,
        ru,
        en,
        effect,
        group.byOperator !== false,
        ordinal,
      ]),
    );
    for (const row of [...groups, ...results]) {
      await db.query(
        `INSERT INTO dispositions (code, parent_code, name_ru, name_en, effect, by_operator, ordinal) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        row,
      );
    }
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DELETE FROM dispositions WHERE seeded AND parent_code IS NOT NULL');
    await db.query('DELETE FROM dispositions WHERE seeded');
  }
}
