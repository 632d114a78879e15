import { Injectable } from '@nestjs/common';
import type { Advanced, AdvanceRequest, SimulationAudit } from '@warmline/contracts';
import { userIdSchema } from '@warmline/contracts';
import { Agenda } from '../kernel/agenda.js';
import { SimulationRepository } from './simulation.repository.js';

type Consoles = Awaited<ReturnType<SimulationRepository['consoles']>>;

/** Moves a virtual clock for those who drive it from outside, and tells what came of it. */
@Injectable()
export class SimulationService {
  constructor(
    private readonly agenda: Agenda,
    private readonly repository: SimulationRepository,
  ) {}

  /**
   * From one due instant to the next until somebody has something new on his screen, at most to `limit`. The many jumps between two screens
   * (ringing, timers of others) cost no round trip.
   */
  async advance({ to, seen }: AdvanceRequest): Promise<Advanced> {
    const limit = new Date(to);
    let state = await this.agenda.settle();
    const before = await this.repository.consoles();
    let consoles = before;
    while (state.now < limit && !haveChanged([...before, ...seen], consoles)) {
      state = await this.agenda.advance(limit, state.next);
      consoles = await this.repository.consoles();
    }
    const { now, next } = state;
    return { now: now.toISOString(), next: next?.toISOString() ?? null, consoles: consoles.map(presentConsole) };
  }

  async audit(): Promise<SimulationAudit> {
    const temperature = { cold: 0, warm: 0, hot: 0 };
    const stage = { open: 0, refused: 0, customer: 0, closed: 0 };
    for (const lead of await this.repository.leads()) {
      temperature[lead.temperature as keyof typeof temperature] += lead.count;
      stage[lead.stage as keyof typeof stage] += lead.count;
    }
    const dispositions = Object.fromEntries(
      (await this.repository.dispositions()).map(({ code, count }) => [code, count]),
    );
    return { ...(await this.repository.flow()), ...(await this.repository.faults()), dispositions, temperature, stage };
  }
}

/** Later entries of `known` count. Who is in `known` alone is no operator of ours. */
function haveChanged(known: Consoles, after: Consoles): boolean {
  const versions = new Map(known.map(({ operatorId, version }) => [operatorId, version]));
  return after.some(({ operatorId, version }) => versions.get(operatorId) !== version);
}

function presentConsole({ operatorId, version }: Consoles[number]): Advanced['consoles'][number] {
  return { operatorId: userIdSchema.parse(operatorId), version };
}
