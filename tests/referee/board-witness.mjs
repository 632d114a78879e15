import { clearTimeout, setTimeout } from 'node:timers';
import { io } from 'socket.io-client';
import { Failure } from '../../scripts/lib/failure.mjs';
import { ownFunnel, widerSteps } from './funnel.mjs';

const boardTimeoutMs = 30_000;
/** Of the simulated clock. */
const stopEveryMs = 2 * 3_600_000;

/** Watches the live board as a supervisor does, and compares it with the referee's own count while the clock stands still. */
export class BoardWitness {
  stops = 0;
  /** What the board and the books tell differently. */
  differences = [];
  #lastStopMs = 0;
  #lastDials = 0;
  #arrived = () => undefined;

  constructor(db) {
    this.db = db;
  }

  /** Compares when so much time has passed since the last stop and calls were made meanwhile. */
  async look(desk, time) {
    if (time.getTime() - this.#lastStopMs < stopEveryMs) return;
    const { rows } = await this.db.query('SELECT count(*)::int AS dials FROM simulator_calls');
    if (rows[0].dials === this.#lastDials) return;
    this.#lastDials = rows[0].dials;
    this.#lastStopMs = time.getTime();
    await this.compare(desk, time);
  }

  close() {
    this.socket?.disconnect();
  }

  async compare(desk, time) {
    this.stops += 1;
    const board = await this.#boardAt(desk, await this.#lastPosition());
    const own = await ownFunnel(this.db, { from: board.dayStartedAt, to: board.now });
    for (const [step, count] of Object.entries(own)) {
      if (board.funnel[step] !== count) {
        this.differences.push({ time, step, board: board.funnel[step], books: count });
      }
    }
    for (const step of widerSteps(board.funnel)) {
      this.differences.push({ time, step, widerThanTheStepBefore: board.funnel });
    }
  }

  /** Of the newest event, once the sequencer has numbered all that were written. */
  async #lastPosition() {
    for (;;) {
      const { rows } = await this.db.query(
        'SELECT (SELECT count(*) FROM event_backlog)::int AS waiting, coalesce(max(position), 0)::float8 AS position FROM event_positions',
      );
      if (rows[0].waiting === 0) return rows[0].position;
    }
  }

  async #boardAt(desk, position) {
    if (this.socket === undefined) this.#watch(desk);
    for (;;) {
      if (this.board?.position >= position) return this.board;
      await this.#nextBoard(position);
    }
  }

  #nextBoard(position) {
    return new Promise((resolve, reject) => {
      const late = setTimeout(
        () => reject(new Failure(`The board does not come to event ${position}.`)),
        boardTimeoutMs,
      );
      this.#arrived = () => {
        clearTimeout(late);
        resolve();
      };
    });
  }

  #watch(desk) {
    this.socket = io(desk.url, {
      transports: ['websocket'],
      forceNew: true,
      extraHeaders: { cookie: desk.cookie, origin: desk.origin },
    });
    this.socket.on('connect', () => this.socket.emit('board.watch', { on: true }, () => undefined));
    this.socket.on('board.snapshot', (board) => {
      this.board = board;
      this.#arrived();
    });
  }
}
