import { performance } from 'node:perf_hooks';

const dayMs = 86_400_000;
const lookMs = 500;
/** Longer than any call lasts, so that everybody ends his. */
const drainMs = 2 * 3_600_000;

/**
 * A real clock, perhaps a fast one: every operator acts by himself after the time a person would take, divided by the
 * speed.
 *
 * @returns {Promise<number>} how many days of application time the simulation lasted
 */
export async function runInRealTime({ operators, days, speed, progress }) {
  await Promise.all(operators.map((operator) => operator.whenShown(0)));
  const clock = applicationClock(operators, speed);
  const startedAt = clock();
  const endsAt = new Date(startedAt.getTime() + days * dayMs);
  let isOver = false;
  const workers = operators.map((operator) => drive(operator, { clock, speed, isOver: () => isOver }));
  await until(
    () => clock() >= endsAt || operators.every((operator) => isIdle(operator, endsAt)),
    operators,
    () => progress(clock()),
  );
  const endedAt = clock();
  for (const operator of operators) operator.leave();
  const drainedAt = new Date(endedAt.getTime() + drainMs);
  await until(
    () => clock() >= drainedAt || operators.every(({ state }) => state === 'offline'),
    operators,
    () => undefined,
  );
  isOver = true;
  await Promise.all(workers);
  return (endedAt - startedAt) / dayMs;
}

/** The server's clock as the newest picture told it, run on at its speed. */
function applicationClock(operators, speed) {
  let known = { at: 0, now: 0 };
  return () => {
    const newest = Math.max(...operators.map(({ snapshot }) => Date.parse(snapshot?.now ?? 0)));
    if (newest > known.now) known = { at: performance.now(), now: newest };
    return new Date(known.now + (performance.now() - known.at) * speed);
  };
}

async function drive(operator, { clock, speed, isOver }) {
  while (!isOver()) {
    const { plan } = operator;
    const waitMs = plan?.command ? (plan.dueAt - clock()) / speed : lookMs;
    if (waitMs > 0) await operator.changed(Math.min(waitMs, lookMs));
    else await operator.act();
  }
}

async function until(condition, operators, tell) {
  while (!condition()) {
    await operators[0].changed(lookMs);
    tell();
  }
}

/** He stands ready and the queue says that nothing will come before the end. */
function isIdle({ snapshot }, endsAt) {
  if (snapshot?.state !== 'ready' || snapshot.queue === null) return false;
  const { ready, nextOpensAt } = snapshot.queue;
  return ready === 0 && (nextOpensAt === null || new Date(nextOpensAt) > endsAt);
}
