import { type WarmHotRow, warmHotRowSchema } from '@warmline/contracts';

export const sampleRow = (change: Record<string, unknown> = {}): WarmHotRow =>
  warmHotRowSchema.parse({
    leadId: '7',
    name: 'ООО «Уралтара Пак»',
    city: 'Екатеринбург',
    zone: 'Asia/Yekaterinburg',
    temperature: 'hot',
    stage: 'open',
    since: '2026-03-17T09:00:00.000Z',
    contact: { name: 'Кравцова Ольга', position: 'нач. закупок' },
    phone: '+79990001825',
    answers: [],
    note: '',
    operatorName: 'Иванова',
    dispositionCode: 'invoice',
    lastCallAt: '2026-03-18T11:16:00.000Z',
    attemptId: null,
    nextStep: null,
    coolsAt: '2026-03-31T09:00:00.000Z',
    handover: null,
    ...change,
  });

export const sampleHandover = (change: Record<string, unknown> = {}): Record<string, unknown> => ({
  id: '3',
  leadId: '7',
  to: { id: '40', name: 'Орехов Глеб' },
  state: 'offered',
  reason: null,
  offeredBy: 'Мельникова Татьяна',
  offeredAt: '2026-03-17T11:17:00.000Z',
  answeredAt: null,
  ...change,
});
