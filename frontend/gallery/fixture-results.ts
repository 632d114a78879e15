const result = (code: string, ru: string, en: string, effect: object) => ({
  code,
  name: { ru, en },
  byOperator: true,
  effect: { reached: true, decisionMaker: true, phone: 'keep', queue: 'finish', suppress: false, ...effect },
});

const group = (code: string, ru: string, en: string, results: object[]) => ({ code, name: { ru, en }, results });

/** The seeded set, two levels. */
export const results = [
  group('step_forward', 'Шаг вперёд', 'A step forward', [
    result('interested', 'Интерес', 'Interested', { temperature: 'warm', queue: 'callback' }),
    result('send_offer', 'Просит предложение', 'Asks for an offer', { temperature: 'warm', queue: 'retry' }),
    result('meeting', 'Встреча', 'Meeting', { temperature: 'hot' }),
    result('order', 'Заказ', 'Order', { stage: 'customer' }),
  ]),
  group('later', 'Позвонить позже', 'Call later', [
    result('call_later', 'Перезвонить', 'Call back', { queue: 'callback' }),
  ]),
  group('refusal', 'Отказ', 'Refusal', [
    result('refusal_price', 'Дорого', 'Price', { stage: 'refused', returnAfterDays: 90 }),
    result('refusal_has_supplier', 'Есть поставщик', 'Has a supplier', { stage: 'refused', returnAfterDays: 90 }),
    result('refusal_not_now', 'Отказ: не сейчас', 'Not now', { stage: 'refused', returnAfterDays: 60 }),
    result('refusal_no_need', 'Не нужно', 'No need', { stage: 'refused' }),
  ]),
  group('not_reached_person', 'Не соединили с ЛПР', 'No decision maker', [
    result('secretary_refused', 'Секретарь не соединил', 'Secretary did not connect', {
      decisionMaker: false,
      queue: 'retry',
    }),
    result('not_decision_maker', 'Решает другой', 'Somebody else decides', {
      decisionMaker: false,
      queue: 'next_phone',
    }),
  ]),
  group('customer', 'Уже клиент', 'Already a customer', [
    result('already_client', 'Уже клиент', 'Already a customer', { stage: 'customer' }),
  ]),
  group('wrong', 'Номер не тот', 'Wrong number', [
    result('number_changed_hands', 'Номер сменил владельца', 'Number changed hands', {
      phone: 'retire',
      queue: 'next_phone',
    }),
    result('wrong_company', 'Другая компания', 'Another company', { phone: 'retire', queue: 'next_phone' }),
    result('company_closed', 'Компания закрыта', 'Company closed', { stage: 'closed' }),
  ]),
  group('no_talk', 'Не было разговора', 'No conversation', [
    result('voicemail', 'Автоответчик', 'Voicemail', { reached: false, decisionMaker: false, queue: 'retry' }),
    result('hung_up', 'Бросили трубку', 'Hung up', { decisionMaker: false, queue: 'retry' }),
  ]),
  group('complaint', 'Жалоба', 'Complaint', [result('complaint', 'Жалоба', 'Complaint', { stage: 'closed' })]),
  group('stop', 'Не звонить', 'Do not call', [
    result('do_not_call', 'Не звонить', 'Do not call', { stage: 'closed', suppress: true }),
  ]),
];
