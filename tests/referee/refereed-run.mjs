import pg from 'pg';
import { runSimulation } from '../../scripts/simulate/run.mjs';
import { BoardWitness } from './board-witness.mjs';
import { judge, promiseFigures } from './judge.mjs';

/**
 * A simulated campaign and the referee's verdict on it.
 *
 * @param {{ url: string, databaseUrl?: string }} backend with a database of its own
 * @returns {Promise<{ broken: number, violations: Record<string, number>, found: object[], promises: object, boardStops: number, simulation: object }>}
 */
export async function refereedRun(backend, options) {
  const db = new pg.Client({ connectionString: backend.databaseUrl });
  await db.connect();
  const witness = new BoardWitness(db);
  try {
    let verdict;
    const look = (people, time) => witness.look(people.approver.client, time);
    const examine = async () => (verdict = { ...(await judge(db)), promises: await promiseFigures(db) });
    const simulation = await runSimulation(backend, options, { look, examine });
    return summary({ ...verdict, simulation, witness });
  } finally {
    witness.close();
    await db.end();
  }
}

function summary({ violations, found, promises, simulation, witness: { stops, differences } }) {
  const all = { ...violations, board: differences.length };
  const rule = 'the board shows what the books say, and no step of the funnel is more than the one before it';
  return {
    broken: Object.values(all).reduce((sum, count) => sum + count, 0),
    violations: all,
    found: differences.length === 0 ? found : [...found, { name: 'board', rule, rows: differences.slice(0, 5) }],
    boardStops: stops,
    promises,
    simulation,
  };
}
