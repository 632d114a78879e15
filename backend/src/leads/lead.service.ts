import { Injectable } from '@nestjs/common';
import type {
  ChangeLeadRequest,
  createLeadRequestSchema,
  LeadCard,
  MoveLeadRequest,
  newContactSchema,
} from '@warmline/contracts';
import type { z } from 'zod';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/domain-error.js';
import { EventLog } from '../kernel/event-log.js';
import { Transaction } from '../kernel/transaction.js';
import { companyNameKey, isValidInn } from './company-name.rules.js';
import { LeadMoveService } from './lead-move.service.js';
import { LeadSearchRepository, type LeadCardRow } from './lead-search.repository.js';
import { LeadRepository, type LeadRecord } from './lead.repository.js';
import { placeOfAddress } from './numbering/address-zone.rules.js';
import { PhoneService, type PhoneInput, type PhoneOwner } from './phone.service.js';

type CreateLead = z.output<typeof createLeadRequestSchema>;
type ContactInput = z.output<typeof newContactSchema>;

/** Companies and people: shown, added and changed by hand, moved between temperatures and stages. */
@Injectable()
export class LeadService {
  constructor(
    private readonly leads: LeadRepository,
    private readonly search: LeadSearchRepository,
    private readonly phones: PhoneService,
    private readonly moves: LeadMoveService,
    private readonly transaction: Transaction,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  async card(id: string): Promise<LeadCard> {
    const row = await this.search.card(id);
    if (row === undefined) {
      throw new DomainError('record.not_found', { lead: id });
    }
    return presentCard(row);
  }

  async create(request: CreateLead, actorId: string): Promise<LeadCard> {
    const id = await this.transaction.run(async () => {
      const { clientId, synthetic } = await this.ownerOf(request);
      const now = this.clock.now();
      const place = placeOfAddress(request.city ?? '', request.address ?? '');
      const { kind, name, email, site, industry, city } = request;
      const lead = {
        clientId,
        kind,
        name,
        email,
        site,
        industry,
        city,
        synthetic,
        inn: innOf(request.inn),
        region: place?.region ?? null,
      };
      const leadId = await this.leads.insert({ ...lead, nameKey: companyNameKey(name), now });
      if (request.address !== null) {
        const zone = place?.zones.length === 1 ? (place.zones[0] ?? null) : null;
        await this.leads.insertAddress(leadId, { raw: request.address, city, region: lead.region, zone });
      }
      if (request.listId !== undefined) {
        await this.leads.addToList(request.listId, leadId, now);
      }
      await this.addPeople({ leadId, clientId, synthetic, places: [city ?? '', request.address ?? ''] }, request);
      await this.events.append({ type: 'lead.created', leadId, clientId, actorId, payload: { source: 'by_hand' } });
      return leadId;
    });
    return this.card(id);
  }

  /** Refuses `record.changed_meanwhile` when somebody else changed the lead since it was read. */
  async change(id: string, request: ChangeLeadRequest, actorId: string): Promise<LeadCard> {
    const { version, ...edit } = request;
    await this.withLead(id, async (lead) => {
      if (lead.version !== version) {
        throw new DomainError('record.changed_meanwhile', { lead: id, version: lead.version });
      }
      const changed = { ...lead, ...edit, inn: edit.inn === undefined ? lead.inn : innOf(edit.inn) };
      await this.leads.update(id, { ...changed, nameKey: companyNameKey(changed.name) });
      await this.changed(lead, Object.keys(edit), actorId);
    });
    return this.card(id);
  }

  async addContact(leadId: string, input: ContactInput, actorId: string): Promise<LeadCard> {
    await this.withLead(leadId, async (lead) => {
      await this.insertContact(ownerOf(lead), input);
      await this.changed(lead, ['contacts'], actorId);
    });
    return this.card(leadId);
  }

  async addPhone(leadId: string, input: PhoneInput, actorId: string): Promise<LeadCard> {
    await this.withLead(leadId, async (lead) => {
      if (input.contactId !== null && !(await this.leads.contactBelongs(input.contactId, leadId))) {
        throw new DomainError('record.not_found', { contact: input.contactId });
      }
      await this.phones.add(ownerOf(lead), input);
      await this.changed(lead, ['phones'], actorId);
    });
    return this.card(leadId);
  }

  /** A supervisor's correction; nothing happens where nothing changes. */
  async correct(leadId: string, request: MoveLeadRequest, byUserId: string): Promise<LeadCard> {
    await this.transaction.run(async () => {
      const from = await this.moves.position(leadId);
      const to = { ...from, temperature: request.temperature ?? from.temperature, stage: request.stage ?? from.stage };
      if (to.temperature === from.temperature && to.stage === from.stage) {
        return;
      }
      const stays = to.stage === from.stage;
      const position = {
        ...to,
        stageReason: stays ? from.stageReason : request.reason,
        returnOn: stays ? from.returnOn : null,
      };
      await this.moves.move(leadId, position, { reason: 'corrected', note: request.reason, byUserId });
    });
    return this.card(leadId);
  }

  private async withLead(id: string, work: (lead: LeadRecord) => Promise<void>): Promise<void> {
    await this.transaction.run(async () => {
      const lead = await this.leads.lock(id);
      if (lead === undefined) {
        throw new DomainError('record.not_found', { lead: id });
      }
      await work(lead);
    });
  }

  /** A list decides for whom the lead is and whether it is synthetic. */
  private async ownerOf(request: CreateLead): Promise<{ clientId: string; synthetic: boolean }> {
    const list = request.listId === undefined ? undefined : await this.leads.listOwner(request.listId);
    if (request.listId !== undefined && list === undefined) {
      throw new DomainError('record.not_found', { list: request.listId });
    }
    const clientId = request.clientId ?? list?.clientId ?? (await this.leads.ownClient());
    if (list !== undefined && list.clientId !== clientId) {
      throw new DomainError('list.client_mismatch', { listId: request.listId });
    }
    if (clientId === undefined || !(await this.leads.clientExists(clientId))) {
      throw new DomainError('record.not_found', { client: clientId ?? 'own' });
    }
    return { clientId, synthetic: list?.synthetic ?? request.synthetic };
  }

  private async addPeople(owner: PhoneOwner, request: CreateLead): Promise<void> {
    for (const phone of request.phones) {
      await this.phones.add(owner, { ...phone, contactId: null });
    }
    for (const contact of request.contacts) {
      await this.insertContact(owner, contact);
    }
  }

  private async insertContact(owner: PhoneOwner, input: ContactInput): Promise<void> {
    const { phone, ...contact } = input;
    const contactId = await this.leads.insertContact({ ...contact, leadId: owner.leadId, now: this.clock.now() });
    if (phone !== undefined) {
      await this.phones.add(owner, { ...phone, contactId: contactId as PhoneInput['contactId'] });
    }
  }

  private async changed(lead: LeadRecord, fields: string[], actorId: string): Promise<void> {
    await this.events.append({
      type: 'lead.changed',
      leadId: lead.id,
      clientId: lead.clientId,
      actorId,
      payload: { fields },
    });
  }
}

function ownerOf({ id, clientId, synthetic, places }: LeadRecord): PhoneOwner {
  return { leadId: id, clientId, synthetic, places };
}

/** An INN with a wrong check digit would join strangers, so it is not kept as one. */
function innOf(inn: string | null): string | null {
  const digits = inn?.replace(/\D/g, '') ?? '';
  return isValidInn(digits) ? digits : null;
}

function presentCard(row: LeadCardRow): LeadCard {
  return { ...row, temperatureAt: row.temperatureAt?.toISOString() ?? null, createdAt: row.createdAt.toISOString() };
}
