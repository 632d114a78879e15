import type { StepView, TextPart } from '@warmline/contracts/call-script';

const answer = (key: number, text: string, targetTitle: string) => ({
  id: `a${key}`,
  event: `answer.a${key}`,
  key: String(key),
  text,
  targetTitle,
  leadsToEnd: false,
});

const written = (text: string) => ({ text, placeholder: null, isMissing: false });
const filled = (text: string, placeholder: string) => ({ text, placeholder, isMissing: false });
const view = (parts: TextPart[]) => ({
  text: parts.map(({ text }) => text).join(''),
  parts,
  locale: 'ru' as const,
});

const captured = [
  { name: 'supplier', label: 'Поставщик', text: 'Картон-Регион' },
  { name: 'decides', label: 'Решает', text: 'Сама, от 300 тыс. ₽ с директором' },
  { name: 'frequency', label: 'Частота', text: 'Раз в месяц' },
  { name: 'delivery', label: 'Доставка', text: 'Екатеринбург, свой склад' },
  { name: 'volume', label: 'Объём', text: '12 000 в месяц' },
  { name: 'email', label: 'Почта', text: 'o.kravtsova@example.test' },
];

const step: StepView = {
  stepId: 'volume',
  type: 'say',
  title: 'Объём и сроки',
  text: view([
    written('Ольга Сергеевна, в прошлый раз вы говорили, что гофрокороб берёте '),
    filled('раз в месяц', 'frequency'),
    written(' у '),
    filled('«Картон-Регион»', 'supplier'),
    written('. Подскажите, какой объём уходит сейчас и довольны ли вы сроками поставки?'),
  ]),
  hint: view([written('Дайте договорить. Цену до расчёта не называйте.')]),
  answers: [
    answer(1, 'Сроки срывают', 'Предложение'),
    answer(2, 'Сроками довольна', 'Второй поставщик'),
    answer(3, 'Ищут замену', 'Предложение'),
    answer(4, 'Закупок сейчас нет', 'Когда вернуться'),
  ],
  fields: [
    { name: 'volume', type: 'number', label: 'Объём, коробов в месяц', isOptional: true, choices: [], value: 12000 },
    {
      name: 'shape',
      type: 'choice',
      label: 'Формат',
      isOptional: true,
      choices: [
        { id: 'four', label: 'Четырёхклапанный' },
        { id: 'auto', label: 'Самосборный' },
      ],
      value: 'four',
    },
  ],
  submitEvent: null,
  captured,
  crumbs: [
    { stepId: 'greet', title: 'Приветствие' },
    { stepId: 'remind', title: 'Напоминание' },
    { stepId: 'supplier', title: 'Поставщик' },
  ],
  upcoming: [
    { stepId: 'offer', title: 'Предложение' },
    { stepId: 'next', title: 'Следующий шаг' },
  ],
  stepsLeft: 5,
  tags: [],
  isDecisionMaker: true,
  callback: null,
  contact: null,
  isEnded: false,
  disposition: null,
};

const ask: StepView = {
  ...step,
  type: 'ask',
  title: 'Куда прислать',
  text: view([written('Куда прислать предложение? Назовите, пожалуйста, почту и удобный день, чтобы я перезвонила.')]),
  hint: null,
  answers: [],
  fields: [
    { name: 'email', type: 'email', label: 'Почта', isOptional: false, choices: [], value: null },
    { name: 'day', type: 'date', label: 'Когда перезвонить', isOptional: true, choices: [], value: null },
  ],
  submitEvent: 'ask.submit',
};

const end: StepView = {
  ...step,
  type: 'end',
  title: 'Прощание',
  text: view([written('Спасибо, Ольга Сергеевна. Счёт пришлю сегодня, перезвоню завтра, как договорились.')]),
  hint: null,
  answers: [],
  fields: [],
  upcoming: [],
  stepsLeft: 0,
  isEnded: true,
  disposition: 'meeting',
};

const STEPS = { volume: step, ask, end };

export const script = (name: keyof typeof STEPS) => ({
  name: { ru: 'Упаковка, повторный контакт', en: 'Packaging, second contact' },
  versionNumber: 7,
  seq: 4,
  status: STEPS[name].isEnded ? 'ended' : 'running',
  dispositionCode: STEPS[name].disposition,
  step: STEPS[name],
  captured: [],
});
