import { performance } from 'node:perf_hooks';
import { say } from '../lib/failure.mjs';
import { startCampaign } from './campaign.mjs';
import { gatherPeople } from './cast.mjs';
import { loadList } from './list-loading.mjs';
import { OperatorClient } from './operator-client.mjs';
import { runInRealTime } from './real-run.mjs';
import { runVirtually } from './virtual-run.mjs';

const progressEveryMs = 2_000;

/**
 * From the file to the last result. Answers what is printed.
 *
 * @param {{ look?: (people: object, time: Date) => Promise<void>, examine?: (people: object) => Promise<void> }} witness
 *   `look` is called between two jumps of the clock, `examine` once all is over; nothing happens while they work
 */
export async function runSimulation({ url }, options, { look, examine } = {}) {
  const startedAt = performance.now();
  const people = await gatherPeople(url, options);
  const { list, counts } = await loadList(people, options);
  await startCampaign(people, list);
  const operators = people.operators.map(({ id, client }, at) => {
    return new OperatorClient({ id, client, seed: `${options.seed}|operator ${at + 1}` });
  });
  try {
    const virtualDays = await workDays(people, operators, { ...options, look });
    const audit = await people.administrator.get('/api/simulation/audit');
    await examine?.(people);
    return report({ counts, audit, virtualDays, seconds: (performance.now() - startedAt) / 1000 });
  } finally {
    for (const operator of operators) operator.close();
  }
}

function workDays(people, operators, { days, speed, look }) {
  const tell = progressLine(operators);
  const progress = async (time) => {
    tell(time);
    await look?.(people, time);
  };
  return speed === null
    ? runVirtually({ administrator: people.administrator, operators, days, progress })
    : runInRealTime({ operators, days, speed, progress });
}

function progressLine(operators) {
  let toldAt = performance.now();
  return (time) => {
    if (performance.now() - toldAt < progressEveryMs) return;
    toldAt = performance.now();
    const dialed = operators.reduce((sum, operator) => sum + operator.dialed, 0);
    say(`${time.toISOString()}  ${dialed} dialled  ${operators.map(({ state }) => state).join(' ')}`);
  };
}

function report({ counts, audit, virtualDays, seconds }) {
  return {
    rows: counts.rows,
    leads: counts.leadsInList,
    contacts: counts.contacts,
    phones: counts.phones,
    phoneCells: counts.phoneCells,
    phoneCellsParsed: counts.phoneCellsParsed,
    rejected: counts.invalid,
    ...audit,
    virtualDays: Number(virtualDays.toFixed(2)),
    seconds: Number(seconds.toFixed(1)),
  };
}
