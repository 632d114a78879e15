const dayMs = 86_400_000;
/** Longer than any call lasts, so that everybody ends his. */
const drainMs = 2 * 3_600_000;

/**
 * Virtual time: the driver keeps the operators' next actions, lets the server's clock jump to the earliest of them or to
 * whatever is due there before, and goes on once everybody sees what changed. No waiting for time anywhere.
 *
 * @returns {Promise<number>} how many days the simulation lasted, without the last calls being ended
 */
export async function runVirtually({ administrator, operators, days, progress }) {
  await Promise.all(operators.map((operator) => operator.whenShown(0)));
  const startedAt = await advance(administrator, { operators, to: new Date(0) });
  const endsAt = new Date(startedAt.now.getTime() + days * dayMs);
  const stage = { administrator, operators, progress };
  const endedAt = await work(stage, { from: startedAt.now, until: endsAt, isOver: nothingLeft });
  for (const operator of operators) operator.leave();
  const haveLeft = () => operators.every(({ state }) => state === 'offline');
  await work(stage, { from: endedAt, until: new Date(endedAt.getTime() + drainMs), isOver: haveLeft });
  return (endedAt - startedAt.now) / dayMs;
}

async function work({ administrator, operators, progress }, { from, until, isOver }) {
  let time = from;
  while (time < until) {
    await actWhatIsDue(operators, time);
    const own = earliest(operators) ?? until;
    const { now, next } = await advance(administrator, { operators, to: own < until ? own : until });
    time = now;
    await progress(time);
    if (isOver({ operators, next, until })) return time;
  }
  return time;
}

async function advance(administrator, { operators, to }) {
  const seen = operators.map(({ id, version }) => ({ operatorId: id, version }));
  const { now, next, consoles } = await administrator.post('/api/simulation/advance', { to: to.toISOString(), seen });
  await Promise.all(consoles.map(({ operatorId, version }) => shown(operators, operatorId, version)));
  return { now: new Date(now), next: next === null ? null : new Date(next) };
}

/** One after another, in their order: what one does may change what the next one sees. */
async function actWhatIsDue(operators, time) {
  for (const operator of operators) {
    while (operator.plan?.command && operator.plan.dueAt <= time) await operator.act();
  }
}

function earliest(operators) {
  const dates = operators.flatMap(({ plan }) => (plan?.command ? [plan.dueAt] : []));
  return dates.length === 0 ? null : new Date(Math.min(...dates));
}

async function shown(operators, operatorId, version) {
  await operators.find(({ id }) => id === operatorId)?.whenShown(version);
}

/** Nobody has anything to do and nothing is due before the end. */
function nothingLeft({ operators, next, until }) {
  return earliest(operators) === null && (next === null || next > until);
}
