import { Logger } from '@nestjs/common';

/** Work that hangs on no instant of the application clock: it is looked at now and then, and nobody waits for it. */
export interface BackgroundSource {
  readonly name: string;
  /** Looked at no more often than this, in real time whatever the application clock shows. */
  readonly everyMs: number;
  /** Begins what there is to do and does not wait for it. One look at a time. */
  look(): Promise<void> | void;
}

interface Watched {
  readonly source: BackgroundSource;
  readonly wake: () => void;
  lookedMs: number;
  looking: Promise<void> | null;
}

const NEVER = Number.NEGATIVE_INFINITY;

/** Whose turn it is. A virtual clock asks thousands of times a second: a question that comes too early costs a comparison and no statement. */
export class BackgroundWork {
  private readonly logger = new Logger('background');
  private readonly watched: Watched[] = [];

  /** Answers how to ask for a look at once; `wake` brings the round in which it happens. */
  add(source: BackgroundSource, wake: () => void): () => void {
    const watched: Watched = { source, wake, lookedMs: NEVER, looking: null };
    this.watched.push(watched);
    return () => {
      watched.lookedMs = NEVER;
      wake();
    };
  }

  look(nowMs: number): void {
    for (const watched of this.watched) {
      if (watched.looking === null && nowMs - watched.lookedMs >= watched.source.everyMs) {
        watched.lookedMs = nowMs;
        watched.looking = this.lookAt(watched.source).then(() => this.looked(watched));
      }
    }
  }

  /** Resolves once no look is under way. */
  async settled(): Promise<void> {
    await Promise.all(this.watched.map(({ looking }) => looking ?? Promise.resolve()));
  }

  private looked(watched: Watched): void {
    watched.looking = null;
    // Asked for while this one was under way, which may have seen what was before.
    if (watched.lookedMs === NEVER) {
      watched.wake();
    }
  }

  private async lookAt(source: BackgroundSource): Promise<void> {
    try {
      await source.look();
    } catch (error) {
      const text = error instanceof Error ? error.stack : String(error);
      this.logger.error(`looking at ${source.name} failed: ${text}`);
    }
  }
}
