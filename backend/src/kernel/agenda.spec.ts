import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { Agenda, type DueSource } from './agenda.js';
import { VirtualClock } from './clock.js';
import type { EventStream } from './event-stream.js';
import type { LeaderConnection } from './leader-connection.js';

const START = new Date('2026-03-02T06:00:00Z');
const minutes = (count: number) => new Date(START.getTime() + count * 60_000);

/** Has work at the given instants and counts how often it was run and asked. */
class Planned implements DueSource {
  readonly name = 'planned';
  runs = 0;
  asked = 0;
  broken = false;

  constructor(private readonly dates: Date[]) {}

  nextDueAt(): Promise<Date | null> {
    this.asked += 1;
    return Promise.resolve(this.dates[0] ?? null);
  }

  runDue(now: Date): Promise<number> {
    this.runs += 1;
    if (this.broken) return Promise.reject(new Error('no database'));
    const due = this.dates.filter((date) => date <= now);
    this.dates.splice(0, due.length);
    return Promise.resolve(due.length);
  }
}

describe('the agenda under a virtual clock', () => {
  let isLeader: boolean;
  let agenda: Agenda;

  // What fails here fails on purpose.
  beforeAll(() => {
    Logger.overrideLogger(false);
  });
  afterAll(() => {
    Logger.overrideLogger(true);
  });

  beforeEach(() => {
    isLeader = true;
    const stream = { position: 0, settleOwn: () => Promise.resolve() } as Pick<EventStream, 'position' | 'settleOwn'>;
    const leader = { isLeader: () => Promise.resolve(isLeader) } as Pick<LeaderConnection, 'isLeader'>;
    agenda = new Agenda(new VirtualClock(START.getTime()), stream as EventStream, leader as LeaderConnection);
  });

  it('jumps from one due instant to the next and lets a source sleep until its own', async () => {
    const busy = new Planned([minutes(1), minutes(2), minutes(3)]);
    const quiet = new Planned([minutes(3)]);
    agenda.register(quiet);
    agenda.register(busy);
    await agenda.settle();
    const { runs, asked } = quiet;
    expect(await agenda.advance(minutes(9))).toEqual({ now: minutes(1), next: minutes(2) });
    expect(await agenda.advance(minutes(9))).toEqual({ now: minutes(2), next: minutes(3) });
    expect(quiet).toMatchObject({ runs, asked });
    expect(await agenda.advance(minutes(9))).toEqual({ now: minutes(3), next: null });
    expect(quiet.runs).toBeGreaterThan(runs);
  });

  it('asks everybody again after a poke', async () => {
    const source = new Planned([minutes(3)]);
    agenda.register(source);
    await agenda.settle();
    const { runs } = source;
    agenda.poke();
    await agenda.settle();
    expect(source.runs).toBeGreaterThan(runs);
  });

  it('tries a source that failed again, with little time gone by', async () => {
    const source = new Planned([START]);
    source.broken = true;
    agenda.register(source);
    expect(await agenda.settle()).toEqual({ now: START, next: START });
    source.broken = false;
    const { now, next } = await agenda.advance(minutes(9), START);
    expect(next).toBeNull();
    expect(now.getTime() - START.getTime()).toBeLessThanOrEqual(1_000);
  });

  it('lets no time pass while nobody may do what is due', async () => {
    agenda.register(new Planned([]));
    isLeader = false;
    await expect(agenda.advance(minutes(9))).rejects.toMatchObject({ code: 'server.database_unavailable' });
    isLeader = true;
    expect(await agenda.settle()).toEqual({ now: START, next: null });
  });

  describe('with work in the background', () => {
    const HOUR_MS = 3_600_000;
    let looks: number;
    const look = (): void => {
      looks += 1;
    };

    beforeEach(() => {
      looks = 0;
    });

    it('looks at it no more often than it asks, and at once after its poke', async () => {
      const poke = agenda.inBackground({ name: 'rare', everyMs: HOUR_MS, look });
      await agenda.settle();
      await agenda.advance(minutes(600));
      agenda.poke();
      await agenda.settle();
      expect(looks).toBe(1);
      poke();
      await agenda.settle();
      expect(looks).toBe(2);
    });

    it('looks at it also where all due work sleeps', async () => {
      const source = new Planned([minutes(3)]);
      agenda.register(source);
      agenda.inBackground({ name: 'often', everyMs: 0, look });
      await agenda.settle();
      const { runs } = source;
      const before = looks;
      await agenda.settle();
      expect([source.runs, looks]).toEqual([runs, before + 1]);
    });

    it('counts no look as work and waits for none', async () => {
      agenda.register(new Planned([minutes(1)]));
      agenda.inBackground({ name: 'endless', everyMs: 0, look: () => new Promise(look) });
      expect(await agenda.settle()).toEqual({ now: START, next: minutes(1) });
      expect(await agenda.advance(minutes(9))).toEqual({ now: minutes(1), next: null });
      // The one under way is not joined by another.
      expect(looks).toBe(1);
    });

    it('goes on with the others after a look that failed, and looks again', async () => {
      agenda.inBackground({
        name: 'broken',
        everyMs: 0,
        look: () => {
          look();
          throw new Error('no database');
        },
      });
      const source = new Planned([START]);
      agenda.register(source);
      expect(await agenda.settle()).toEqual({ now: START, next: null });
      const before = looks;
      await agenda.settle();
      expect([source.runs > 0, looks > before]).toEqual([true, true]);
    });

    it('looks only in the leader', async () => {
      agenda.inBackground({ name: 'ours', everyMs: 0, look });
      isLeader = false;
      await expect(agenda.settle()).rejects.toMatchObject({ code: 'server.database_unavailable' });
      expect(looks).toBe(0);
    });
  });
});
