import { Injectable } from '@nestjs/common';
import { contactIdSchema } from '@warmline/contracts';
import type { ContactProposal } from '@warmline/contracts/call-script';
import { Clock } from '../kernel/clock.js';
import { EventLog } from '../kernel/event-log.js';
import { LeadCaptureRepository } from './lead-capture.repository.js';
import { LeadRepository, type LeadRecord } from './lead.repository.js';
import { PhoneService } from './phone.service.js';

/** Keeps what a conversation brought: a person and their number, a tag. Inside the caller's transaction. */
@Injectable()
export class LeadCapture {
  constructor(
    private readonly leads: LeadRepository,
    private readonly captures: LeadCaptureRepository,
    private readonly phones: PhoneService,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  /**
   * The contact of that name, made or completed, with the number named. A number that nobody can dial as it was said stays in the contact's note.
   * Nothing happens where neither a name nor a number was given.
   */
  async contact(leadId: string, proposal: ContactProposal, actorId: string): Promise<void> {
    const name = proposal.name?.trim() ?? '';
    const number = proposal.phone?.trim() ?? '';
    const lead = name === '' && number === '' ? undefined : await this.leads.lock(leadId);
    if (lead === undefined) {
      return;
    }
    const contactId = name === '' ? null : await this.person(lead, name, proposal);
    if (number !== '') {
      await this.number(lead, contactId, number);
    }
    const fields = [...(contactId === null ? [] : ['contacts']), ...(number === '' ? [] : ['phones'])];
    await this.changed(lead, fields, actorId);
  }

  /** An own field `#tag` with the day of the conversation. */
  async tag(leadId: string, tag: string, actorId: string): Promise<void> {
    const lead = await this.leads.lock(leadId);
    const day = this.clock.now().toISOString().slice(0, 10);
    if (lead !== undefined && (await this.captures.noteTag(leadId, tag, day))) {
      await this.changed(lead, [`#${tag}`], actorId);
    }
  }

  private async person(lead: LeadRecord, fullName: string, proposal: ContactProposal): Promise<string> {
    const { position, email, isDecisionMaker } = proposal;
    const now = this.clock.now();
    const known = await this.captures.contactNamed(lead.id, fullName);
    if (known !== undefined) {
      await this.captures.updateContact(known, { position, email, isDecisionMaker }, now);
      return known;
    }
    return this.leads.insertContact({
      leadId: lead.id,
      fullName,
      position,
      email,
      isDecisionMaker: isDecisionMaker ?? false,
      note: null,
      now,
    });
  }

  private async number(lead: LeadRecord, contactId: string | null, number: string): Promise<void> {
    const { id: leadId, clientId, synthetic, places } = lead;
    const areaCode = await this.captures.areaCode(leadId);
    const owner = contactId === null ? null : contactIdSchema.parse(contactId);
    const outcome = await this.phones.addOrGive(
      { leadId, clientId, synthetic, places },
      { number, areaCode, contactId: owner, zone: null },
    );
    if (outcome === 'unreadable' && contactId !== null) {
      await this.captures.addToNote(contactId, number);
    }
  }

  private async changed(lead: LeadRecord, fields: string[], actorId: string): Promise<void> {
    const { id: leadId, clientId } = lead;
    await this.events.append({ type: 'lead.changed', leadId, clientId, actorId, payload: { fields } });
  }
}
