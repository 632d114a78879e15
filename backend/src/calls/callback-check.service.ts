import { Injectable } from '@nestjs/common';
import type { DispositionEffect, PromiseTimes } from '@warmline/contracts';
import { CallingClassService, type PhoneHours } from '../campaigns/calling-class.service.js';
import { leadAfterResult } from '../campaigns/disposition-effect.rules.js';
import { hoursOfDay, type Interval, openIntervals, opennessAt } from '../compliance/calling-windows.rules.js';
import { DAY_MS, localTimeAt, MINUTE_MS } from '../compliance/local-time.rules.js';
import { PROMISE_HORIZON_DAYS } from '../compliance/promise.rules.js';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/domain-error.js';
import type { LeadPosition } from '../leads/lead-move.repository.js';
import { LeadMoveService } from '../leads/lead-move.service.js';
import { CallbackCheckRepository, type PromiseGround } from './callback-check.repository.js';
import { CallbackRepository } from './callback.repository.js';

/** So many promises to one person within the minute are a mistake or a script. */
const MOST_IN_A_MINUTE = 2;

export interface PromiseAsked {
  campaignId: string;
  leadId: string;
  phoneId: string;
  dueAt: Date;
  /** The result that comes with the promise: what it makes of the lead is judged, not what the lead is now. */
  result?: { code: string; effect: DispositionEffect };
}

/** Whether a promise can be kept lawfully, asked when it is made: by the rules that will judge the call, at the instant promised. */
@Injectable()
export class CallbackCheck {
  constructor(
    private readonly ground: CallbackCheckRepository,
    private readonly callbacks: CallbackRepository,
    private readonly classes: CallingClassService,
    private readonly leadMoves: LeadMoveService,
    private readonly clock: Clock,
  ) {}

  /** Answers the person's zone and contact. Refuses with the reason, and with the earliest time that holds where there is one. */
  async check(asked: PromiseAsked): Promise<{ zone: string; contactId: string | null }> {
    const { campaignId, leadId, phoneId, dueAt } = asked;
    const now = this.clock.now();
    if (Number.isNaN(dueAt.getTime()) || dueAt <= now) {
      throw new DomainError('callback.in_past', { dueAt: Number.isNaN(dueAt.getTime()) ? null : dueAt.toISOString() });
    }
    const latest = new Date(now.getTime() + PROMISE_HORIZON_DAYS * DAY_MS);
    if (dueAt > latest) {
      throw new DomainError('callback.too_far', { days: PROMISE_HORIZON_DAYS, latest: latest.toISOString() });
    }
    const ground = await this.ground.ground(campaignId, { leadId, phoneId, at: dueAt });
    if (ground === undefined || !ground.isActive) {
      throw new DomainError('lead.no_phone', { phoneId });
    }
    const zone = refuseBlocked(ground);
    await this.refuseEnded(asked, ground);
    await this.refuseHours(asked, zone);
    if ((await this.callbacks.madeSince(leadId, new Date(now.getTime() - MINUTE_MS))) >= MOST_IN_A_MINUTE) {
      throw new DomainError('callback.too_often', { seconds: 60 });
    }
    return { zone, contactId: ground.contactId };
  }

  /** Where the person of a call is; null: not known. */
  async zoneOf({ campaignId, leadId, phoneId }: Omit<PromiseAsked, 'dueAt'>): Promise<string | null> {
    return (await this.ground.ground(campaignId, { leadId, phoneId, at: this.clock.now() }))?.zone ?? null;
  }

  /** When the person may be called back at all, for the dialog. */
  async times(asked: Omit<PromiseAsked, 'dueAt'>): Promise<PromiseTimes> {
    const now = this.clock.now();
    const ground = await this.ground.ground(asked.campaignId, { ...asked, at: now });
    const hours = ground === undefined ? null : await this.classes.hoursOfPhone(asked.campaignId, asked.phoneId);
    const horizon = now.getTime() + PROMISE_HORIZON_DAYS * DAY_MS;
    const sourceEnds = ground?.sourceUntil ? Date.parse(`${ground.sourceUntil}T23:59:00Z`) : Infinity;
    const until = Math.min(horizon, sourceEnds);
    const intervals = (calling: PhoneHours['campaign'] | undefined): [number, number][] =>
      calling === undefined ? [] : clipped(openIntervals(calling, now, PROMISE_HORIZON_DAYS + 1), now.getTime(), until);
    return {
      now: now.toISOString(),
      zone: ground?.zone ?? null,
      law: intervals(hours?.promises),
      campaign: intervals(hours?.campaign),
      until: new Date(Math.max(until, now.getTime())).toISOString(),
      untilBy: sourceEnds < horizon ? 'source' : 'horizon',
      refused: refusedAtAll(ground),
      owner: hours?.audience === 'b2c' ? 'anyone' : 'me',
    };
  }

  private async refuseHours({ campaignId, phoneId, dueAt }: PromiseAsked, zone: string): Promise<void> {
    const hours = await this.classes.hoursOfPhone(campaignId, phoneId);
    const openness = hours === null ? null : opennessAt(hours.promises, dueAt);
    if (hours === null || openness?.open !== true) {
      throw new DomainError('callback.time_refused', {
        zone,
        opensAt: openness === null || openness.open ? null : (openness.opensAt?.toISOString() ?? null),
        hours: hours === null ? [] : hoursOfDay(hours.promises, localTimeAt(dueAt, zone)),
      });
    }
  }

  /** A lead that is closed, refused until later or, for advertising, a customer is not rung: nothing is promised to it. */
  private async refuseEnded({ leadId, dueAt, result }: PromiseAsked, { purpose }: PromiseGround): Promise<void> {
    const before: LeadPosition = await this.leadMoves.position(leadId);
    const after = result === undefined ? before : leadAfterResult(before, result.effect, result.code, this.clock.now());
    const rests =
      after.stage === 'refused' && (after.returnOn === null || after.returnOn > dueAt.toISOString().slice(0, 10));
    const isCustomer = after.stage === 'customer' && purpose === 'advertising';
    if (after.stage === 'closed' || rests || isCustomer || result?.effect.suppress === true) {
      throw new DomainError('callback.result_ends', { stage: after.stage, returnOn: after.returnOn });
    }
  }
}

/** Answers the zone. */
function refuseBlocked({ zone, block, suppressed, sourceUntil }: PromiseGround): string {
  if (suppressed) {
    throw new DomainError('lead.suppressed');
  }
  if (zone === null) {
    throw new DomainError('callback.zone_unknown');
  }
  if (block === 'legal_source_incomplete') {
    throw new DomainError('callback.source_expires', { lastDay: sourceUntil });
  }
  if (block !== null) {
    throw new DomainError('callback.time_refused', { zone, opensAt: null, hours: [] });
  }
  return zone;
}

function refusedAtAll(ground: PromiseGround | undefined): PromiseTimes['refused'] {
  if (ground === undefined || !ground.isActive) return 'lead.no_phone';
  if (ground.suppressed) return 'lead.suppressed';
  if (ground.zone === null) return 'callback.zone_unknown';
  return ground.block === 'legal_source_incomplete' ? 'callback.source_expires' : null;
}

function clipped(intervals: readonly Interval[], from: number, until: number): [number, number][] {
  return intervals
    .map(({ from: opens, to }): [number, number] => [Math.max(opens, from), Math.min(to, until)])
    .filter(([opens, to]) => to > opens);
}
