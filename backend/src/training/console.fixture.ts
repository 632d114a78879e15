/** A console as the server sends it, with everything a simulated operator looks at; invented. */
import type { ConsoleSnapshot, Disposition } from '@warmline/contracts';
import { attemptIdSchema, campaignIdSchema, leadIdSchema, phoneIdSchema, userIdSchema } from '@warmline/contracts';

export const NOW = '2026-03-02T09:00:00.000Z';

type Attempt = NonNullable<ConsoleSnapshot['attempt']>;

export function disposition(code: string, queue: Disposition['effect']['queue'] = 'finish'): Disposition {
  const effect = { reached: true, decisionMaker: false, phone: 'keep', queue, suppress: false } as const;
  return { code, name: { ru: code, en: code }, effect, byOperator: true };
}

export function resultsOf(...results: Disposition[]): ConsoleSnapshot['results'] {
  return [{ code: 'group', name: { ru: 'Группа', en: 'Group' }, results }];
}

export function attemptWith(change: Partial<Attempt> = {}): Attempt {
  return {
    id: attemptIdSchema.parse('01980000-0000-7000-8000-000000000001'),
    state: 'planned',
    phoneId: phoneIdSchema.parse('11'),
    contactId: null,
    direction: 'out',
    number: 1,
    triesAllowed: 5,
    plannedAt: NOW,
    dialRequestedAt: null,
    answeredAt: null,
    connectedAt: null,
    endedAt: null,
    cause: null,
    endedBy: null,
    muted: false,
    held: false,
    simulated: { persona: null },
    why: ['fresh'],
    rightToCall: { until: null, legalSourceKind: 'own_form', listName: 'List', pack: 'demo' },
    previewEndsAt: null,
    stopped: null,
    wrapUpEndsAt: null,
    callback: null,
    ...change,
  };
}

export function consoleWith(change: Partial<ConsoleSnapshot> = {}): ConsoleSnapshot {
  return {
    version: 1,
    now: NOW,
    operator: { id: userIdSchema.parse('1'), name: 'Olga Operator', locale: 'en' },
    state: 'paused',
    since: NOW,
    pauseReason: null,
    pauseAfter: null,
    campaign: { id: campaignIdSchema.parse('1'), name: 'Campaign', mode: 'preview', clientName: 'Client' },
    campaigns: [],
    today: { attempts: 0, reached: 0, decisionMakers: 0, warm: 0, hot: 0, callbacksKept: 0, callbacksDue: 0 },
    lead: leadWith(),
    attempt: null,
    script: null,
    note: { text: '', savedAt: null },
    timeline: [],
    results: [],
    suggestedResult: null,
    salespeople: [],
    callbacks: [],
    lastResults: [],
    dayIntervals: [],
    queue: null,
    ...change,
  };
}

export function leadWith(change: Partial<NonNullable<ConsoleSnapshot['lead']>> = {}): ConsoleSnapshot['lead'] {
  return {
    id: leadIdSchema.parse('7'),
    kind: 'company',
    name: 'Example Works',
    legalName: null,
    inn: null,
    industry: null,
    city: 'Tver',
    site: null,
    email: null,
    temperature: 'cold',
    stage: 'open',
    temperatureAt: null,
    contacts: [],
    phones: [],
    addresses: [],
    zones: ['Europe/Moscow'],
    zoneSource: 'address',
    lists: ['List'],
    custom: {},
    synthetic: true,
    history: [],
    ...change,
  };
}
