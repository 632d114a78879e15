import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Agenda } from '../kernel/agenda.js';
import { Transaction } from '../kernel/transaction.js';
import { type CellWork, FEW_LEADS, LeadSearchDocumentRepository } from './lead-search-document.repository.js';

/** Documents are behind by no more than this. */
const LOOK_EVERY_MS = 250;
/** What a search writes before it looks: what people changed by hand just now, not what a campaign of changes left. */
const BEFORE_SEARCH = { entryLeads: FEW_LEADS, leads: 200 };
const IN_BACKGROUND = { entryLeads: 2_000, leads: 1_000 };
/** Documents written at once into a cell that stands; the lock is free between two portions. */
const PORTION = 1_000;
/** Cells built side by side: one gathers rows while the other makes its index. */
const BUILDERS = 2;

/**
 * Keeps the search documents behind the leads. Few changed leads are followed at once, by this or by the next search, so that everybody finds what
 * he has just written; an import's range is followed cell by cell in the background. All of it is taken from the leads as they are and forgotten in
 * the same transaction, so a process that dies in the middle loses nothing and whoever leads next goes on.
 */
@Injectable()
export class LeadSearchFill implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('lead-search');
  private following: Promise<void> | null = null;
  private stopping = false;

  constructor(
    private readonly documents: LeadSearchDocumentRepository,
    private readonly transaction: Transaction,
    private readonly agenda: Agenda,
  ) {}

  onModuleInit(): void {
    this.agenda.inBackground({ name: 'lead-search', everyMs: LOOK_EVERY_MS, look: () => this.look() });
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await this.following?.catch(() => undefined);
  }

  /** What was changed by hand a moment ago is searched too. Answers how many leads, about, wait for the background. */
  async catchUp(): Promise<number> {
    const { few, all } = await this.documents.waiting();
    const written = few ? await this.followFew(BEFORE_SEARCH) : 0;
    return Math.max(0, all - written);
  }

  /** Whether the leads of an import wait to be searched. What nobody waits for should let them go first. */
  isBehind(): Promise<boolean> {
    return this.documents.hasRanges();
  }

  private look(): void {
    if (!this.stopping) {
      void this.begin().catch((error: unknown) => this.logger.debug(`following the leads stopped: ${String(error)}`));
    }
  }

  /**
   * Resolves once every lead written before the call has its document: for whoever takes all that a filter finds, where a lead left out would be
   * an error nobody sees. After an import that takes as long as the import's documents.
   */
  async whenFollowed(): Promise<void> {
    // The one under way may have looked before the last change.
    await this.following?.catch(() => undefined);
    while (!this.stopping && (await this.documents.waiting()).all > 0) {
      await this.begin();
    }
  }

  private begin(): Promise<void> {
    this.following ??= this.follow().finally(() => (this.following = null));
    return this.following;
  }

  private async follow(): Promise<void> {
    if ((await this.documents.waiting()).all > 0) {
      await Promise.all([this.followAllFew(), this.followRanges()]);
    }
  }

  private async followAllFew(): Promise<void> {
    while (!this.stopping && (await this.followFew(IN_BACKGROUND)) > 0);
  }

  private followFew(limits: { entryLeads: number; leads: number }): Promise<number> {
    return this.transaction.run(async () => {
      await this.documents.lock();
      const leadIds = await this.documents.takeFew(limits);
      if (leadIds.length > 0) {
        await this.documents.ensureCells(leadIds);
        await this.documents.write(leadIds);
      }
      return leadIds.length;
    });
  }

  private async followRanges(): Promise<void> {
    await this.documents.cutIntoCells();
    const taken: string[] = [];
    let analysed: Promise<void> | undefined;
    const builder = async () => {
      for (let work = await this.next(taken); work !== undefined; work = await this.next(taken)) {
        await (analysed ??= this.documents.analyse());
        await this.followCell(work);
      }
    };
    await Promise.all(Array.from({ length: BUILDERS }, builder));
  }

  /** Taken before the first await after the answer: two builders never get the same cell. */
  private async next(taken: string[]): Promise<CellWork | undefined> {
    const work = this.stopping ? undefined : await this.documents.nextCell(taken);
    if (work !== undefined && taken.includes(work.cell)) {
      return this.next(taken);
    }
    if (work !== undefined) {
      taken.push(work.cell);
    }
    return work;
  }

  private async followCell(work: CellWork): Promise<void> {
    if (await this.documents.hasCell(work.cell)) {
      await this.rewrite(work);
    } else {
      await this.transaction.run(() => this.documents.build(work.cell));
    }
  }

  /** Leads of a cell that is searched already, portion by portion. */
  private async rewrite(work: CellWork): Promise<void> {
    const entry = await this.documents.newestEntry();
    for (let from = work.fromId; !this.stopping;) {
      const leadIds = await this.documents.idsFrom(from, work.toId, PORTION);
      if (leadIds.length > 0) {
        await this.transaction.run(async () => {
          await this.documents.lock();
          await this.documents.write(leadIds);
        });
      }
      const last = leadIds.at(-1);
      if (last === undefined || leadIds.length < PORTION) {
        await this.documents.forget(work, entry);
        return;
      }
      from = String(BigInt(last) + 1n);
    }
  }
}
