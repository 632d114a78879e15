import { Injectable } from '@nestjs/common';
import type { Audience, CampaignPolicy } from '@warmline/contracts';
import {
  type CallingHours,
  EVERY_HOUR,
  keepsPromisesByLaw,
  type Openness,
  openIntervals,
  opennessAt,
} from '../compliance/calling-windows.rules.js';
import { packNamed, packNameOf } from '../compliance/rule-packs.rules.js';
import { DomainError } from '../kernel/domain-error.js';
import { type CallingClass, CallingClassRepository, type ClassesInUse } from './calling-class.repository.js';

export interface OpenClasses {
  /** Ids of the classes of the campaign's audience and purpose in which a call may start now. */
  readonly open: number[];
  /** And those in which a promised call may start, although the campaign's own hours are over. */
  readonly openToPromises: number[];
  /** When the first closed class that has ready entries opens; null: none is closed, or none ever opens. */
  readonly nextOpensAt: Date | null;
  readonly untilById: Map<number, Date>;
}

export interface ClassOpenness {
  readonly zones: string[];
  readonly openness: Openness;
  /** Of calls that were promised. */
  readonly toPromises: Openness;
}

export interface PhoneHours {
  readonly campaign: CallingHours;
  readonly promises: CallingHours;
  readonly audience: Audience;
}

interface Known {
  readonly openness: Openness;
  readonly from: number;
  /** The answer holds for instants in [from, to). */
  readonly to: number;
}

/** Forgotten when the campaign changes. */
interface CampaignMemory {
  readonly version: number;
  readonly known: Map<number, Known>;
  readonly knownToPromises: Map<number, Known>;
}

/** Campaigns kept in memory; a class's answer costs about 0.1 ms to find anew. */
const MOST_CAMPAIGNS = 500;

/** Which calling classes are open. Pure answers, remembered until they change; classes themselves never change. */
@Injectable()
export class CallingClassService {
  private readonly classes = new Map<number, CallingClass>();
  private readonly memory = new Map<string, CampaignMemory>();
  private newest = 0;

  constructor(private readonly repository: CallingClassRepository) {}

  async openClasses(campaignId: string, now: Date): Promise<OpenClasses> {
    const inUse = await this.inUse(campaignId);
    const untilById = new Map<number, Date>();
    const openToPromises: number[] = [];
    let nextOpensAt: Date | null = null;
    const ready = new Set(inUse.ready);
    for (const each of this.classesOf(inUse)) {
      const openness = this.openness(campaignId, inUse, each, now);
      if (openness.open) {
        untilById.set(each.id, openness.until);
        continue;
      }
      const toPromises = this.openness(campaignId, inUse, { ...each, isPromise: true }, now);
      if (toPromises.open) {
        openToPromises.push(each.id);
      } else if (ready.has(each.id)) {
        nextOpensAt = earlier(nextOpensAt, toPromises.opensAt);
      }
      if (ready.has(each.id)) {
        nextOpensAt = earlier(nextOpensAt, openness.opensAt);
      }
    }
    return { open: [...untilById.keys()], openToPromises, nextOpensAt, untilById };
  }

  /** Openness of these classes at `now`, with their zones; for explanations. */
  async opennessOf(campaignId: string, classIds: readonly number[], now: Date): Promise<Map<number, ClassOpenness>> {
    const inUse = await this.inUse(campaignId);
    const found = new Map<number, ClassOpenness>();
    for (const id of classIds) {
      const each = this.classes.get(id);
      if (each !== undefined) {
        found.set(id, {
          zones: each.zones,
          openness: this.openness(campaignId, inUse, each, now),
          toPromises: this.openness(campaignId, inUse, { ...each, isPromise: true }, now),
        });
      }
    }
    return found;
  }

