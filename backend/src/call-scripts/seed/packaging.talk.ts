import type { AuthoredScript } from '@warmline/contracts/call-script';
import { STOP_ANSWER, t } from './text.js';

/** From here a technologist comes to see the line, so the offer is another one. */
const LARGE_VOLUME = 10_000;

/** The conversation with the person who decides: need, offer, next step. */
export const PACKAGING_TALK: AuthoredScript['steps'] = [
  {
    type: 'ask',
    id: 'needs',
    title: t('Потребность', 'Needs'),
    text: t(
      'Подскажите, какую упаковку вы берёте чаще всего, сколько уходит в месяц и у кого покупаете?',
      'Which packaging do you use most, how much of it a month, and whom do you buy it from?',
    ),
    hint: t('Дайте договорить. Объём хотя бы примерно.', 'Let them finish. A rough volume will do.'),
    fields: [{ field: 'kind' }, { field: 'volume', optional: true }, { field: 'supplier', optional: true }],
    next: [{ to: 'end_no_need', when: { op: 'eq', field: 'kind', value: 'none' } }, { to: 'satisfied' }],
  },
  {
    type: 'say',
    id: 'satisfied',
    title: t('Чем довольны', 'What works'),
    text: t(
      'Спасибо. Что в нынешних поставках вас устраивает, а что хотелось бы улучшить?',
      'Thank you. What do you like about your present deliveries, and what could be better?',
    ),
    hint: t('Слушайте и не перебивайте. Чужого поставщика не ругайте.', 'Listen. Never run down another supplier.'),
    answers: [
      {
        id: 'delays',
        text: t('Срывают сроки', 'Deliveries are late'),
        to: 'by_volume',
        effects: [{ type: 'set', field: 'pain', value: 'delays' }],
      },
      {
        id: 'price',
        text: t('Дорого', 'It is expensive'),
        to: 'by_volume',
        effects: [{ type: 'set', field: 'pain', value: 'price' }],
      },
      {
        id: 'quality',
        text: t('Подводит качество', 'Quality is poor'),
        to: 'by_volume',
        effects: [{ type: 'set', field: 'pain', value: 'quality' }],
      },
      {
        id: 'search',
        text: t('Ищем поставщика', 'We are looking for a supplier'),
        to: 'by_volume',
        effects: [{ type: 'set', field: 'pain', value: 'search' }],
      },
      { id: 'content', text: t('Всё устраивает', 'Everything is fine'), to: 'second_supplier' },
      { id: 'not_now', text: t('Сейчас закупок нет', 'We are not buying now'), to: 'when_back' },
      STOP_ANSWER,
    ],
  },
  {
    type: 'decide',
    id: 'by_volume',
    branches: [
      {
        to: 'offer_large',
        when: { op: 'gte', field: 'volume', value: LARGE_VOLUME },
        effects: [{ type: 'tag', tag: 'large' }],
      },
      { to: 'offer' },
    ],
  },
  {
    type: 'say',
    id: 'offer',
    title: t('Предложение', 'Offer'),
    text: t(
      'Предлагаю посчитать цену и срок на ваш размер, чтобы вы сравнили. Расчёт бесплатный и ни к чему не обязывает. Прислать?',
      'Let me work out a price and a delivery time for your size, so that you can compare. It is free and binds you to nothing. Shall I send it?',
    ),
    hint: t('Цену до расчёта не называйте.', 'Name no price before it is worked out.'),
    answers: [
      { id: 'send', text: t('Присылайте расчёт', 'Send me the quote'), to: 'send_to' },
      { id: 'order', text: t('Готовы заказать, нужен счёт', 'Ready to order, send an invoice'), to: 'order_details' },
      { id: 'meet', text: t('Давайте встретимся', 'Let us meet'), to: 'meeting' },
      { id: 'think', text: t('Интересно, надо подумать', 'Interesting, must think'), to: 'think' },
      { id: 'later', text: t('Вернёмся к этому позже', 'Later'), to: 'when_back' },
      { id: 'no', text: t('Нет, не нужно', 'No, thank you'), to: 'why_not' },
      STOP_ANSWER,
    ],
  },
  {
    type: 'say',
    id: 'offer_large',
    title: t('Предложение для крупных', 'Offer for large volumes'),
    text: t(
      'При объёме {{volume}} в месяц есть смысл посмотреть вашу линию. Технолог приедет, подберёт короб и посчитает цену. Это бесплатно. Назначим встречу?',
      'At {{volume}} a month it makes sense to see your line. Our technologist comes, picks the box and works out a price. It is free. Shall we set a date?',
    ),
    answers: [
      { id: 'meet', text: t('Да, пусть приедет', 'Yes, let them come'), to: 'meeting' },
      { id: 'order', text: t('Готовы заказать, нужен счёт', 'Ready to order, send an invoice'), to: 'order_details' },
      { id: 'send', text: t('Сначала пришлите расчёт', 'Send a quote first'), to: 'send_to' },
      { id: 'think', text: t('Интересно, надо подумать', 'Interesting, must think'), to: 'think' },
      { id: 'no', text: t('Нет, не нужно', 'No, thank you'), to: 'why_not' },
      STOP_ANSWER,
    ],
  },
  {
    type: 'say',
    id: 'second_supplier',
    title: t('Второй поставщик', 'Second supplier'),
    text: t(
      'Это хорошо. Некоторые держат второго поставщика на случай срыва. Прислать наши условия, чтобы они были под рукой?',
      'Good to hear. Some keep a second supplier in case a delivery fails. Shall I send our terms, so that you have them at hand?',
    ),
    answers: [
      { id: 'send', text: t('Да, пришлите', 'Yes, send them'), to: 'send_to' },
      { id: 'later', text: t('Позвоните позже', 'Call later'), to: 'when_back' },
      { id: 'no', text: t('Не надо, поставщик есть', 'No, we have a supplier'), to: 'end_has_supplier' },
      STOP_ANSWER,
    ],
  },
  {
    type: 'ask',
    id: 'send_to',
    title: t('Куда прислать', 'Where to send it'),
    text: t(
      'На какой адрес прислать и какой размер посчитать?',
      'Which address shall I send it to, and for which size?',
    ),
    fields: [{ field: 'email' }, { field: 'size', optional: true }],
    next: [{ to: 'end_send_offer' }],
  },
  {
    type: 'ask',
    id: 'meeting',
    title: t('Встреча', 'Meeting'),
    text: t('Когда и куда удобно подъехать?', 'When and where would suit you?'),
    fields: [{ field: 'meeting_at' }, { field: 'meeting_place', optional: true }],
    next: [{ to: 'end_meeting' }],
  },
  {
    type: 'ask',
    id: 'order_details',
    title: t('Заказ', 'Order'),
    text: t(
      'Отлично. Какой размер, сколько штук и на какую почту прислать счёт?',
      'Very good. Which size, how many, and where shall I send the invoice?',
    ),
    fields: [{ field: 'size' }, { field: 'volume' }, { field: 'email' }],
    next: [{ to: 'end_order' }],
  },
  {
    type: 'ask',
    id: 'think',
    title: t('Когда вернуться', 'When to return'),
    text: t(
      'Хорошо. Когда позвонить, чтобы узнать, что вы решили?',
      'All right. When shall I call to hear what you have decided?',
    ),
    fields: [{ field: 'callback_at', optional: true }],
    next: [{ to: 'end_interested', effects: [{ type: 'scheduleCallback', dateField: 'callback_at' }] }],
  },
  {
    type: 'ask',
    id: 'when_back',
    title: t('Когда перезвонить', 'When to call back'),
    text: t('Понимаю. Когда вам удобно, чтобы мы перезвонили?', 'I see. When would be a good time to call back?'),
    hint: t('День и час по времени собеседника.', 'Day and hour by the clock of the person you talk to.'),
    fields: [{ field: 'callback_at', optional: true }],
    next: [{ to: 'end_later', effects: [{ type: 'scheduleCallback', dateField: 'callback_at' }] }],
  },
  {
    type: 'say',
    id: 'why_not',
    title: t('Почему нет', 'Why not'),
    text: t(
      'Понимаю. Если не секрет, почему: дорого, есть поставщик, не сейчас или упаковка не нужна?',
      'I see. If I may ask, why: the price, a supplier you have, the time, or no need of packaging?',
    ),
    hint: t('Один вопрос и не больше. Не уговаривайте.', 'One question and no more. Do not press.'),
    answers: [
      { id: 'price', text: t('Дорого', 'The price'), to: 'end_price' },
      { id: 'supplier', text: t('Есть поставщик', 'Has a supplier'), to: 'end_has_supplier' },
      { id: 'not_now', text: t('Не сейчас', 'Not now'), to: 'end_not_now' },
      { id: 'no_need', text: t('Упаковка не нужна', 'No need'), to: 'end_no_need' },
      { id: 'unsaid', text: t('Не говорит', 'Does not say'), to: 'end_unsaid' },
      STOP_ANSWER,
    ],
  },
];
