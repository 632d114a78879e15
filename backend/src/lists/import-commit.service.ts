import { Injectable } from '@nestjs/common';
import type { ImportCounts } from '@warmline/contracts';
import { Clock } from '../kernel/clock.js';
import { BranchCommitRepository } from './branch-commit.repository.js';
import { ImportCommitRepository } from './import-commit.repository.js';
import type { ImportScope } from './import-judging.repository.js';

/** Makes leads of judged rows, in the caller's transaction: an import is seen whole or not at all. */
@Injectable()
export class ImportCommit {
  constructor(
    private readonly commits: ImportCommitRepository,
    private readonly branches: BranchCommitRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * `judged` is what the marketer saw; answered is what was done, which differs in contacts alone: a name that several rows of a lead give counts
   * once. `onStep` is told after each set how many of how many are done; an error thrown in it takes everything back.
   */
  async commit(
    scope: ImportScope,
    judged: ImportCounts,
    onStep: (done: number, of: number) => Promise<void>,
  ): Promise<ImportCounts> {
    const now = this.clock.now();
    const own = await this.commits.insertOwn(scope, now);
    if (own.leads !== judged.leadsCreated) {
      throw new Error(`${own.leads} leads were written where ${judged.leadsCreated} were judged`);
    }
    await onStep(1, 3);
    const joined = await this.commits.joinOthers(scope, now);
    await onStep(2, 3);
    await this.commits.linkSharedNumbers(scope, now);
    await this.branches.keepEntitiesApart(scope, now);
    await this.commits.insertVerdicts(scope);
    await onStep(3, 3);
    return { ...judged, contacts: own.contacts + joined.contacts };
  }
}
