import { describe, expect, it } from '@jest/globals';
import { compileScript, scriptDocumentSchema } from '@warmline/contracts/call-script';
import { PACKAGING_SCRIPT } from '../call-scripts/seed/packaging.js';
import { demoCalls, FIRST_CALLED } from './demo-history.rules.js';
import { DEMO_COMPANIES } from './demo-leads.rules.js';

describe("the demo's calls of yesterday", () => {
  const script = compileScript(scriptDocumentSchema.parse(PACKAGING_SCRIPT));
  const calls = demoCalls(script, new Date('2026-03-02T06:00:00Z'));

  it('end in the results they are told to have, three of them meetings', () => {
    expect(calls.filter(({ talk, code }) => talk !== null && talk.state.disposition !== code)).toEqual([]);
    expect(calls.filter(({ code }) => code === 'meeting')).toHaveLength(3);
  });

  it('follow one another within a working day', () => {
    const overlapping = calls.filter((call, at) => call.wrappedAt > (calls[at + 1]?.plannedAt ?? new Date(8.64e15)));
    expect(overlapping).toEqual([]);
    expect(calls.at(-1)?.wrappedAt.getTime()).toBeLessThan(new Date('2026-03-02T16:00:00Z').getTime());
  });

  it('are with leads that the demo has, and leave enough of them fresh', () => {
    expect(FIRST_CALLED).toBeGreaterThanOrEqual(40);
    expect(FIRST_CALLED + calls.length).toBeLessThanOrEqual(DEMO_COMPANIES);
  });
});
