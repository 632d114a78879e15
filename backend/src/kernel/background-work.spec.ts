import { describe, expect, it } from '@jest/globals';
import { BackgroundWork } from './background-work.js';

describe('work in the background', () => {
  it('is looked at when its time has come', () => {
    const looks: string[] = [];
    const work = new BackgroundWork();
    for (const everyMs of [250, 1_000]) {
      work.add({ name: `every ${everyMs}`, everyMs, look: () => void looks.push(`every ${everyMs}`) }, () => undefined);
    }
    work.look(0);
    return work.settled().then(() => {
      work.look(249);
      work.look(250);
      expect(looks).toEqual(['every 250', 'every 1000', 'every 250']);
    });
  });

  it('is woken once more for a poke that came in the middle of a look', async () => {
    let woken = 0;
    let looks = 0;
    let end: () => void = () => undefined;
    const work = new BackgroundWork();
    const look = () =>
      new Promise<void>((resolve) => {
        looks += 1;
        end = resolve;
      });
    const poke = work.add({ name: 'slow', everyMs: 1_000, look }, () => (woken += 1));
    work.look(0);
    poke();
    work.look(1);
    expect([woken, looks]).toEqual([1, 1]);
    end();
    await work.settled();
    expect(woken).toBe(2);
    work.look(2);
    expect(looks).toBe(2);
    end();
    await work.settled();
    expect(woken).toBe(2);
  });
});
