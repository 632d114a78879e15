import { STOP_END, t, type AuthoredEnd } from './text.js';

interface Farewell {
  id: string;
  disposition: string;
  title: AuthoredEnd['title'];
  text?: AuthoredEnd['text'];
}

const FAREWELLS: Farewell[] = [
  {
    id: 'end_order',
    disposition: 'order',
    title: t('Заказ', 'Order'),
    text: t(
      'Спасибо! Счёт придёт на {{email}}. Всего доброго.',
      'Thank you! The invoice will come to {{email}}. Goodbye.',
    ),
  },
  {
    id: 'end_meeting',
    disposition: 'meeting',
    title: t('Встреча назначена', 'Meeting agreed'),
    text: t('Договорились: {{meeting_at}}. Спасибо, до встречи.', 'Agreed: {{meeting_at}}. Thank you, see you then.'),
  },
  {
    id: 'end_send_offer',
    disposition: 'send_offer',
    title: t('Прислать предложение', 'Send an offer'),
    text: t('Пришлю на {{email}}. Спасибо за разговор.', 'I will send it to {{email}}. Thank you for your time.'),
  },
  {
    id: 'end_interested',
    disposition: 'interested',
    title: t('Интерес', 'Interested'),
    text: t('Спасибо за разговор, до связи.', 'Thank you for your time, talk to you soon.'),
  },
  {
    id: 'end_later',
    disposition: 'call_later',
    title: t('Перезвонить', 'Call later'),
    text: t('Хорошо, перезвоню. Всего доброго.', 'All right, I will call back. Goodbye.'),
  },
  { id: 'end_price', disposition: 'refusal_price', title: t('Отказ: цена', 'Refusal: price') },
  {
    id: 'end_has_supplier',
    disposition: 'refusal_has_supplier',
    title: t('Отказ: есть поставщик', 'Refusal: has a supplier'),
  },
  { id: 'end_not_now', disposition: 'refusal_not_now', title: t('Отказ: не сейчас', 'Refusal: not now') },
  { id: 'end_no_need', disposition: 'refusal_no_need', title: t('Отказ: не нужно', 'Refusal: no need') },
  { id: 'end_unsaid', disposition: 'refusal_unsaid', title: t('Отказ без причины', 'Refusal, no reason given') },
  { id: 'end_secretary', disposition: 'secretary_refused', title: t('Секретарь не соединил', 'Secretary refused') },
  {
    id: 'end_other_person',
    disposition: 'not_decision_maker',
    title: t('Решает другой', 'Somebody else decides'),
    text: t('Спасибо за помощь, всего доброго.', 'Thank you for your help, goodbye.'),
  },
  {
    id: 'end_client',
    disposition: 'already_client',
    title: t('Уже клиент', 'Already a client'),
    text: t('Рады это слышать. Всего доброго.', 'Glad to hear it. Goodbye.'),
  },
  {
    id: 'end_complaint',
    disposition: 'complaint',
    title: t('Жалоба', 'Complaint'),
    text: t('Спасибо, что сказали. Передам сегодня же.', 'Thank you for telling us. I will pass it on today.'),
  },
  { id: 'end_number', disposition: 'number_changed_hands', title: t('Номер сменил владельца', 'Number changed hands') },
  { id: 'end_wrong', disposition: 'wrong_company', title: t('Не та компания', 'Wrong company') },
  { id: 'end_closed', disposition: 'company_closed', title: t('Компания закрылась', 'Company closed') },
  { id: 'end_robot', disposition: 'voice_assistant', title: t('Голосовой помощник', 'Voice assistant') },
];

const GOODBYE = t('Спасибо за ответ. Всего доброго.', 'Thank you for your answer. Goodbye.');

export const PACKAGING_ENDS: AuthoredEnd[] = [
  ...FAREWELLS.map((farewell): AuthoredEnd => ({ type: 'end', text: GOODBYE, ...farewell })),
  STOP_END,
];
