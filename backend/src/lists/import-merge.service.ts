import { Injectable } from '@nestjs/common';
import type { ImportCounts } from '@warmline/contracts';
import { Clock } from '../kernel/clock.js';
import { clusterRows } from './cluster-rows.rules.js';
import { areNamesCompatible } from '../leads/company-name.rules.js';
import { ImportCommitRepository } from './import-commit.repository.js';
import { ImportCountsRepository, type MergeCounts } from './import-counts.repository.js';
import { ImportVerdictRepository, type ImportScope } from './import-verdict.repository.js';
import type { ReadingTotals } from './import-reading.js';

/** Judges staged rows and makes leads of them. Both run in the caller's transaction: an import is seen whole or not at all. */
@Injectable()
export class ImportMerge {
  constructor(
    private readonly verdicts: ImportVerdictRepository,
    private readonly commits: ImportCommitRepository,
    private readonly counts: ImportCountsRepository,
    private readonly clock: Clock,
  ) {}

  /** Which rows are leads we have, and which rows of the file are one lead. Holds off other merges of the client. */
  async judge(scope: ImportScope): Promise<void> {
    await this.verdicts.lockClient(scope.clientId);
    await this.verdicts.analyse();
    await this.verdicts.matchByInn(scope);
    await this.verdicts.matchByNumberAndName(scope);
    await this.matchCompatibleNames(scope);
    await this.verdicts.undoInnConflicts(scope);
    const rows = await this.verdicts.repeatedRows(scope);
    await this.verdicts.saveClusters(scope.importId, clusterRows(rows, await this.verdicts.numberGroups(scope)));
  }

  async commit(scope: ImportScope, read: ReadingTotals): Promise<ImportCounts & { reasons: Record<string, number> }> {
    const now = this.clock.now();
    await this.commits.assignLeads(scope);
    const leadsCreated = await this.commits.insertLeads(scope, now);
    await this.commits.fillEmpty(scope);
    await this.commits.insertAddresses(scope, now);
    const contacts = await this.commits.insertContacts(scope, now);
    await this.commits.insertPhones(scope, now);
    await this.commits.linkSharedNumbers(scope, now);
    await this.commits.insertVerdicts(scope);
    await this.commits.insertMembers(scope, now);
    const { reasons, ...merged }: MergeCounts = await this.counts.ofMerge(scope);
    return {
      ...merged,
      rows: read.rows,
      leadsCreated,
      contacts,
      phoneCells: read.phoneCells,
      phoneCellsParsed: read.phoneCellsParsed,
      reasons,
    };
  }

  private async matchCompatibleNames(scope: ImportScope): Promise<void> {
    const matches = new Map<number, string>();
    for (const pair of await this.verdicts.namePairs(scope)) {
      if (!matches.has(pair.row) && areNamesCompatible(pair.rowName, pair.leadName)) {
        matches.set(pair.row, pair.leadId);
      }
    }
    await this.verdicts.saveMatches(
      scope.importId,
      [...matches].map(([row, leadId]) => ({ row, leadId })),
    );
  }
}
