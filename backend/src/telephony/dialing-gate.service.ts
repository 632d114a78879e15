import { Inject, Injectable } from '@nestjs/common';
import { LeaderConnection } from '../kernel/leader-connection.js';
import { Inbox } from './inbox.service.js';
import { TELEPHONY_PORT } from './telephony.port.js';
import type { TelephonyPort } from './telephony.port.js';

/** Above this the inbox is behind and we would dial without knowing what our calls do. */
const MOST_LAG_MS = 2_000;

/** Why nothing may be dialled now; codes for `dial.refused` and for "why nothing rings". */
export type GateReason = 'telephony.recovering' | 'telephony.down' | 'telephony.behind';

/** Closed from the start of the process until its calls are sorted out, and whenever we cannot see what calls do. */
@Injectable()
export class DialingGate {
  private isRecovered = false;

  constructor(
    private readonly leader: LeaderConnection,
    private readonly inbox: Inbox,
    @Inject(TELEPHONY_PORT) private readonly port: TelephonyPort,
  ) {}

  /** Said by the reconciler of the leader when restart order (a)-(e) of telephony.md 5.7 is through. */
  open(): void {
    this.isRecovered = true;
  }

  close(): void {
    this.isRecovered = false;
  }

  /** Null when dialling is allowed. */
  async reason(): Promise<GateReason | null> {
    // Only the leader recovers; the others dial as long as their engine is up.
    if (!this.isRecovered && (await this.leader.isLeader())) return 'telephony.recovering';
    if (this.port.health() !== 'up') return 'telephony.down';
    return (await this.inbox.lagMs()) > MOST_LAG_MS ? 'telephony.behind' : null;
  }
}
