import { Injectable, Logger } from '@nestjs/common';
import {
  type CampaignPolicy,
  campaignSchema,
  clientSchema,
  listSchema,
  personSchema,
  type Role,
} from '@warmline/contracts';
import { scriptDocumentSchema, type AuthoredScript } from '@warmline/contracts/call-script';
import { DEMO_PASSWORD } from '../auth/demo-password.rules.js';
import { DEMO_SIGN_INS } from '../auth/installation.service.js';
import { PeopleService } from '../auth/people.service.js';
import { CallScriptService } from '../call-scripts/call-script.service.js';
import { HOME_SERVICES_SCRIPT } from '../call-scripts/seed/home-services.js';
import { PACKAGING_SCRIPT } from '../call-scripts/seed/packaging.js';
import { CampaignAuthoring } from '../campaigns/campaign-authoring.service.js';
import { CampaignService } from '../campaigns/campaign.service.js';
import { defaultPolicy } from '../campaigns/default-policy.rules.js';
import { AppConfig } from '../config/app-config.js';
import { Clock } from '../kernel/clock.js';
import { numberKey } from '../kernel/number-key.js';
import { Transaction } from '../kernel/transaction.js';
import { DemoHistory } from './demo-history.service.js';
import { demoCompanies, demoPeople, type DemoLead } from './demo-leads.rules.js';
import { DemoRepository, type SeededLead } from './demo.repository.js';

const COMPANY = 'Картонный двор';
const NAMES: Record<string, string> = {
  operator: 'Ольга Светлова',
  supervisor: 'Сергей Кленов',
  marketer: 'Мария Рощина',
  admin: 'Андрей Лугов',
};
const SALESPERSON = { login: 'sales', name: 'Павел Озеров' };
const SYNTHETIC_EVIDENCE = 'Учебные данные: люди, компании и номера выдуманы';

interface Cast {
  readonly operator: string;
  readonly marketer: string;
  readonly supervisor: string;
  readonly salesperson: string;
}

/** The living demo of a first start: an installation a newcomer can work in within a minute. */
@Injectable()
export class DemoSeed {
  private readonly logger = new Logger('demo');

