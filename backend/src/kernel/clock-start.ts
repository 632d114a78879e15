import type { DataSource } from 'typeorm';
import type { Config } from '../config/config.js';
import { type Clock, RealClock, VirtualClock } from './clock.js';

/** Concurrent writers get their ids out of the order of their instants, but never by so many events. */
const NEWEST_EVENTS = 1_000;

/**
 * The clock a process starts with. Real time needs no start. A virtual or sped-up clock runs away from real time, so a restart would throw it
 * back behind what it has written: rests and promises would wait anew, and what happened would lie in the future. It begins no earlier than the
 * event log ends.
 */
export async function startClock({ kind, startAt, speed }: Config['clock'], dataSource: DataSource): Promise<Clock> {
  if (kind === 'real' && speed === 1) {
    return new RealClock();
  }
  const wishedMs = (startAt ?? new Date()).getTime();
  const startMs = Math.max(wishedMs, await endOfLog(dataSource));
  return kind === 'virtual' ? new VirtualClock(startMs) : new RealClock(speed, startMs);
}

/** By the primary key: the log has no index on time, and a whole pass over it would hold up every start. */
async function endOfLog(dataSource: DataSource): Promise<number> {
  const rows: { at: Date | null }[] = await dataSource.query(
    'SELECT max(at) AS at FROM (SELECT at FROM events ORDER BY id DESC LIMIT $1) AS newest',
    [NEWEST_EVENTS],
  );
  return rows[0]?.at?.getTime() ?? -Infinity;
}
