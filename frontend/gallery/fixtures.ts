import type { ConsoleSnapshot } from '@warmline/contracts';
import type { LineStatus } from '../src/lib/line.js';
import { dayIntervals, queue } from './fixture-day.js';
import { results } from './fixture-results.js';
import { script } from './fixture-script.js';

/*
 * One conversation with an invented company in the states it goes through. Loose objects: ids are branded in the contract, and a picture
 * needs no brand.
 */

const now = Date.now();
const at = (minutes: number): string => new Date(now + minutes * 60_000).toISOString();
const today = (time: string): string =>
  new Date(`${new Date(now).toISOString().slice(0, 10)}T${time}:00+03:00`).toISOString();

const operator = { id: '7', name: 'Иванова М.', locale: 'ru' };
const campaign = { id: '3', name: 'Упаковка · весна', mode: 'preview', clientName: 'Профиль-Снаб' };

const lead = {
  id: '101',
  kind: 'company',
  name: 'ООО «Уралтара Пак»',
  legalName: null,
  inn: '6600000000',
  industry: 'Производство соусов',
  city: 'Екатеринбург',
  site: null,
  email: 'zakupki@example.test',
  temperature: 'warm',
  stage: 'open',
  temperatureAt: at(-14 * 24 * 60),
  contacts: [
    {
      id: '201',
      fullName: 'Кравцова Ольга Сергеевна',
      position: 'Начальник отдела закупок',
      isDecisionMaker: true,
      email: null,
    },
    { id: '202', fullName: 'Сомов Илья', position: 'Кладовщик', isDecisionMaker: false, email: null },
  ],
  phones: [
    {
      id: '301',
      e164: '+70003431825',
      extension: '214',
      kind: 'landline',
      contactId: '201',
      shared: false,
      state: 'active',
    },
    {
      id: '302',
      e164: '+70009124007',
      extension: '',
      kind: 'mobile',
      contactId: '201',
      shared: false,
      state: 'active',
    },
  ],
  addresses: ['Екатеринбург, ул. Примерная, 1'],
  zones: ['Asia/Yekaterinburg'],
  zoneSource: 'address',
  lists: ['ПродМаш 2026, форма'],
  custom: {},
  synthetic: true,
  history: [
    call(
      'send_offer',
      -7,
      292,
      'Просит предложение на два артикула, сравнивает с местным поставщиком. Срок важнее цены.',
    ),
    call('interested', -14, 200, ''),
    call('secretary_refused', -15, 41, ''),
  ],
};

function call(code: string, days: number, talkSeconds: number, note: string) {
  return {
    attemptId: `0197f000-0000-7000-8000-0000000000${String(-days).padStart(2, '0')}`,
    at: at(days * 24 * 60),
    operator: { id: '7', name: 'Иванова М.' },
    campaignName: 'Упаковка · весна',
    dispositionCode: code,
    talkSeconds,
    note,
    answers: [
      { field: 'supplier', label: { ru: 'Поставщик', en: 'Supplier' }, value: 'Картон-Регион' },
      { field: 'frequency', label: { ru: 'Частота', en: 'Frequency' }, value: 'Раз в месяц' },
    ],
  };
}

const attempt = {
  id: '0197f000-0000-7000-8000-000000000001',
  state: 'connected',
  phoneId: '301',
  contactId: '201',
  direction: 'out',
  number: 4,
  triesAllowed: 5,
  plannedAt: at(-4),
  dialRequestedAt: at(-2.6),
  answeredAt: at(-2.3),
  connectedAt: at(-2.23),
  endedAt: null,
  cause: null,
  endedBy: null,
  muted: false,
  held: false,
  simulated: { persona: 'answers' },
  why: ['callback_due', 'warm'],
  rightToCall: { until: today('16:00'), legalSourceKind: 'own_form', listName: 'ПродМаш 2026', pack: 'ru' },
  stopped: null,
  previewEndsAt: null,
  wrapUpEndsAt: null,
  callback: { dueAt: at(-4), about: 'Просила назвать сроки по Уралу' },
};

type Promised = [id: string, minutes: number, leadName: string, city: string, zone: string, temperature: string];

function callback(...[id, minutes, leadName, city, zone, temperature]: Promised) {
  return {
    id,
    campaignId: '3',
    leadId: id,
    leadName,
    city,
    temperature,
    contactName: null,
    dueAt: at(minutes),
    zone,
    owner: { id: '7', name: 'Иванова М.' },
    about: '',
    state: 'open',
  };
}

const callbacks = [
  callback('401', -12, '«Волгапласт»', 'Самара', 'Europe/Samara', 'warm'),
  callback('402', 28, '«Уралтара Пак»', 'Екатеринбург', 'Asia/Yekaterinburg', 'warm'),
  callback('403', 48, 'ИП Данилов', 'Ижевск', 'Europe/Samara', 'hot'),
  callback('404', 93, '«Северпак»', 'Архангельск', 'Europe/Moscow', 'warm'),
  callback('405', 138, '«Тверьстекло»', 'Тверь', 'Europe/Moscow', 'hot'),
];

