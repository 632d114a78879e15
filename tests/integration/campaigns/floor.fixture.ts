import type { Type } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import type { CampaignPolicy } from '@warmline/contracts';
import { CallScriptsModule } from '../../../backend/src/call-scripts/call-scripts.module.js';
import { CallScriptService } from '../../../backend/src/call-scripts/call-script.service.js';
import { PACKAGING_SCRIPT } from '../../../backend/src/call-scripts/seed/packaging.js';
import { CampaignAuthoring } from '../../../backend/src/campaigns/campaign-authoring.service.js';
import { CampaignsModule } from '../../../backend/src/campaigns/campaigns.module.js';
import { defaultPolicy } from '../../../backend/src/campaigns/default-policy.rules.js';
import { ComplianceModule } from '../../../backend/src/compliance/compliance.module.js';
import { readConfig } from '../../../backend/src/config/config.js';
import { ConfigModule } from '../../../backend/src/config/config.module.js';
import { DatabaseModule } from '../../../backend/src/database/database.module.js';
import { Clock } from '../../../backend/src/kernel/clock.js';
import { uuidv7 } from '../../../backend/src/kernel/ids.js';
import { KernelModule } from '../../../backend/src/kernel/kernel.module.js';
import { numberKey } from '../../../backend/src/kernel/number-key.js';
import { Transaction } from '../../../backend/src/kernel/transaction.js';
import { scriptDocumentSchema } from '@warmline/contracts/call-script';
import { createCampaignRequestSchema } from '@warmline/contracts';
import { cloneDatabase } from '../../support/database.js';

const SECRET = 'a secret of the tests, long enough to be one';

export interface PhoneGiven {
  e164: string;
  country?: string;
  zones?: string[];
  state?: 'active' | 'retired';
  priority?: number;
}

export interface LeadGiven {
  phones: PhoneGiven[];
  stage?: string;
  returnOn?: string | null;
  temperature?: string;
}

export interface ListGiven {
  complete?: boolean;
  kind?: string;
  expiresOn?: string | null;
  synthetic?: boolean;
  clientId?: string;
}

/** One backend as far as campaigns go, on its own database, with lists and leads written straight into it. Monday 11:00 in Moscow. */
export class Floor {
  userId = '';
  clientId = '';
  private listNumber = 0;

  private constructor(
    readonly backend: TestingModule,
    private readonly drop: () => Promise<void>,
  ) {}

  static async open(
    startAt = '2026-11-23T08:00:00Z',
    env: Record<string, string> = {},
    more: Type[] = [],
  ): Promise<Floor> {
    const database = await cloneDatabase();
    const config = readConfig({
      DATABASE_URL: database.url,
      WARMLINE_SECRET: SECRET,
      CLOCK: 'virtual',
      CLOCK_START: startAt,
      ...env,
    });
    const imports = [
      ConfigModule.with(config),
      DatabaseModule,
      KernelModule,
      ComplianceModule,
      CallScriptsModule,
      CampaignsModule,
      ...more,
    ];
    const backend = await (await Test.createTestingModule({ imports }).compile()).init();
    const floor = new Floor(backend, () => database.drop());
    floor.userId = await floor.user('supervisor');
    floor.clientId = await floor.insert(`INSERT INTO clients (name, is_own) VALUES ('Own', true)`);
    return floor;
  }

  async close(): Promise<void> {
    await this.backend.close();
    await this.drop();
  }

  get now(): Date {
    return this.backend.get(Clock).now();
  }

