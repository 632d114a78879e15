import { Injectable } from '@nestjs/common';
import type { newPhoneSchema } from '@warmline/contracts';
import type { z } from 'zod';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/domain-error.js';
import { EventLog } from '../kernel/event-log.js';
import { Transaction } from '../kernel/transaction.js';
import { placeOfAddress } from './numbering/address-zone.rules.js';
import { parsePhoneCell } from './phone-cell.rules.js';
import { locatePhone, type LocatedPhone } from './phone-zone.rules.js';
import { PhoneRepository } from './phone.repository.js';

export type PhoneInput = z.output<typeof newPhoneSchema>;

/** The lead a number is added to, as far as its zone and its owner need it. */
export interface PhoneOwner {
  readonly leadId: string;
  readonly clientId: string;
  readonly synthetic: boolean;
  /** Addresses, cities, regions: words that may tell the zone. */
  readonly places: readonly string[];
}

/** Numbers of leads: added by hand, retired, given a zone. */
@Injectable()
export class PhoneService {
  constructor(
    private readonly phones: PhoneRepository,
    private readonly transaction: Transaction,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  /** Refuses `phone.invalid` and `phone.already_there`. Inside the caller's transaction. */
  async add(owner: PhoneOwner, input: PhoneInput): Promise<string> {
    const phone = readPhone(owner, input);
    const now = this.clock.now();
    const { leadId, synthetic } = owner;
    const { raw, e164, extension, kind, country, region } = phone;
    const zone = zoneOf(phone, input.zone ?? null, await this.phones.listZone(leadId));
    const id = await this.phones.insert({
      raw,
      e164,
      extension,
      kind,
      country,
      region,
      ...zone,
      leadId,
      contactId: input.contactId,
      synthetic,
      now,
    });
    if (id === undefined) {
      throw new DomainError('phone.already_there', { leadId });
    }
    await this.phones.linkShared(owner.clientId, e164, now);
    return id;
  }

  /**
   * A number named in a conversation: added, or given to the contact where the lead has it already and it is nobody's. `unreadable`: no number
   * that can be dialled. Inside the caller's transaction.
   */
  async addOrGive(owner: PhoneOwner, input: PhoneInput): Promise<'added' | 'known' | 'unreadable'> {
    try {
      await this.add(owner, input);
      return 'added';
    } catch (error) {
      if (!(error instanceof DomainError) || (error.code !== 'phone.invalid' && error.code !== 'phone.already_there')) {
        throw error;
      }
      if (error.code === 'phone.invalid') {
        return 'unreadable';
      }
      if (input.contactId !== null) {
        const { e164, extension } = readPhone(owner, input);
        await this.phones.give(owner.leadId, { e164, extension }, input.contactId);
      }
      return 'known';
    }
  }

  /** The number is no longer this lead's; the next one is tried. Retiring twice changes nothing. */
  async retire(phoneId: string, reason: string, actorId: string | null): Promise<{ leadId: string }> {
    return this.transaction.run(async () => {
      const phone = await this.phones.get(phoneId);
      if (phone === undefined) {
        throw new DomainError('record.not_found', { phone: phoneId });
      }
      if (phone.state === 'active') {
        await this.phones.retire(phoneId, reason);
        const { leadId, clientId } = phone;
        await this.events.append({ type: 'number.retired', leadId, clientId, actorId, payload: { phoneId, reason } });
      }
      return { leadId: phone.leadId };
    });
  }

  /** After a marketer set or changed a list's default zone. Inside the caller's transaction. */
  async applyListZone(change: { listId: string; from: string | null; to: string | null }): Promise<void> {
    await this.phones.applyListZone(change);
  }
}

function readPhone(owner: PhoneOwner, input: PhoneInput): LocatedPhone {
  const cell = parsePhoneCell(input.number, {
    country: 'RU',
    areaCode: input.areaCode,
    acceptSynthetic: owner.synthetic,
  });
  const [phone] = cell.phones;
  if (phone === undefined || cell.phones.length > 1) {
    throw new DomainError('phone.invalid', { reason: cell.leftovers[0]?.reason ?? 'several_numbers' });
  }
  return locatePhone(phone, { addressZones: placeOfAddress(...owner.places)?.zones ?? [] });
}

/** What a person stated, what number and address tell, else the zone a marketer set for the list. */
function zoneOf(
  phone: LocatedPhone,
  stated: string | null,
  ofList: string | null,
): { zones: readonly string[]; zoneSource: LocatedPhone['zoneSource'] | 'operator' } {
  if (stated !== null) {
    return { zones: [stated], zoneSource: 'operator' };
  }
  return phone.zones.length === 0 && ofList !== null
    ? { zones: [ofList], zoneSource: 'list' }
    : { zones: phone.zones, zoneSource: phone.zoneSource };
}