  constructor(
    private readonly repository: DemoRepository,
    private readonly history: DemoHistory,
    private readonly people: PeopleService,
    private readonly scripts: CallScriptService,
    private readonly authoring: CampaignAuthoring,
    private readonly campaigns: CampaignService,
    private readonly transaction: Transaction,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  /** Does nothing where anybody exists already. */
  async seedFirstStart(): Promise<void> {
    await this.transaction.run(async () => {
      if (await this.repository.claimFirstStart()) {
        await this.seed();
        this.logger.log('the demo is loaded');
      }
    });
  }

  private async seed(): Promise<void> {
    await this.repository.saveSetting('organisation', COMPANY);
    await this.repository.saveSetting('demo', { loadedAt: this.clock.now().toISOString() });
    const cast = await this.addPeople();
    const clientId = await this.repository.insertOwnClient(COMPANY);
    const companies = await this.addList(
      { clientId, by: cast.marketer, name: 'Производства, учебная база', audience: 'b2b' },
      demoCompanies(),
    );
    const people = await this.addList(
      { clientId, by: cast.marketer, name: 'Homeowners, training list', audience: 'b2c' },
      demoPeople(),
    );
    const packaging = await this.publish(PACKAGING_SCRIPT, cast.marketer);
    const homes = await this.publish(HOME_SERVICES_SCRIPT, cast.marketer);
    const campaignId = await this.addCampaign(
      { clientId, cast, listId: companies.listId, scriptVersionId: packaging },
      { name: 'Упаковка для производств', audience: 'b2b', mode: 'preview' },
    );
    await this.addCampaign(
      { clientId, cast, listId: people.listId, scriptVersionId: homes },
      { name: 'Boiler service', audience: 'b2c', mode: 'progressive' },
    );
    const { operator: operatorId, salesperson: salespersonId } = cast;
    const setting = { clientId, campaignId, scriptVersionId: packaging, operatorId, salespersonId };
    await this.history.write({ ...setting, leads: companies.leads });
  }

  private async addPeople(): Promise<Cast> {
    const ids = new Map<string, string>();
    for (const { login, role } of DEMO_SIGN_INS) {
      ids.set(login, await this.addPerson({ login, name: NAMES[login] ?? login, role }));
    }
    const salesperson = await this.addPerson({ ...SALESPERSON, role: 'marketer', receivesHandovers: true });
    const idOf = (login: string): string => ids.get(login) ?? '';
    return { operator: idOf('operator'), marketer: idOf('marketer'), supervisor: idOf('supervisor'), salesperson };
  }

  private async addPerson(person: {
    login: string;
    name: string;
    role: Role;
    receivesHandovers?: boolean;
  }): Promise<string> {
    const request = { receivesHandovers: false, ...person, password: DEMO_PASSWORD, locale: 'ru' as const };
    return personSchema.parse(await this.people.create(request, null, { synthetic: true })).id;
  }

  private async addList(
    list: { clientId: string; by: string; name: string; audience: 'b2b' | 'b2c' },
    leads: readonly DemoLead[],
  ): Promise<{ listId: string; leads: SeededLead[] }> {
    const now = this.clock.now();
    const facts = {
      register_name: SYNTHETIC_EVIDENCE,
      collected_from: now.toISOString().slice(0, 10),
      license: SYNTHETIC_EVIDENCE,
      company_only: true,
      place: SYNTHETIC_EVIDENCE,
    };
    const listId = await this.repository.insertList({ ...list, kind: 'collected_open_data', facts, now });
    const keyOf = (e164: string): Buffer => numberKey(this.config.secret, e164);
    return { listId, leads: await this.repository.insertLeads({ clientId: list.clientId, listId, now }, leads, keyOf) };
  }

  /** Answers the published version. */
  private async publish(authored: AuthoredScript, by: string): Promise<string> {
    const script = await this.scripts.create(scriptDocumentSchema.parse(authored), by, { synthetic: true });
    const { published } = await this.scripts.publish(script.id, { version: script.version }, by);
    if (published === null) throw new Error('a call script of the demo was not published');
    return published.id;
  }

  private async addCampaign(
    of: { clientId: string; cast: Cast; listId: string; scriptVersionId: string },
    { name, audience, mode }: { name: string; audience: 'b2b' | 'b2c'; mode: 'preview' | 'progressive' },
  ): Promise<string> {
    const id = await this.authoring.create(
      {
        clientId: clientSchema.shape.id.parse(of.clientId),
        name,
        purpose: 'advertising',
        audience,
        mode,
        listIds: [listSchema.shape.id.parse(of.listId)],
        operatorIds: [personSchema.shape.id.parse(of.cast.operator)],
        callScriptVersionId: campaignSchema.shape.callScript.unwrap().shape.versionId.parse(of.scriptVersionId),
        policy: anyHourPolicy(audience),
      },
      of.cast.marketer,
    );
    await this.campaigns.start(id, of.cast.supervisor);
    return id;
  }
}

/** The demo rings at any hour of any day, and again soon: its numbers belong to nobody. */
function anyHourPolicy(audience: 'b2b' | 'b2c'): CampaignPolicy {
  const allDay = [{ from: '00:00', to: '24:00' }];
  const hours = { mon: allDay, tue: allDay, wed: allDay, thu: allDay, fri: allDay, sat: allDay, sun: allDay };
  const soon = { delayMinutes: 20, times: 5, otherDayPart: false };
  return {
    ...defaultPolicy(audience),
    hours,
    onHolidays: true,
    caps: { perDay: 8, perSevenDays: 30, minimumGapMinutes: 5, triesPerLead: 20 },
    retries: {
      default: { ...soon, delayMinutes: 120 },
      busy: soon,
      congestion: soon,
      no_answer: { ...soon, delayMinutes: 45 },
    },
  };
}
