import { Injectable } from '@nestjs/common';
import { Transaction } from '../kernel/transaction.js';

export interface CapturedFacts {
  readonly position: string | null;
  readonly email: string | null;
  readonly isDecisionMaker: boolean | null;
}

/** Facts of a lead that a conversation brought. */
@Injectable()
export class LeadCaptureRepository {
  constructor(private readonly transaction: Transaction) {}

  async contactNamed(leadId: string, name: string): Promise<string | undefined> {
    const row = await this.transaction.row<{ id: string }>(
      `SELECT id FROM contacts WHERE lead_id = $1 AND lower(full_name) = lower($2) ORDER BY retired_at NULLS FIRST, id LIMIT 1`,
      [leadId, name],
    );
    return row?.id;
  }

  /** What was said now goes before what we had; what was not said stays. */
  async updateContact(contactId: string, facts: CapturedFacts, now: Date): Promise<void> {
    await this.transaction.manager.query(
      `UPDATE contacts SET position = coalesce($2, position), email = coalesce($3, email),
         is_decision_maker = coalesce($4, is_decision_maker), retired_at = NULL, confirmed_on = $5::timestamptz::date WHERE id = $1`,
      [contactId, facts.position, facts.email, facts.isDecisionMaker, now],
    );
  }

  async addToNote(contactId: string, text: string): Promise<void> {
    await this.transaction.manager.query(
      `UPDATE contacts SET note = concat_ws(E'\\n', nullif(note, ''), $2::text)
       WHERE id = $1 AND position($2 in coalesce(note, '')) = 0`,
      [contactId, text],
    );
  }

  /** The area code of a list that holds the lead: a local number that somebody names is of that town. */
  async areaCode(leadId: string): Promise<string | undefined> {
    const row = await this.transaction.row<{ code: string }>(
      `SELECT l.area_code AS code FROM list_members m JOIN lead_lists l ON l.id = m.list_id
       WHERE m.lead_id = $1 AND l.area_code IS NOT NULL ORDER BY m.added_at DESC LIMIT 1`,
      [leadId],
    );
    return row?.code;
  }

  /** An own field of the lead named after the tag, so that it is shown, searched and exported like any other fact. */
  async noteTag(leadId: string, tag: string, day: string): Promise<boolean> {
    const rows = await this.transaction.rows(
      `UPDATE leads SET custom = custom || jsonb_build_object($2::text, $3::text), version = version + 1
       WHERE id = $1 AND custom ->> $2::text IS DISTINCT FROM $3::text RETURNING id`,
      [leadId, `#${tag}`, day],
    );
    return rows.length > 0;
  }
}
