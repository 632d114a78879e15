import type { AuthoredScript } from '@warmline/contracts/call-script';
import { STOP_ANSWER, t } from './text.js';

/** From the first word to the person who decides: the switchboard, the secretary, the wrong door. */
export const PACKAGING_OPENING: AuthoredScript['steps'] = [
  {
    type: 'say',
    id: 'greet',
    title: t('Приветствие', 'Greeting'),
    text: t(
      'Здравствуйте! Меня зовут {{operator.name}}, я звоню от компании «{{client.name}}». Мы делаем гофрокороба и плёнку для производств. Подскажите, с кем можно поговорить о закупке упаковки?',
      'Hello! My name is {{operator.name}}, I am calling on behalf of {{client.name}}. We make corrugated boxes and film for manufacturers. Who could I speak to about buying packaging?',
    ),
    hint: t(
      'Назовите себя и компанию полностью. Спросят, откуда номер: скажите источник с карточки.',
      'Give your name and the company in full. If asked where the number is from, name the source on the card.',
    ),
    answers: [
      {
        id: 'me',
        text: t('Это я, слушаю', 'That is me, go on'),
        to: 'needs',
        effects: [{ type: 'markDecisionMaker', isDecisionMaker: true }],
      },
      { id: 'why', text: t('Секретарь: по какому вопросу?', 'Secretary: what is it about?'), to: 'secretary' },
      { id: 'through', text: t('Соединяют с закупками', 'Putting me through'), to: 'introduce' },
      { id: 'somebody', text: t('Не я, назвали другого', 'Not me, somebody else was named'), to: 'other_person' },
      { id: 'busy_now', text: t('Сейчас неудобно', 'Not a good time'), to: 'when_back' },
      { id: 'client', text: t('Уже работаем с вами', 'We already buy from you'), to: 'own_client' },
      { id: 'wrong', text: t('Вы ошиблись, это не та компания', 'Wrong company'), to: 'wrong_door' },
      { id: 'robot', text: t('Отвечает голосовой помощник', 'A voice assistant answers'), to: 'end_robot' },
      STOP_ANSWER,
    ],
  },
  {
    type: 'say',
    id: 'secretary',
    title: t('Секретарь', 'Secretary'),
    text: t(
      'Вопрос по упаковке: хочу узнать, какие короба и плёнку вы берёте и подойдут ли наши условия. Соедините, пожалуйста, с тем, кто занимается закупками.',
      'It is about packaging: I would like to know which boxes and film you use and whether our terms would suit you. Could you put me through to the person who buys it, please?',
    ),
    hint: t('Спокойно и коротко. Не говорите, что вас ждут.', 'Calm and short. Never say you are expected.'),
    answers: [
      { id: 'through', text: t('Соединяет', 'Puts me through'), to: 'introduce' },
      { id: 'named', text: t('Называет имя или телефон', 'Gives a name or a number'), to: 'other_person' },
      { id: 'away', text: t('Его сейчас нет', 'The person is away'), to: 'when_back' },
      { id: 'letter', text: t('Просит написать на почту', 'Asks for an e-mail'), to: 'letter' },
      { id: 'refuses', text: t('Не соединяет', 'Refuses'), to: 'end_secretary' },
      STOP_ANSWER,
    ],
  },
  {
    type: 'ask',
    id: 'letter',
    title: t('Письмо через секретаря', 'Letter via the secretary'),
    text: t(
      'Конечно, напишу. На какой адрес, и когда удобно позвонить, чтобы узнать ответ?',
      'Of course. Which address, and when may I call to hear what you think?',
    ),
    fields: [{ field: 'email' }, { field: 'callback_at', optional: true }],
    next: [
      {
        to: 'end_later',
        effects: [
          { type: 'tag', tag: 'letter' },
          { type: 'scheduleCallback', dateField: 'callback_at' },
        ],
      },
    ],
  },
  {
    type: 'say',
    id: 'introduce',
    title: t('Знакомство', 'Introduction'),
    text: t(
      'Здравствуйте! {{operator.name}}, компания «{{client.name}}». Звоню предложить упаковку: короба и плёнку. Вы занимаетесь этой закупкой? Удобно поговорить две минуты?',
      'Hello! {{operator.name}} from {{client.name}}. I am calling to offer packaging: boxes and film. Is buying it your business? Do you have two minutes?',
    ),
    hint: t('Узнайте имя и впишите его в карточку.', 'Ask for the name and put it on the card.'),
    answers: [
      {
        id: 'listening',
        text: t('Да, слушаю', 'Yes, go on'),
        to: 'needs',
        effects: [{ type: 'markDecisionMaker', isDecisionMaker: true }],
      },
      { id: 'busy_now', text: t('Сейчас неудобно', 'Not a good time'), to: 'when_back' },
      { id: 'not_mine', text: t('Я этим не занимаюсь', 'It is not my business'), to: 'other_person' },
      {
        id: 'not_interested',
        text: t('Не интересно', 'Not interested'),
        to: 'why_not',
        effects: [{ type: 'markDecisionMaker', isDecisionMaker: true }],
      },
      { id: 'client', text: t('Уже работаем с вами', 'We already buy from you'), to: 'own_client' },
      STOP_ANSWER,
    ],
  },
  {
    type: 'ask',
    id: 'other_person',
    title: t('Кто решает', 'Who decides'),
    text: t(
      'Спасибо, что подсказали. Как зовут того, кто решает, и по какому номеру его найти?',
      'Thank you. What is the name of the person who decides, and on which number can I find them?',
    ),
    fields: [
      { field: 'person_name' },
      { field: 'person_position', optional: true },
      { field: 'person_phone', optional: true },
    ],
    next: [
      {
        to: 'end_other_person',
        effects: [
          {
            type: 'captureContact',
            nameField: 'person_name',
            positionField: 'person_position',
            phoneField: 'person_phone',
            isDecisionMaker: true,
          },
        ],
      },
    ],
  },
  {
    type: 'say',
    id: 'wrong_door',
    title: t('Не та компания', 'Wrong company'),
    text: t(
      'Извините за беспокойство. Уточню, чтобы мы больше не ошибались: та компания переехала, закрылась или номер теперь ваш?',
      'I am sorry to have troubled you. So that we do not make this mistake again: has that company moved, closed, or is the number yours now?',
    ),
    answers: [
      { id: 'ours_now', text: t('Номер теперь наш', 'The number is ours now'), to: 'end_number' },
      { id: 'closed', text: t('Компания закрылась', 'The company has closed'), to: 'end_closed' },
      { id: 'another', text: t('Здесь другая компания', 'This is another company'), to: 'end_wrong' },
      STOP_ANSWER,
    ],
  },
  {
    type: 'say',
    id: 'own_client',
    title: t('Уже клиент', 'Already a client'),
    text: t(
      'Спасибо, что работаете с нами. Всё ли в порядке с поставками?',
      'Thank you for buying from us. Is everything all right with the deliveries?',
    ),
    answers: [
      { id: 'fine', text: t('Всё хорошо', 'All is well'), to: 'end_client' },
      { id: 'order', text: t('Нужен новый заказ', 'Would like to order'), to: 'order_details' },
      { id: 'complains', text: t('Есть жалоба', 'Has a complaint'), to: 'complaint' },
      STOP_ANSWER,
    ],
  },
  {
    type: 'ask',
    id: 'complaint',
    title: t('Жалоба', 'Complaint'),
    text: t(
      'Мне жаль, что так вышло. Расскажите, что случилось: запишу и сегодня передам руководителю.',
      'I am sorry about that. Please tell me what happened: I will write it down and pass it to the manager today.',
    ),
    hint: t('Не спорьте и ничего не обещайте от себя.', 'Do not argue, and promise nothing of your own.'),
    fields: [{ field: 'complaint' }],
    next: [{ to: 'end_complaint' }],
  },
];
