import { Injectable } from '@nestjs/common';
import { type DialRefusal, dialRefusalSchema } from '@warmline/contracts';
import { CallingClassService } from '../campaigns/calling-class.service.js';
import { Clock } from '../kernel/clock.js';
import { DialingGate } from '../telephony/dialing-gate.service.js';
import { DialRepository, type FoundRefusal } from './dial.repository.js';

/** Everything that stands against a dial at this instant, and when each of it ends. */
@Injectable()
export class DialRefusals {
  constructor(
    private readonly repository: DialRepository,
    private readonly classes: CallingClassService,
    private readonly gate: DialingGate,
    private readonly clock: Clock,
  ) {}

  async ofAttempt({ id, campaignId }: { id: string; campaignId: string }): Promise<DialRefusal[]> {
    const now = this.clock.now();
    return this.all(campaignId, await this.repository.refusal(id, now), now);
  }

  /** Of a queue entry that could not be claimed: where nothing speaks against it, somebody else holds it. */
  async ofEntry(entryId: string, campaignId: string): Promise<DialRefusal[]> {
    const now = this.clock.now();
    const found = await this.all(campaignId, await this.repository.refusalOfEntry(entryId, now), now);
    return found.length > 0 ? found : [refusal('held_by_operator')];
  }

  private async all(campaignId: string, found: FoundRefusal, now: Date): Promise<DialRefusal[]> {
    const gate = await this.gate.reason();
    const hours = await this.hours(campaignId, found, now);
    return [
      ...(gate === null ? [] : [refusal(gate)]),
      ...(found.reason === null ? [] : [refusal(found.reason, found.until)]),
      ...(hours === null ? [] : [hours]),
    ];
  }

  /** Null while the lead's hours are open. */
  private async hours(
    campaignId: string,
    { classId, isPromise }: FoundRefusal,
    now: Date,
  ): Promise<DialRefusal | null> {
    const place =
      classId === null ? undefined : (await this.classes.opennessOf(campaignId, [classId], now)).get(classId);
    if (place === undefined) {
      return refusal('outside_hours');
    }
    const openness = isPromise ? place.toPromises : place.openness;
    return openness.open ? null : refusal('outside_hours', openness.opensAt, place.zones);
  }
}

function refusal(reason: string, until: Date | null = null, zones: string[] = []): DialRefusal {
  return dialRefusalSchema.parse({ reason, until: until?.toISOString() ?? null, zones });
}
