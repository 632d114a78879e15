import { randomUUID } from 'node:crypto';
import { clearInterval, setInterval } from 'node:timers';
import { setTimeout as delay } from 'node:timers/promises';
import { io } from 'socket.io-client';
import {
  planAfterRefusal,
  planFor,
  planToLeave,
  planWhenDone,
} from '../../backend/dist/training/operator-plan.rules.js';

const heartbeatMs = 5_000;
const answerTimeoutMs = 10_000;
const retryMs = 100;
/** A console that was told to change and is not sent by then is asked for: a push may have died with its server. */
const pushTimeoutMs = 1_000;
const passing = ['server.database_unavailable', 'server.stopping'];

/**
 * One operator at his console: a socket, the picture it shows, and what he intends to do. He survives a restart of the
 * server: the line comes back by itself, and a command without an answer is sent again under the same id.
 */
export class OperatorClient {
  snapshot = null;
  plan = null;
  dialed = 0;
  #waiters = new Set();

  constructor({ id, client, seed }) {
    this.id = id;
    this.seed = seed;
    this.socket = io(client.url, {
      transports: ['websocket'],
      forceNew: true,
      reconnectionDelay: retryMs,
      reconnectionDelayMax: 3 * retryMs,
      extraHeaders: { cookie: client.cookie, origin: client.origin },
    });
    this.socket.on('connect', () => this.socket.emit('console.open', {}, () => undefined));
    // The server refuses a handshake only while its database is away: socket.io does not try again by itself then.
    this.socket.on('connect_error', () => this.#reconnect());
    this.socket.on('console.snapshot', (snapshot) => this.#show(snapshot));
    this.heartbeat = setInterval(
      () => this.socket.volatile.emit('session.heartbeat', {}, () => undefined),
      heartbeatMs,
    );
  }

  close() {
    clearInterval(this.heartbeat);
    this.socket.disconnect();
  }

  get version() {
    return this.snapshot?.version ?? -1;
  }

  get state() {
    return this.snapshot?.state ?? 'offline';
  }

  /** Resolves once the console shows `version` or a later one. */
  async whenShown(version) {
    while (this.version < version) {
      await this.changed(pushTimeoutMs);
      if (this.version < version) this.socket.volatile.emit('console.open', {}, () => undefined);
    }
  }

  /** Resolves with the next picture, or after `timeoutMs` without one. */
  async changed(timeoutMs) {
    const abort = new AbortController();
    const late = delay(timeoutMs, undefined, { signal: abort.signal }).catch(() => undefined);
    await Promise.race([late, new Promise((resolve) => this.#waiters.add(resolve))]);
    abort.abort();
  }

  /** From now on he ends what he has begun and takes nothing new. */
  leave() {
    this.leaving = true;
    if (this.snapshot !== null) this.#show(this.snapshot);
  }

  /** Does what he intends, and waits until he sees what came of it. */
  async act() {
    const { plan } = this;
    if (!plan?.command) return;
    const reply = await this.send(plan.command);
    if (reply.ok) {
      if (plan.command.name === 'attempt.dial') this.dialed += 1;
      // The console may already show what came of it.
      if (this.plan === plan) this.plan = planWhenDone(plan);
      await this.whenShown(reply.version ?? this.version);
    } else if (reply.error.code === 'operator.version_stale') {
      await this.whenShown(reply.error.params.version ?? this.version + 1);
    } else {
      this.refused = `${plan.command.name}: ${JSON.stringify(reply.error)}`;
      this.plan = planAfterRefusal(plan, this.snapshot, this.seed);
    }
  }

  /** One command, sent until it is answered; the server does it once. */
  async send({ name, body }) {
    const message = { ...body, commandId: randomUUID(), version: this.version };
    for (;;) {
      await this.#connected();
      const reply = await this.#answer(name, message);
      if (reply !== undefined && !(reply.ok === false && passing.includes(reply.error.code))) return reply;
      await delay(retryMs);
    }
  }

  #show(snapshot) {
    if (snapshot.version < this.version) return;
    this.snapshot = snapshot;
    this.plan = (this.leaving ? planToLeave : planFor)(this.plan, snapshot, this.seed);
    for (const wake of this.#waiters) wake();
    this.#waiters.clear();
  }

  /** Undefined when the line broke or nothing came. */
  async #answer(name, message) {
    const broken = new Promise((resolve) => this.socket.once('disconnect', () => resolve(undefined)));
    const answer = this.socket.timeout(answerTimeoutMs).emitWithAck(name, message);
    return Promise.race([answer.catch(() => undefined), broken]);
  }

  async #connected() {
    while (!this.socket.connected) {
      await new Promise((resolve) => this.socket.once('connect', resolve));
    }
  }

  #reconnect() {
    if (!this.socket.active) setTimeout(() => this.socket.connect(), retryMs);
  }
}
