import { Injectable } from '@nestjs/common';
import { FileStore } from '../files/file-store.service.js';
import { ListFileWorker } from '../lists/list-file-worker.service.js';
import type { FileRow } from '../lists/reading/file-format.rules.js';
import { rowPortions } from '../lists/row-page.js';
import { ListClaimRepository } from './list-claim.repository.js';
import {
  type BadNumber,
  type BadRow,
  type Claim,
  type ClaimedFile,
  claimOfNumber,
  claimOfRow,
} from './list-claim.rules.js';

interface Portion {
  readonly rows: readonly BadRow[];
  readonly numbers: readonly BadNumber[];
}

/** What the seller of a list answers for, row by row as the rows stand in his files, each file read once in a thread. */
@Injectable()
export class ListClaims {
  constructor(
    private readonly repository: ListClaimRepository,
    private readonly files: FileStore,
    private readonly worker: ListFileWorker,
  ) {}

  async *of(listId: string): AsyncGenerator<Claim> {
    for (const file of await this.repository.files(listId)) {
      yield* this.ofFile(listId, file);
    }
  }

  private async *ofFile(listId: string, file: ClaimedFile): AsyncGenerator<Claim> {
    let portion: Portion = { rows: [], numbers: [] };
    const portions = this.portions(listId, file.importId);
    const asked = async function* (): AsyncGenerator<number[]> {
      for await (portion of portions) {
        yield rowNumbers(portion);
      }
    };
    const claimed = new Set<string>();
    for await (const rows of this.worker.pick({ path: this.files.pathOf(file.sha256), format: file.format }, asked())) {
      yield* claimsOf(file, rows, portion, claimed);
    }
  }

  /** Bad rows page by page, each with the bad numbers of the rows up to its end. */
  private async *portions(listId: string, importId: string): AsyncGenerator<Portion> {
    const numbers = await this.repository.badNumbers(listId, importId);
    let at = 0;
    for await (const { rows, isLast } of rowPortions((range) => this.repository.badRows(listId, importId, range))) {
      const end = isLast ? Number.MAX_SAFE_INTEGER : (rows.at(-1)?.rowNumber ?? 0);
      const from = at;
      while ((numbers[at]?.rowNumber ?? Infinity) <= end) {
        at += 1;
      }
      yield { rows, numbers: numbers.slice(from, at) };
    }
  }
}

function rowNumbers({ rows, numbers }: Portion): number[] {
  return [...new Set([...rows, ...numbers].map(({ rowNumber }) => rowNumber))].sort((a, b) => a - b);
}

/** A number is claimed once in a file, for the first row that holds it. */
function* claimsOf(
  file: ClaimedFile,
  picked: readonly FileRow[],
  { rows, numbers }: Portion,
  claimed: Set<string>,
): Generator<Claim> {
  const badRows = new Map(rows.map((row) => [row.rowNumber, row]));
  let at = 0;
  for (const row of picked) {
    const bad = badRows.get(row.rowNumber);
    if (bad !== undefined) {
      yield claimOfRow(file, row, bad);
    }
    for (let number = numbers[at]; number?.rowNumber === row.rowNumber; number = numbers[++at]) {
      const claim = claimed.has(number.e164) ? null : claimOfNumber(file, row, number);
      if (claim !== null) {
        claimed.add(number.e164);
        yield claim;
      }
    }
  }
}