function last(id: number, minutes: number, code: string, temperature: string) {
  return {
    attemptId: `0197f000-0000-7000-8000-0000000001${id}`,
    leadName: 'АО «Кама-Полимер»',
    city: 'Пермь',
    contactName: 'Гусев Андрей, инженер по закупкам',
    zone: 'Asia/Yekaterinburg',
    at: at(minutes),
    talkSeconds: 125,
    dispositionCode: code,
    temperature,
    note: 'Склад забит до июня, поставщика меняют раз в год. Просил прислать каталог.',
    promise: null,
    correctableUntil: minutes > -5 ? at(minutes + 5) : null,
  };
}

const lastResults = [
  last(10, -3.7, 'refusal_not_now', 'cold'),
  last(11, -21, 'send_offer', 'warm'),
  last(12, -48, 'secretary_refused', 'cold'),
  last(13, -62, 'meeting', 'hot'),
  last(14, -87, 'interested', 'warm'),
];

type Item = [minutes: number, kind: string, ru: string, en: string, value?: string];

function item(...[minutes, kind, ru, en, value]: Item) {
  return { at: at(minutes), kind, text: { ru, en }, value: value ?? null };
}

const timeline = [
  item(-2.23, 'connected', 'Соединено, доб. 214', 'Connected, ext. 214'),
  item(-2.1, 'answer', 'Ответ', 'Answer', 'Слушаю вас'),
  item(-1.6, 'field', 'Поставщик', 'Supplier', 'Картон-Регион'),
  item(-1.2, 'field', 'Решает', 'Decides', 'сама'),
  item(-0.9, 'step', 'Объём и сроки', 'Volume and terms'),
  item(-0.4, 'field', 'Объём', 'Volume', '12 000'),
];

const base = {
  version: 40,
  now: at(0),
  operator,
  state: 'ready',
  since: at(-3.7),
  pauseReason: null,
  pauseAfter: null,
  campaign,
  campaigns: [{ id: '3', name: campaign.name, mode: 'preview' }],
  today: { attempts: 48, reached: 21, decisionMakers: 9, warm: 3, hot: 1, callbacksKept: 5, callbacksDue: 6 },
  lead: null,
  attempt: null,
  script: null,
  note: { text: '', savedAt: null },
  timeline: [],
  results,
  suggestedResult: null,
  salespeople: [
    { id: '20', name: 'Орехов Глеб' },
    { id: '21', name: 'Соколов Денис' },
  ],
  callbacks,
  lastResults,
  dayIntervals: dayIntervals(),
  queue: null,
};

const atCall = {
  lead,
  attempt,
  timeline,
  note: {
    text: 'Два срыва сроков в феврале, линия стояла день. Готова попробовать нас на одном артикуле. Бюджет согласует директор.',
    savedAt: at(-0.2),
  },
};
const talking = { ...base, ...atCall, state: 'talking', since: at(-2.23), script: script('volume') };
const ended = { ...attempt, state: 'ended', endedAt: at(-0.63), connectedAt: at(-4.73), endedBy: 'customer' };
const wrapUp = {
  ...base,
  ...atCall,
  state: 'wrap_up',
  since: at(-0.63),
  attempt: { ...ended, wrapUpEndsAt: at(0.37) },
  script: script('end'),
  suggestedResult: 'meeting',
};

/** Each state by name, as the gallery's address asks for it. */
export const STATES: Record<string, object> = {
  offline: {
    ...base,
    state: 'offline',
    campaign: null,
    campaigns: [...base.campaigns, { id: '4', name: 'Продление договоров', mode: 'progressive' }],
  },
  paused: { ...base, state: 'paused', pauseReason: 'lunch' },
  idle: { ...base, queue },
  waiting: { ...base },
  first: { ...base, lastResults: [], callbacks: [], dayIntervals: [{ state: 'ready', from: at(-4), to: null }] },
  preview: {
    ...base,
    ...atCall,
    state: 'preview',
    attempt: { ...attempt, state: 'planned', connectedAt: null, previewEndsAt: at(1.2) },
    timeline: [],
    note: { text: '', savedAt: null },
  },
  dialing: {
    ...base,
    ...atCall,
    state: 'dialing',
    attempt: { ...attempt, state: 'ringing', connectedAt: null },
    script: script('volume'),
    timeline: timeline.slice(0, 0),
  },
  unknown: { ...base, ...atCall, state: 'dialing', attempt: { ...attempt, state: 'unknown', connectedAt: null } },
  talking,
  ask: { ...talking, script: script('ask') },
  end: { ...talking, script: script('end') },
  gone: {
    ...talking,
    state: 'wrap_up',
    since: at(-0.1),
    attempt: { ...attempt, state: 'ended', endedAt: at(-0.1), endedBy: 'customer', wrapUpEndsAt: at(0.9) },
  },
  arrived: { ...base, state: 'paused', pauseReason: 'signed_in', lastResults: [], dayIntervals: [] },
  'wrap-up': wrapUp,
  owed: { ...wrapUp, pauseAfter: 'wrap_up_timeout', attempt: ended },
  lost: talking,
  database: talking,
};

const LINES: Record<string, LineStatus> = {
  lost: { phase: 'lost', sinceMs: now - 7000 },
  database: { phase: 'online', sinceMs: now, trouble: 'server.database_unavailable' },
};

export const snapshotOf = (state: string): ConsoleSnapshot => (STATES[state] ?? STATES['idle']) as ConsoleSnapshot;
export const lineOf = (state: string): LineStatus => LINES[state] ?? { phase: 'online', sinceMs: now, trouble: null };
