/**
 * Loaded into a backend before its own code (`node --import`). Its standard input is a pipe nobody writes to: when that
 * pipe closes, the command that started it is gone, however it died, and the backend shuts down instead of living on.
 */
const gracePeriodMs = 15_000;

function leave() {
  setTimeout(() => process.exit(1), gracePeriodMs).unref();
  process.kill(process.pid, 'SIGTERM');
}

process.stdin.once('end', leave);
process.stdin.once('error', leave);
process.stdin.resume();
process.stdin.unref?.();
