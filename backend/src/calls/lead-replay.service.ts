import { Injectable } from '@nestjs/common';
import { joined, type LeadChapter, NEW_LEAD, replay } from '../campaigns/lead-replay.rules.js';
import { QueueMarking } from '../compliance/queue-marking.service.js';
import { LeadMoveService, type LeadMoveCause, type LeadPosition } from '../leads/lead-move.service.js';
import { LeadReplayRepository, type ResultChapter } from './lead-replay.repository.js';

/**
 * A corrected result changes what the lead is, whichever call it was of: temperature and stage are told again from there, later results and
 * people's own corrections in their places.
 */
@Injectable()
export class LeadReplay {
  constructor(
    private readonly history: LeadReplayRepository,
    private readonly leadMoves: LeadMoveService,
    private readonly marking: QueueMarking,
  ) {}

  /** Inside the transaction of the correction, the right result being written already. */
  async after(attemptId: string, leadId: string, cause: LeadMoveCause): Promise<void> {
    const home = await this.history.home(leadId);
    const present = await this.leadMoves.position(home.id);
    const results = await this.history.results(home.id);
    const chapters: LeadChapter[] = [...results, ...(await this.history.moves(home.id))].sort(
      (one, other) => one.at.getTime() - other.at.getTime(),
    );
    const corrected = results.find((result) => result.attemptId === attemptId);
    // Cards that became one met somewhere on the way: only from the beginning can both stories be told as one.
    const from = home.cards > 1 || corrected === undefined ? 0 : chapters.indexOf(corrected);
    const start = home.cards > 1 || corrected === undefined ? beginningOf(results) : positionOf(corrected.before);
    const { position, before } = replay(start, chapters.slice(from));
    for (const [resultId, found] of before) {
      await this.history.setBefore(resultId, found);
    }
    const { temperature, stage, stageReason, returnOn } = present;
    if (!isSame({ temperature, stage, stageReason, returnOn }, position)) {
      await this.leadMoves.move(home.id, position, cause);
    }
    await this.marking.remark({ leadIds: [home.id] }, 'result_corrected');
  }
}

/** Each card as its first result found it. */
function beginningOf(results: readonly ResultChapter[]): LeadPosition {
  const firsts = new Map<string, LeadPosition>();
  for (const { leadId, before } of results) {
    if (!firsts.has(leadId)) {
      firsts.set(leadId, positionOf(before));
    }
  }
  return joined([...firsts.values()]);
}

function positionOf(before: Partial<LeadPosition>): LeadPosition {
  return { ...NEW_LEAD, ...before };
}

function isSame(one: LeadPosition, other: LeadPosition): boolean {
  return (
    one.temperature === other.temperature &&
    one.stage === other.stage &&
    one.stageReason === other.stageReason &&
    one.returnOn === other.returnOn
  );
}
