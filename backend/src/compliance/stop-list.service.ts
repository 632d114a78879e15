import { Injectable } from '@nestjs/common';
import type {
  AddStopsReply,
  addStopsRequestSchema,
  CreateSuppressionRequest,
  NumberStops,
  Page,
  StopListFilter,
  Suppression,
} from '@warmline/contracts';
import type { z } from 'zod';
import { AppConfig } from '../config/app-config.js';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/domain-error.js';
import { numberKey } from '../kernel/number-key.js';
import { Transaction } from '../kernel/transaction.js';
import { presentStop } from './stop-list.presenter.js';
import { StopListRepository } from './stop-list.repository.js';
import { StopPrefixService } from './stop-prefix.service.js';
import { SuppressionService } from './suppression.service.js';
import { typedNumbers } from './typed-numbers.rules.js';

type AddStops = z.output<typeof addStopsRequestSchema>;

/** Stops of one number on a screen. */
const SHOWN_STOPS = 50;
const SHOWN_LEADS = 20;
/** More come from a file. */
const TYPED_MOST = 500;

/** The stop list as people see it and change it by hand. */
@Injectable()
export class StopListService {
  constructor(
    private readonly stops: StopListRepository,
    private readonly suppressions: SuppressionService,
    private readonly prefixes: StopPrefixService,
    private readonly transaction: Transaction,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  async list(cursor: string | undefined, limit: number, filter: StopListFilter = 'all'): Promise<Page<Suppression>> {
    if (cursor !== undefined && !/^[1-9][0-9]{0,18}$/.test(cursor)) {
      throw new DomainError('request.invalid', { cursor: 'not one of ours' });
    }
    const rows = await this.stops.page(filter, cursor ?? null, limit);
    return { items: rows.map(presentStop), nextCursor: rows.length < limit ? null : (rows.at(-1)?.id ?? null) };
  }

  /** Everything that stops a whole number, or did. Refuses phone.invalid. */
  async search(text: string): Promise<NumberStops> {
    const e164 = wholeNumber(text);
    const key = this.keyOf(e164);
    const stops = await this.stops.ofNumber(key, SHOWN_STOPS);
    const prefixes = await this.prefixes.over(e164);
    const wishes = await this.stops.wishesOver(key, SHOWN_LEADS);
    const isOnList = stops.some(({ liftedAt }) => liftedAt === null);
    return {
      e164,
      stopped: prefixes.length > 0 || wishes.length > 0 || isOnList,
      stops: stops.map((stop) => presentStop({ ...stop, e164 })),
      prefixes,
      wishes: wishes.map(({ leadId, leadName, createdAt }) => ({
        leadId: leadId as NumberStops['wishes'][number]['leadId'],
        leadName,
        createdAt: createdAt.toISOString(),
      })),
      leads: (await this.stops.leadsOf(key, SHOWN_LEADS)) as NumberStops['leads'],
    };
  }

  /** One number, from the API; what stands there already is answered as it stands. */
  async create(request: CreateSuppressionRequest, byUserId: string): Promise<Suppression> {
    const { e164, phoneId, scope, clientId = null, campaignId = null, kind, reason = null } = request;
    return this.transaction.run(async () => {
      await this.assertTarget(clientId, campaignId);
      const number = e164 === undefined ? { phoneId } : { numberKey: this.keyOf(e164) };
      const reach = { scope, clientId, campaignId };
      const id = await this.suppressions.suppressOrFind({ ...number, ...reach, kind, reason, byUserId });
      const row = await this.stops.get(id);
      if (row === undefined) {
        throw new DomainError('record.not_found', { record: 'suppression', id });
      }
      return presentStop(row);
    });
  }

  /** Numbers typed or pasted: those that can be read are stopped, the others are answered as they were written. */
  async add(request: AddStops, byUserId: string): Promise<AddStopsReply> {
    const { numbers, unreadable } = typedNumbers(request.numbers);
    if (numbers.length > TYPED_MOST) {
      throw new DomainError('suppression.too_many_numbers', { most: TYPED_MOST });
    }
    const { kind, scope, clientId = null, reason, expiresOn = null } = request;
    if (expiresOn !== null && expiresOn < this.today()) {
      throw new DomainError('suppression.expired_already');
    }
    const added = await this.transaction.run(async () => {
      await this.assertTarget(clientId, null);
      return this.suppressions.suppressMany(
        numbers.map((number) => this.keyOf(number)),
        { kind, reason, byUserId, scope, clientId, expiresOn },
      );
    });
    return { added: added.length, alreadyStopped: numbers.length - added.length, unreadable: [...unreadable] };
  }

  /**
   * These stops end, and every other of the same number and reach with them, so that it rings again. A register's word is not ours to lift: refuses
   * suppression.of_register. Answers how many ended.
   */
  async lift(ids: readonly string[], by: { userId: string; reason: string }): Promise<{ lifted: number }> {
    return this.transaction.run(async () => {
      if ((await this.stops.countOf(ids)) !== new Set(ids).size) {
        throw new DomainError('record.not_found', { record: 'suppression' });
      }
      const live = await this.stops.liveBeside(ids);
      if (live.some(({ kind, isAsked }) => isAsked && kind === 'register')) {
        throw new DomainError('suppression.of_register');
      }
      const liftable = live.filter(({ kind }) => kind !== 'register').map(({ id }) => id);
      const lifted = await this.suppressions.lift(liftable, { byUserId: by.userId, reason: by.reason });
      if (lifted.length === 0) {
        throw new DomainError('suppression.lifted_already');
      }
      return { lifted: lifted.length };
    });
  }

  /** Everything of ours that stops the number ends. Where nothing but a register does, refuses suppression.of_register. */
  async liftNumber(text: string, by: { userId: string; reason: string }): Promise<{ lifted: number }> {
    const key = this.keyOf(wholeNumber(text));
    const lifting = { byUserId: by.userId, reason: by.reason };
    return this.transaction.run(async () => {
      const live = await this.stops.liveOf(key);
      const liftable = live.filter(({ kind }) => kind !== 'register').map(({ id }) => id);
      if (liftable.length > 0) {
        return { lifted: (await this.suppressions.lift(liftable, lifting)).length };
      }
      if ((await this.stops.wishesOver(key, 1)).length > 0) {
        await this.suppressions.endWishes(key, lifting);
        return { lifted: 1 };
      }
      throw new DomainError(live.length > 0 ? 'suppression.of_register' : 'suppression.lifted_already');
    });
  }

  private async assertTarget(clientId: string | null, campaignId: string | null): Promise<void> {
    if (!(await this.stops.hasTarget(clientId, campaignId))) {
      throw new DomainError('record.not_found', { client: clientId, campaign: campaignId });
    }
  }

  private keyOf(e164: string): Buffer {
    return numberKey(this.config.secret, e164);
  }

  private today(): string {
    return this.clock.now().toLocaleDateString('sv-SE', { timeZone: this.config.organisationZone });
  }
}

function wholeNumber(text: string): string {
  const [e164] = typedNumbers(text).numbers;
  if (e164 === undefined) {
    throw new DomainError('phone.invalid');
  }
  return e164;
}
