import { describe, expect, it } from '@jest/globals';
import type { DialRefusal } from '@warmline/contracts';
import { endOfRefusal } from './dial-refusal.rules.js';

const refusal = (reason: DialRefusal['reason'], until: string | null): DialRefusal => ({ reason, until, zones: [] });
const evening = '2026-03-18T15:00:00.000Z';
const morning = '2026-03-19T06:00:00.000Z';

describe('the end of a refusal', () => {
  it('is the end of its last reason', () => {
    const both = [refusal('outside_hours', morning), refusal('cooling', evening)];
    expect(endOfRefusal(both)).toEqual({ kind: 'at', at: morning });
  });

  it('is open while one reason has none', () => {
    const both = [refusal('outside_hours', morning), refusal('suppressed', null)];
    expect(endOfRefusal(both)).toEqual({ kind: 'open', reason: 'suppressed' });
  });

  it('is not told when there is no reason', () => {
    expect(endOfRefusal([])).toBeNull();
  });
});
