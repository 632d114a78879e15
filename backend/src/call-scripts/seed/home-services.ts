import type { AuthoredScript } from '@warmline/contracts/call-script';
import { STOP_ANSWER, STOP_END, t, type AuthoredEnd } from './text.js';

function end(id: string, disposition: string, title: AuthoredEnd['title'], text: AuthoredEnd['text']): AuthoredEnd {
  return { type: 'end', id, disposition, title, text };
}

const GOODBYE = t('Спасибо, всего доброго.', 'Thank you for your time. Goodbye.');

/** The demo's call script for people: a short first call that offers a yearly check of the boiler. */
export const HOME_SERVICES_SCRIPT: AuthoredScript = {
  format: 1,
  id: 'home_services_first_call',
  name: t('Обслуживание котлов, первый звонок', 'Boiler service, first call'),
  purpose: 'advertising',
  start: 'greet',
  fields: [
    { name: 'boiler_age', type: 'number', label: t('Возраст котла, лет', 'Age of the boiler, years') },
    { name: 'visit_at', type: 'date', label: t('Когда приехать', 'When to visit') },
    { name: 'email', type: 'email', label: t('Почта', 'E-mail') },
    { name: 'callback_at', type: 'date', label: t('Когда перезвонить', 'When to call back') },
  ],
  steps: [
    {
      type: 'say',
      id: 'greet',
      title: t('Приветствие', 'Greeting'),
      text: t(
        'Здравствуйте! Это {{operator.name}}, компания «{{client.name}}». {{contact.name}}, это вы? Звоню предложить ежегодную проверку котла. Есть минута?',
        'Hello, this is {{operator.name}} calling for {{client.name}}. Am I speaking with {{contact.name}}? It is about a yearly boiler check. Do you have a minute?',
      ),
      hint: t(
        'Спросят, откуда номер: назовите источник с карточки.',
        'If asked where the number is from, name the source on the card.',
      ),
      answers: [
        {
          id: 'yes',
          text: t('Да, слушаю', 'Yes, go on'),
          to: 'boiler',
          effects: [{ type: 'markDecisionMaker', isDecisionMaker: true }],
        },
        { id: 'busy_now', text: t('Сейчас неудобно', 'Not a good time'), to: 'when_back' },
        {
          id: 'no',
          text: t('Не интересно', 'Not interested'),
          to: 'why_not',
          effects: [{ type: 'markDecisionMaker', isDecisionMaker: true }],
        },
        { id: 'stranger', text: t('Здесь таких нет', 'Nobody of that name here'), to: 'end_number' },
        { id: 'robot', text: t('Отвечает голосовой помощник', 'A voice assistant answers'), to: 'end_robot' },
        STOP_ANSWER,
      ],
    },
    {
      type: 'ask',
      id: 'boiler',
      title: t('Котёл', 'The boiler'),
      text: t('Спасибо. Сколько лет вашему котлу?', 'Thank you. How old is your boiler?'),
      hint: t('Не знает: оставьте пустым.', 'Leave it empty if they do not know.'),
      fields: [{ field: 'boiler_age', optional: true }],
      next: [
        {
          to: 'end_no_need',
          when: { op: 'lt', field: 'boiler_age', value: 1 },
          effects: [{ type: 'tag', tag: 'new_boiler' }],
        },
        { to: 'offer' },
      ],
    },
    {
      type: 'say',
      id: 'offer',
      title: t('Предложение', 'Offer'),
      text: t(
        'Проверка раз в год занимает около часа: мастер чистит котёл и даёт отчёт. Цену скажет до начала работы. Хотите записаться?',
        'The yearly check takes about an hour: the engineer cleans the boiler and leaves a report. You hear the price before any work is done. Would you like to book one?',
      ),
      hint: t('Не пугайте поломкой.', 'Do not frighten people with breakdowns.'),
      answers: [
        { id: 'book', text: t('Да, запишите', 'Yes, book it'), to: 'visit' },
        { id: 'send', text: t('Пришлите на почту', 'Send me the details'), to: 'send_to' },
        { id: 'think', text: t('Надо подумать', 'I must think about it'), to: 'think' },
        { id: 'no', text: t('Нет, спасибо', 'No, thank you'), to: 'why_not' },
        STOP_ANSWER,
      ],
    },
    {
      type: 'ask',
      id: 'visit',
      title: t('Когда приехать', 'When to visit'),
      text: t('Отлично. Какой день и час вам удобен?', 'Very good. Which day and time would suit you?'),
      fields: [{ field: 'visit_at' }],
      next: [{ to: 'end_visit' }],
    },
    {
      type: 'ask',
      id: 'send_to',
      title: t('Куда прислать', 'Where to send it'),
      text: t('Конечно. На какой адрес?', 'Of course. Which address shall I send it to?'),
      fields: [{ field: 'email' }],
      next: [{ to: 'end_send_offer' }],
    },
    {
      type: 'ask',
      id: 'think',
      title: t('Когда вернуться', 'When to return'),
      text: t('Хорошо. Когда можно позвонить ещё раз?', 'All right. When may I call again?'),
      fields: [{ field: 'callback_at', optional: true }],
      next: [{ to: 'end_interested', effects: [{ type: 'scheduleCallback', dateField: 'callback_at' }] }],
    },
    {
      type: 'ask',
      id: 'when_back',
      title: t('Когда перезвонить', 'When to call back'),
      text: t('Понимаю. Когда вам удобно?', 'I see. When would suit you?'),
      fields: [{ field: 'callback_at', optional: true }],
      next: [{ to: 'end_later', effects: [{ type: 'scheduleCallback', dateField: 'callback_at' }] }],
    },
    {
      type: 'say',
      id: 'why_not',
      title: t('Почему нет', 'Why not'),
      text: t('Понимаю. Если не секрет, почему?', 'I see. May I ask why?'),
      hint: t('Один вопрос и не больше.', 'One question and no more.'),
      answers: [
        { id: 'price', text: t('Дорого', 'The price'), to: 'end_price' },
        { id: 'has', text: t('Есть свой мастер', 'Has somebody already'), to: 'end_has_supplier' },
        { id: 'not_now', text: t('Не сейчас', 'Not now'), to: 'end_not_now' },
        { id: 'no_need', text: t('Котла нет', 'No boiler'), to: 'end_no_need' },
        { id: 'unsaid', text: t('Не говорит', 'Does not say'), to: 'end_unsaid' },
        STOP_ANSWER,
      ],
    },
    end(
      'end_visit',
      'meeting',
      t('Визит назначен', 'Visit booked'),
      t('Записано: {{visit_at}}. Спасибо, до встречи.', 'Booked: {{visit_at}}. Thank you, see you then.'),
    ),
    end(
      'end_send_offer',
      'send_offer',
      t('Прислать предложение', 'Send an offer'),
      t('Пришлю на {{email}}. Всего доброго.', 'I will send it to {{email}}. Goodbye.'),
    ),
    end('end_interested', 'interested', t('Интерес', 'Interested'), GOODBYE),
    end(
      'end_later',
      'call_later',
      t('Перезвонить', 'Call later'),
      t('Хорошо, перезвоню.', 'All right, I will call back.'),
    ),
    end('end_price', 'refusal_price', t('Отказ: цена', 'Refusal: price'), GOODBYE),
    end('end_has_supplier', 'refusal_has_supplier', t('Отказ: есть мастер', 'Refusal: has somebody'), GOODBYE),
    end('end_not_now', 'refusal_not_now', t('Отказ: не сейчас', 'Refusal: not now'), GOODBYE),
    end('end_no_need', 'refusal_no_need', t('Отказ: не нужно', 'Refusal: no need'), GOODBYE),
    end('end_unsaid', 'refusal_unsaid', t('Отказ без причины', 'Refusal, no reason given'), GOODBYE),
    end(
      'end_number',
      'number_changed_hands',
      t('Номер сменил владельца', 'Number changed hands'),
      t('Извините за беспокойство, всего доброго.', 'I am sorry to have troubled you. Goodbye.'),
    ),
    end('end_robot', 'voice_assistant', t('Голосовой помощник', 'Voice assistant'), GOODBYE),
    STOP_END,
  ],
};
