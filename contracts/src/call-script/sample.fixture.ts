import { scriptDocumentSchema, type AuthoredScript, type ScriptDocument } from './format.js';

/** A small script that uses each kind of step, condition and effect once; the specs plant their faults into it. */
const AUTHORED = {
  format: 1,
  id: 'sample',
  name: { ru: 'Пробный', en: 'Sample' },
  start: 'greet',
  fields: [
    { name: 'volume', type: 'number', label: { ru: 'Объём', en: 'Volume' } },
    {
      name: 'rhythm',
      type: 'choice',
      label: { ru: 'Как часто', en: 'How often' },
      choices: [
        { id: 'monthly', label: { ru: 'раз в месяц', en: 'monthly' } },
        { id: 'yearly', label: { ru: 'раз в год', en: 'yearly' } },
      ],
    },
    { name: 'when', type: 'date', label: { ru: 'Когда', en: 'When' } },
    { name: 'person', type: 'text', label: { ru: 'Имя', en: 'Name' } },
  ],
  steps: [
    {
      type: 'say',
      id: 'greet',
      title: { ru: 'Приветствие', en: 'Greeting' },
      text: {
        ru: 'Здравствуйте! {{operator.name}}, компания {{client.name}}. Вы {{contact.name}}?',
        en: 'Hello! {{operator.name}} from {{client.name}}. Are you {{contact.name}}?',
      },
      hint: { ru: 'Говорите медленно', en: 'Speak slowly' },
      fields: [{ field: 'person' }],
      answers: [
        {
          id: 'yes',
          text: { ru: 'Да', en: 'Yes' },
          to: 'need',
          effects: [{ type: 'markDecisionMaker', isDecisionMaker: true }],
        },
        {
          id: 'other',
          text: { ru: 'Нет, другой человек', en: 'No, somebody else' },
          to: 'need',
          effects: [
            { type: 'set', field: 'rhythm', value: 'yearly' },
            { type: 'captureContact', nameField: 'person', isDecisionMaker: false },
          ],
        },
        { id: 'again', text: { ru: 'Повторите', en: 'Pardon?' }, to: 'greet' },
        {
          id: 'named',
          text: { ru: 'Я уже назвался', en: 'I said so' },
          to: 'need',
          when: { op: 'filled', field: 'person' },
        },
        { id: 'stop', text: { ru: 'Не звоните', en: 'Do not call' }, to: 'stop' },
      ],
    },
    {
      type: 'ask',
      id: 'need',
      title: { ru: 'Объём', en: 'Volume' },
      text: { ru: 'Сколько коробов в месяц?', en: 'How many boxes a month?' },
      fields: [{ field: 'volume' }, { field: 'rhythm', optional: true }],
      next: [
        { to: 'later', when: { op: 'lt', field: 'volume', value: 100 }, effects: [{ type: 'tag', tag: 'small' }] },
        { to: 'route' },
      ],
    },
    {
      type: 'decide',
      id: 'route',
      branches: [
        {
          to: 'later',
          when: {
            op: 'or',
            all: [
              { op: 'eq', field: 'rhythm', value: 'yearly' },
              { op: 'empty', field: 'volume' },
            ],
          },
        },
        { to: 'offer' },
      ],
    },
    {
      type: 'ask',
      id: 'later',
      title: { ru: 'Когда вернуться', en: 'When to return' },
      text: { ru: 'Вы назвали {{volume}}. Когда позвонить?', en: 'You said {{volume}}. When shall I call?' },
      fields: [{ field: 'when', optional: true }],
      next: [{ to: 'call_later', effects: [{ type: 'scheduleCallback', dateField: 'when' }] }],
    },
    {
      type: 'end',
      id: 'offer',
      title: { ru: 'Предложение', en: 'Offer' },
      text: { ru: 'Отправлю предложение.', en: 'I will send an offer.' },
      disposition: 'send_offer',
    },
    { type: 'end', id: 'call_later', title: { ru: 'Позже', en: 'Later' }, disposition: 'call_later' },
    { type: 'end', id: 'stop', title: { ru: 'Не звонить', en: 'Do not call' }, disposition: 'do_not_call' },
  ],
} satisfies AuthoredScript;

/** A fresh copy each time (parsing makes one), so that a spec may change it. */
export function sampleScript(): ScriptDocument {
  return scriptDocumentSchema.parse(AUTHORED);
}
