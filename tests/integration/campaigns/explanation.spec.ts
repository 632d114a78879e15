import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { QueueExplanationRepository } from '../../../backend/src/campaigns/queue-explanation.repository.js';
import { QueueExplanationService } from '../../../backend/src/campaigns/queue-explanation.service.js';
import { Floor } from './floor.fixture.js';

let floor: Floor;

beforeAll(async () => {
  floor = await Floor.open();
});
afterAll(() => floor.close());

describe('the explanation on the consoles', () => {
  it('reads the queue twice at most for everybody who waits, and shows each his own promises', async () => {
    const list = await floor.list();
    const owner = await floor.user('owner');
    const promised = await floor.lead(list, { phones: [{ e164: '+78123000001' }] });
    await floor.lead(list, { phones: [{ e164: '+78123000002' }] });
    const campaign = await floor.campaign([list]);
    await floor.rows(`UPDATE queue_entries SET owner_operator_id = $2 WHERE id = $1`, [
      await floor.entryOf(campaign, promised),
      owner,
    ]);
    const reading = jest.spyOn(floor.backend.get(QueueExplanationRepository), 'groups');
    const explanations = floor.backend.get(QueueExplanationService);
    const operators = [owner, ...Array.from({ length: 20 }, (_, n) => String(1_000 + n))];
    const [own, ...others] = await Promise.all(operators.map((id) => explanations.explainToConsole(campaign, id)));
    expect(reading).toHaveBeenCalledTimes(2);
    expect(own).toEqual(await explanations.explain(campaign, owner, floor.now));
    expect(own).toMatchObject({ ready: 2, waiting: [] });
    for (const other of others) {
      expect(other).toMatchObject({ ready: 1, waiting: [{ reason: 'callback_of_colleague', count: 1 }] });
    }
  });
});