  /** The next hours in which calls of a class may start, from `now` on, for `days` days. */
  async windowsOf(campaignId: string, classId: number, now: Date, days: number): Promise<{ from: Date; to: Date }[]> {
    const inUse = await this.inUse(campaignId);
    const each = this.classes.get(classId);
    if (each === undefined) {
      return [];
    }
    return openIntervals(hoursOf(each, inUse.policy), now, days).map(({ from, to }) => ({
      from: new Date(from),
      to: new Date(to),
    }));
  }

  /** The hours a call to this phone keeps to: the campaign's within the law's, and the law's alone. Null: its zone is not known. Throws record.not_found. */
  async hoursOfPhone(campaignId: string, phoneId: string): Promise<PhoneHours | null> {
    const { audience, policy } = await this.inUse(campaignId);
    const phone = await this.repository.phone(phoneId);
    if (phone === undefined) {
      throw new DomainError('record.not_found', { record: 'phone', id: phoneId });
    }
    if (phone.zones.length === 0) {
      return null;
    }
    const jurisdictions = phone.country === '' ? [] : [phone.country];
    const each = { zones: phone.zones, jurisdictions, audience, pack: packNameOf(phone) };
    return { campaign: hoursOf(each, policy), promises: hoursOf(each, promisePolicy(policy)), audience };
  }

  private classesOf({ audience, purpose }: ClassesInUse): CallingClass[] {
    return [...this.classes.values()].filter((each) => each.audience === audience && each.purpose === purpose);
  }

  private async inUse(campaignId: string): Promise<ClassesInUse> {
    const inUse = await this.repository.inUse(campaignId);
    if (inUse === undefined) {
      throw new DomainError('record.not_found', { record: 'campaign', id: campaignId });
    }
    // Ids are given before their transactions commit, so a lower one may show up later.
    const isBehind = inUse.ready.some((id) => !this.classes.has(id));
    if (inUse.newestClassId > this.newest || isBehind) {
      for (const each of await this.repository.newerThan(isBehind ? 0 : this.newest)) {
        this.classes.set(each.id, each);
      }
      this.newest = inUse.newestClassId;
    }
    return inUse;
  }

  private openness(
    campaignId: string,
    inUse: ClassesInUse,
    { isPromise = false, ...each }: CallingClass & { readonly isPromise?: boolean },
    now: Date,
  ): Openness {
    const { known, knownToPromises } = this.memoryOf(campaignId, inUse.version);
    const memory = isPromise ? knownToPromises : known;
    const at = now.getTime();
    const remembered = memory.get(each.id);
    if (remembered !== undefined && remembered.from <= at && at < remembered.to) {
      return remembered.openness;
    }
    const openness = opennessAt(hoursOf(each, isPromise ? promisePolicy(inUse.policy) : inUse.policy), now);
    const changesAt = openness.open ? openness.until : openness.opensAt;
    // "Never within the horizon" is asked again after a day.
    memory.set(each.id, { openness, from: at, to: changesAt?.getTime() ?? at + 86_400_000 });
    return openness;
  }

  private memoryOf(campaignId: string, version: number): CampaignMemory {
    const known = this.memory.get(campaignId);
    if (known?.version === version) {
      return known;
    }
    if (this.memory.size >= MOST_CAMPAIGNS) {
      this.memory.clear();
    }
    const fresh = { version, known: new Map<number, Known>(), knownToPromises: new Map<number, Known>() };
    this.memory.set(campaignId, fresh);
    return fresh;
  }
}

function earlier(known: Date | null, other: Date | null): Date | null {
  return known === null || (other !== null && other < known) ? other : known;
}

function promisePolicy(policy: CampaignPolicy): CampaignPolicy {
  return keepsPromisesByLaw(policy) ? { ...policy, hours: EVERY_HOUR } : policy;
}

function hoursOf(
  each: Pick<CallingClass, 'zones' | 'jurisdictions' | 'pack'> & { audience: Audience },
  policy: CampaignPolicy,
): CallingHours {
  return {
    zones: each.zones,
    jurisdictions: each.jurisdictions,
    packs: [packNamed(each.pack)],
    audience: each.audience,
    hours: policy.hours,
    onHolidays: policy.onHolidays,
  };
}
