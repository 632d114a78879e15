import { Inject, Injectable, Logger } from '@nestjs/common';
import { AttemptService } from '../calls/attempt.service.js';
import type { LiveAttempt } from '../calls/live-calls.repository.js';
import { LiveCalls } from '../calls/live-calls.service.js';
import { Agenda } from '../kernel/agenda.js';
import type { DueSource } from '../kernel/agenda.js';
import { Clock } from '../kernel/clock.js';
import { Transaction } from '../kernel/transaction.js';
import { DialingGate } from '../telephony/dialing-gate.service.js';
import { Inbox, ORPHAN_GRACE_MS } from '../telephony/inbox.service.js';
import type { CallSnapshot } from '../telephony/snapshot.rules.js';
import { TELEPHONY_PORT } from '../telephony/telephony.port.js';
import type { LookupKey, TelephonyPort } from '../telephony/telephony.port.js';
import { isBehind, judge, WATCH_AFTER_MS } from './watch.rules.js';
import type { HangUp } from './watch.rules.js';

const SWEEP_MS = 45_000;
const RETRY_MS = 5_000;

/** `acted`: the change itself moves the watch. `gone`: nothing is left to watch. */
export type Resolution =
  | { readonly kind: 'ask_again'; readonly afterMs: number; readonly polls: number }
  | { readonly kind: 'acted' }
  | { readonly kind: 'gone' };

/**
 * Makes our picture and the engine's the same again: single attempts when a watchdog asks, all of them in a sweep, and
 * everything at the start of the process before anything may be dialled (telephony.md 5.6 and 5.7).
 */
@Injectable()
export class Reconciler implements DueSource {
  readonly name = 'telephony-reconciler';
  private readonly logger = new Logger('telephony-reconciler');
  private isRecovered = false;
  /** Null until the first sweep: then it is due at once. */
  private nextSweepAt: Date | null = null;
  private sawCalls = true;

  constructor(
    private readonly attempts: AttemptService,
    private readonly liveCalls: LiveCalls,
    private readonly inbox: Inbox,
    private readonly gate: DialingGate,
    private readonly transaction: Transaction,
    private readonly clock: Clock,
    agenda: Agenda,
    @Inject(TELEPHONY_PORT) private readonly port: TelephonyPort,
  ) {
    agenda.register(this);
  }

  async nextDueAt(): Promise<Date | null> {
    if (this.nextSweepAt === null) return this.clock.now();
    // A virtual clock stands still between jumps: it must not be woken every 45 s of a silent night.
    const isVirtual = this.clock.realMsUntil(new Date(this.clock.now().getTime() + 1)) === null;
    const isNeeded = !this.isRecovered || !isVirtual || this.sawCalls || (await this.liveCalls.any());
    return isNeeded ? this.nextSweepAt : null;
  }

  async runDue(now: Date): Promise<number> {
    if (this.nextSweepAt !== null && this.nextSweepAt > now) return 0;
    this.nextSweepAt = new Date(now.getTime() + RETRY_MS);
    if (this.port.health() !== 'up') return 0;
    if (this.isRecovered) await this.sweep(now);
    else await this.recover(now);
    this.nextSweepAt = new Date(now.getTime() + SWEEP_MS);
    return 1;
  }

  /**
   * Restart: dialling is off from the birth of the gate; what waits in the inbox is applied, the engine's calls are
   * adopted or hung up, dials without an answer are looked up; then dialling is on.
   */
  private async recover(now: Date): Promise<void> {
    await this.inbox.runDue(now);
    await this.sweep(now);
    await this.inbox.runDue(now);
    this.isRecovered = true;
    this.gate.open();
  }

  /** Compares in both directions. Rejects when the engine cannot be asked: silence is not "no calls". */
  async sweep(now: Date): Promise<void> {
    const snapshots = (await this.port.listLive()).filter((snapshot) => snapshot.direction === 'outgoing');
    this.sawCalls = snapshots.length > 0;
    // Read after the engine's list: what was dialled in between is looked up and found alive.
    const live = await this.liveCalls.list();
    const byId = new Map(live.map((attempt) => [attempt.id, attempt]));
    for (const snapshot of snapshots) {
      const known = snapshot.attemptId === null ? undefined : byId.get(snapshot.attemptId);
      if (known?.callId === snapshot.callId) await this.catchUp(known, snapshot);
      else await this.findOwner(snapshot, now);
    }
    const seen = new Set(snapshots.map((snapshot) => snapshot.callId));
    for (const attempt of live) {
      const isSeen = attempt.callId !== null && seen.has(attempt.callId);
      const isYoungDial = attempt.callId === null && this.isRecovered;
      if (!isSeen && !isYoungDial) await this.resolve(attempt.id, 0);
    }
  }

  /** Asks the engine about one attempt and acts on the answer. */
  async resolve(attemptId: string, polls: number): Promise<Resolution> {
    const record = await this.liveCalls.find(attemptId);
    if (record === undefined || WATCH_AFTER_MS[record.attempt.state] === null) return { kind: 'gone' };
    const { attempt, hangupRequested } = record;
    const now = this.clock.now();
    const key: LookupKey =
      attempt.callId === null ? { attemptId, since: attempt.dialRequestedAt ?? now } : { callId: attempt.callId };
    const judgement = judge({ attempt, hangupRequested, polls, now }, await this.port.lookup(key));
    switch (judgement.kind) {
      case 'ask_again':
        return judgement;
      case 'fail_to_place':
      case 'lose_engine':
        this.logger.warn(`attempt ${attemptId}: ${judgement.kind}`);
        await this.attempts.decide(attemptId, { t: judgement.kind });
        return { kind: 'acted' };
      case 'learn':
        await this.liveCalls.learn(judgement.snapshot);
        if (judgement.thenHangUp !== null) await this.hangUp(attemptId, judgement.snapshot, judgement.thenHangUp);
        return { kind: 'acted' };
    }
  }

  private async hangUp(attemptId: string, snapshot: CallSnapshot, reason: HangUp): Promise<void> {
    if (reason === 'abandoned') {
      // The answer may have been learned a moment ago: it must be in the record before the call is called abandoned.
      await this.inbox.runDue(this.clock.now());
      await this.attempts.decide(attemptId, { t: 'abandon' });
    }
    await this.liveCalls.hangUp(snapshot.callId, reason);
  }

  private async catchUp(attempt: Behind, snapshot: CallSnapshot): Promise<void> {
    if (isBehind(attempt, snapshot)) await this.liveCalls.learn(snapshot);
    if (attempt.hangupRequested) await this.liveCalls.hangUp(snapshot.callId, 'operator');
  }

  /** A living call that no living attempt claims: adopted, or hung up. */
  private async findOwner(snapshot: CallSnapshot, now: Date): Promise<void> {
    const owner = await this.liveCalls.ownerOf(snapshot);
    if (owner === undefined) {
      const isOld = now.getTime() - snapshot.placedAt.getTime() >= ORPHAN_GRACE_MS;
      if (isOld) await this.transaction.run(() => this.inbox.hangUpOrphan(snapshot));
      return;
    }
    const { state, callId } = owner.attempt;
    const isOwn = callId === null || callId === snapshot.callId;
    if (state === 'ended' || !isOwn) await this.liveCalls.hangUp(snapshot.callId, 'orphan');
    else await this.catchUp({ state, callId, hangupRequested: owner.hangupRequested }, snapshot);
  }
}

type Behind = Pick<LiveAttempt, 'state' | 'callId' | 'hangupRequested'>;
