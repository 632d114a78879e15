import { type Board, boardSchema } from '@warmline/contracts';

const funnel = { attempts: 52, reached: 20, decisionMakers: 11, warm: 3, hot: 1, customers: 0 };

/** A small floor for the specs: one campaign, three people. */
export function sampleBoard(change: Record<string, unknown> = {}): Board {
  return boardSchema.parse({
    position: 10,
    now: '2026-03-18T11:14:00.000Z',
    dayStartedAt: '2026-03-18T06:00:00.000Z',
    funnel: { attempts: 4120, reached: 1236, decisionMakers: 640, warm: 212, hot: 63, customers: 9 },
    minutes: [
      { at: '2026-03-18T11:12:00.000Z', attempts: 20, decisionMakers: 3 },
      { at: '2026-03-18T11:13:00.000Z', attempts: 20, decisionMakers: 1 },
    ],
    abandoned: { numerator: 24, denominator: 1260 },
    callable: { ready: 400, total: 1000 },
    operatorWait: { medianSeconds: 7, p90Seconds: 19, count: 418 },
    operators: [
      sampleOperator('1', 'Петров Илья', { state: 'paused', since: '2026-03-18T10:33:00.000Z', pauseReason: 'lunch' }),
      sampleOperator('2', 'Аверина Нина', { state: 'talking', since: '2026-03-18T11:12:00.000Z' }),
      sampleOperator('3', 'Носова Вера', { state: 'talking', connected: false, campaignId: null }),
    ],
    calls: [],
    campaigns: [
      {
        id: '5',
        name: 'Упаковка',
        mode: 'preview',
        status: 'running',
        operators: 2,
        ready: 90,
        total: 100,
        funnel,
        abandoned: { numerator: 0, denominator: 20 },
      },
    ],
    alerts: [],
    ...change,
  });
}

const sampleOperator = (id: string, name: string, change: Record<string, unknown>): Record<string, unknown> => ({
  id,
  name,
  training: false,
  state: 'ready',
  connected: true,
  pauseReason: null,
  since: '2026-03-18T11:13:00.000Z',
  campaignId: '5',
  funnel,
  occupancy: { busySeconds: 710, totalSeconds: 1000 },
  ...change,
});
