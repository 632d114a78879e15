import { Injectable } from '@nestjs/common';
import type { LeadMove, WarmHotPage, WarmHotQuery, WarmHotRow } from '@warmline/contracts';
import { type Locale, runStateSchema } from '@warmline/contracts/call-script';
import type { SessionUser } from '../auth/session.repository.js';
import { answersOf, type CapturedAnswer } from '../call-scripts/script-timeline.rules.js';
import { ScriptVersionService } from '../call-scripts/script-version.service.js';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/domain-error.js';
import { presentMove, presentWarmHot } from './warm-hot.presenter.js';
import { type WarmHotRecord, WarmHotRepository, type WarmHotSelection } from './warm-hot.repository.js';
import { readCursor, searchPatterns, SEES_ALL, type WarmHotPosition, writeCursor } from './warm-hot.rules.js';

const EXPORT_PORTION = 200;

/** The list of warm and hot leads, and the history of a lead's temperature. */
@Injectable()
export class WarmHotService {
  constructor(
    private readonly repository: WarmHotRepository,
    private readonly versions: ScriptVersionService,
    private readonly clock: Clock,
  ) {}

  /** Refuses role.refused for those who neither lead the work nor take leads. */
  async page(query: WarmHotQuery, user: SessionUser): Promise<WarmHotPage> {
    const selection = await this.selectionOf(query, user);
    const after = query.cursor === undefined ? null : positionOf(query.cursor);
    const { items, next } = await this.portion(selection, { after, limit: query.limit }, user.locale);
    const counts = await this.repository.counts(selection);
    return { items, nextCursor: next === null ? null : writeCursor(next), counts };
  }

  /** Every row of the selection, portion by portion; what moves meanwhile may be missed or come twice, as on pages. */
  async rows(
    query: Pick<WarmHotQuery, 'filter' | 'q' | 'campaignId'>,
    user: SessionUser,
  ): Promise<AsyncIterable<WarmHotRow>> {
    return this.allRows(await this.selectionOf(query, user), user.locale);
  }

  /** Newest first. */
  async moves(leadId: string, user: SessionUser): Promise<LeadMove[]> {
    if (!SEES_ALL[user.role] && !(await this.repository.isOfferedTo(leadId, user.id))) {
      throw new DomainError('role.refused');
    }
    if (!(await this.repository.leadExists(leadId))) {
      throw new DomainError('record.not_found', { record: 'lead', id: leadId });
    }
    return (await this.repository.moves(leadId)).map(presentMove);
  }

  private async *allRows(selection: WarmHotSelection, locale: Locale): AsyncGenerator<WarmHotRow> {
    let after: WarmHotPosition | null = null;
    do {
      const portion: { items: WarmHotRow[]; next: WarmHotPosition | null } = await this.portion(
        selection,
        { after, limit: EXPORT_PORTION },
        locale,
      );
      yield* portion.items;
      after = portion.next;
    } while (after !== null);
  }

  private async selectionOf(
    query: Pick<WarmHotQuery, 'filter' | 'q' | 'campaignId'>,
    user: SessionUser,
  ): Promise<WarmHotSelection> {
    if (!SEES_ALL[user.role] && !(await this.repository.isReceiver(user.id))) {
      throw new DomainError('role.refused');
    }
    return {
      filter: query.filter,
      search: query.q === undefined || query.q === '' ? null : searchPatterns(query.q),
      campaignId: query.campaignId ?? null,
      receiverId: SEES_ALL[user.role] ? null : user.id,
      now: this.clock.now(),
    };
  }

  private async portion(
    selection: WarmHotSelection,
    { after, limit }: { after: WarmHotPosition | null; limit: number },
    locale: Locale,
  ): Promise<{ items: WarmHotRow[]; next: WarmHotPosition | null }> {
    // One more than asked for tells whether anything follows.
    const records = await this.repository.page(selection, { after, limit: limit + 1 });
    const shown = records.slice(0, limit);
    const items: WarmHotRow[] = [];
    for (const record of shown) {
      items.push(presentWarmHot(record, await this.answers(record, locale)));
    }
    const last = records.length > limit ? shown.at(-1) : undefined;
    return { items, next: last === undefined ? null : positionAfter(last) };
  }

  /** Of the last conversations; where a later one asked again, its answer holds. */
  private async answers(record: WarmHotRecord, locale: Locale): Promise<WarmHotRow['answers']> {
    const latest = new Map<string, CapturedAnswer>();
    for (const { versionId, state } of record.runs) {
      const run = runStateSchema.safeParse(state);
      const { compiled } = await this.versions.published(versionId);
      for (const answer of run.success ? answersOf(compiled, run.data, locale) : []) {
        if (!latest.has(answer.field)) {
          latest.set(answer.field, answer);
        }
      }
    }
    return [...latest.values()].map(({ label, value }) => ({ label, value }));
  }
}

function positionAfter({ temperature, sinceKey, leadId }: WarmHotRecord): WarmHotPosition | null {
  return temperature === 'cold' ? null : [temperature, sinceKey, leadId];
}

function positionOf(cursor: string): WarmHotPosition {
  const position = readCursor(cursor);
  if (position === undefined) {
    throw new DomainError('request.invalid', { field: 'cursor' });
  }
  return position;
}
