import { type Campaign, campaignSchema, type Preflight, preflightSchema } from '@warmline/contracts';
import { USUAL_HOURS } from './week.rules.js';

export const sampleCampaign = (change: Record<string, unknown> = {}): Campaign =>
  campaignSchema.parse({
    id: '5',
    clientId: '1',
    clientName: 'Профиль-Снаб',
    name: 'Упаковка',
    purpose: 'advertising',
    audience: 'b2b',
    mode: 'preview',
    status: 'draft',
    synthetic: true,
    leads: 100,
    ready: 60,
    finished: 10,
    createdAt: '2026-03-17T09:00:00.000Z',
    startedAt: null,
    version: 4,
    lists: [
      { id: '1', name: 'Ярмарка', leads: 60, legalSourceComplete: true },
      { id: '2', name: 'Реестр', leads: 40, legalSourceComplete: true },
    ],
    operators: [{ id: '10', name: 'Иванова Мария' }],
    callScript: { versionId: '3', name: { ru: 'Упаковка', en: 'Packaging' }, number: 7 },
    callerId: null,
    policy: {
      hours: USUAL_HOURS.b2b,
      onHolidays: false,
      caps: { perDay: 2, perSevenDays: 5, minimumGapMinutes: 30, triesPerLead: 10 },
      retries: { default: { delayMinutes: 1440, times: 2, otherDayPart: true } },
      ringTimeoutSeconds: 30,
      previewTimeoutSeconds: 180,
      wrapUpSeconds: 60,
      sharedNumbers: 'each',
      coolAfterDays: { hot: 14, warm: 60 },
    },
    dispositions: [],
    ...change,
  });

export const samplePreflight = (change: Record<string, unknown> = {}): Preflight =>
  preflightSchema.parse({
    ready: false,
    checks: [
      { check: 'lists', outcome: 'passed', code: 'ok', params: {} },
      { check: 'operators', outcome: 'failed', code: 'none', params: {} },
    ],
    queue: {
      at: '2026-03-18T11:14:00.000Z',
      total: 100,
      ready: 60,
      waiting: [
        { reason: 'cooling', count: 5, until: '2026-03-18T12:00:00.000Z', zones: [] },
        { reason: 'outside_hours', count: 20, until: '2026-03-19T04:00:00.000Z', zones: ['Asia/Yekaterinburg'] },
        { reason: 'zone_unknown', count: 15, until: null, zones: [] },
      ],
      opens: [],
      nextOpensAt: '2026-03-18T12:00:00.000Z',
    },
    day: { zone: 'Europe/Moscow', from: '2026-03-17T21:00:00.000Z', to: '2026-03-18T21:00:00.000Z' },
    zones: [
      {
        zones: ['Europe/Moscow'],
        count: 70,
        windows: [{ from: '2026-03-18T06:00:00.000Z', to: '2026-03-18T15:00:00.000Z' }],
      },
      {
        zones: ['Asia/Yekaterinburg'],
        count: 20,
        windows: [{ from: '2026-03-18T04:00:00.000Z', to: '2026-03-18T10:00:00.000Z' }],
      },
    ],
    ...change,
  });