  async rows<Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    return this.backend.get(Transaction).rows<Row>(sql, parameters);
  }

  async insert(sql: string, parameters: unknown[] = []): Promise<string> {
    const [row] = await this.rows<{ id: string }>(`${sql} RETURNING id`, parameters);
    return row!.id;
  }

  async user(login: string): Promise<string> {
    return this.insert(`INSERT INTO users (login, name, role, password_hash) VALUES ($1, $1, 'operator', 'x')`, [
      login,
    ]);
  }

  async list({
    complete = true,
    kind = 'own_form',
    expiresOn = null,
    synthetic = false,
    clientId = this.clientId,
  }: ListGiven = {}): Promise<string> {
    this.listNumber += 1;
    const source = await this.insert(
      `INSERT INTO legal_sources (kind, complete, missing, confirmed_by, confirmed_at, expires_on, synthetic, updated_at)
       VALUES ($1, $2, CASE WHEN $2 THEN '{}' ELSE '{consent_text}'::text[] END, $3, $4, $5, $6, $4)`,
      [kind, complete, this.userId, this.now, expiresOn, synthetic],
    );
    return this.insert(
      `INSERT INTO lead_lists (client_id, name, audience, legal_source_id, synthetic, created_at) VALUES ($1, $2, 'b2b', $3, $4, $5)`,
      [clientId, `List ${this.listNumber}`, source, synthetic, this.now],
    );
  }

  async lead(
    listId: string,
    { phones, stage = 'open', returnOn = null, temperature = 'cold' }: LeadGiven,
  ): Promise<string> {
    const [list] = await this.rows<{ client_id: string; synthetic: boolean }>(
      'SELECT client_id, synthetic FROM lead_lists WHERE id = $1',
      [listId],
    );
    const id = await this.insert(
      `INSERT INTO leads (client_id, kind, name, stage, return_on, temperature, synthetic, created_at) VALUES ($1, 'company', 'A company', $2, $3, $4, $5, $6)`,
      [list!.client_id, stage, returnOn, temperature, list!.synthetic, this.now],
    );
    await this.rows('INSERT INTO list_members (list_id, lead_id, added_at) VALUES ($1, $2, $3)', [
      listId,
      id,
      this.now,
    ]);
    for (const phone of phones) {
      await this.phone(id, { ...phone }, list!.synthetic);
    }
    return id;
  }

  async phone(
    leadId: string,
    { e164, country = 'RU', zones = ['Europe/Moscow'], state = 'active', priority = 0 }: PhoneGiven,
    synthetic = false,
  ): Promise<string> {
    return this.insert(
      `INSERT INTO phones (lead_id, e164, number_key, kind, country, zones, zone_source, priority, state, synthetic, created_at)
       VALUES ($1, $2, $3, 'landline', $4, $5, CASE WHEN cardinality($5::text[]) = 0 THEN 'unknown' ELSE 'numbering_plan' END, $6, $7, $8, $9)`,
      [leadId, e164, numberKey(SECRET, e164), country, zones, priority, state, synthetic, this.now],
    );
  }

  keyOf(e164: string): Buffer {
    return numberKey(SECRET, e164);
  }

  async script(): Promise<string> {
    const scripts = this.backend.get(CallScriptService);
    const created = await scripts.create(scriptDocumentSchema.parse(structuredClone(PACKAGING_SCRIPT)), null);
    return (await scripts.publish(created.id, { version: created.version }, null)).published!.id;
  }

  async campaign(
    listIds: string[],
    changes: { policy?: Partial<CampaignPolicy>; purpose?: string; operatorIds?: string[]; scriptId?: string } = {},
  ): Promise<string> {
    const { policy, purpose = 'advertising', operatorIds = [this.userId], scriptId } = changes;
    const request = createCampaignRequestSchema.parse({
      clientId: this.clientId,
      name: 'Campaign',
      purpose,
      listIds,
      operatorIds,
      callScriptVersionId: scriptId ?? null,
      policy: { ...defaultPolicy('b2b'), ...policy },
    });
    return this.backend.get(CampaignAuthoring).create(request, this.userId);
  }

  /** State and reason of every place, by lead. */
  async queue(campaignId: string): Promise<Record<string, string>> {
    const rows = await this.rows<{ lead_id: string; state: string; reason: string | null }>(
      'SELECT lead_id, state, reason FROM queue_entries WHERE campaign_id = $1 ORDER BY lead_id',
      [campaignId],
    );
    return Object.fromEntries(
      rows.map(({ lead_id, state, reason }) => [lead_id, reason === null ? state : `${state}: ${reason}`]),
    );
  }

  async entryOf(campaignId: string, leadId: string): Promise<string> {
    const [row] = await this.rows<{ id: string }>(
      'SELECT id FROM queue_entries WHERE campaign_id = $1 AND lead_id = $2',
      [campaignId, leadId],
    );
    return row!.id;
  }

  /** An attempt on the lead's first phone, dialled at `at`; a live one is still talking, for an operator who does not stand in the test's way. */
  async attempt(
    campaignId: string,
    leadId: string,
    { at, live = false, scriptId }: { at: Date; live?: boolean; scriptId: string },
  ): Promise<void> {
    await this.rows(
      `INSERT INTO attempts (id, campaign_id, lead_id, phone_id, number_key, operator_id, call_script_version_id, state, cause, provider, planned_at,
         dial_requested_at, ended_at, wrapped_at)
       SELECT $1, $2, $3, p.id, p.number_key, $4, $5, CASE WHEN $6 THEN 'connected' ELSE 'ended' END, CASE WHEN $6 THEN NULL ELSE 'no_answer' END,
         'simulator', $7, $7, CASE WHEN $6 THEN NULL ELSE $7::timestamptz END, $7
       FROM phones p WHERE p.lead_id = $3 ORDER BY p.priority, p.id LIMIT 1 ON CONFLICT DO NOTHING`,
      [uuidv7(), campaignId, leadId, this.userId, scriptId, live, at],
    );
  }
}
