import { describe, expect, it } from '@jest/globals';
import { ServerClock } from './server-clock.js';

describe('the server clock', () => {
  it('takes half of the round trip off the answer', () => {
    const clock = new ServerClock(() => 1000);
    clock.observe({ askedAtMs: 900, answeredAtMs: 1000, serverAtMs: 60_950 });
    expect([clock.nowMs(), clock.roundTripMs]).toEqual([61_000, 100]);
  });

  it('believes the fastest of the recent answers', () => {
    const clock = new ServerClock(() => 0);
    clock.observe({ askedAtMs: 0, answeredAtMs: 20, serverAtMs: 5010 });
    clock.observe({ askedAtMs: 100, answeredAtMs: 900, serverAtMs: 9000 });
    expect(clock.offsetMs).toBe(5000);
  });

  it('forgets what another connection said', () => {
    const clock = new ServerClock(() => 0);
    clock.observe({ askedAtMs: 0, answeredAtMs: 20, serverAtMs: 5010 });
    clock.restart();
    clock.observe({ askedAtMs: 0, answeredAtMs: 400, serverAtMs: 7200 });
    expect(clock.offsetMs).toBe(7000);
  });
});
