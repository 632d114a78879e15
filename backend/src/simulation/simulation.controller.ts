import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { advancedSchema, advanceRequestSchema, simulationAuditSchema } from '@warmline/contracts';
import type { Advanced, AdvanceRequest, SimulationAudit } from '@warmline/contracts';
import { Access, ADMINISTRATORS } from '../auth/access.js';
import { InBody, Replies } from '../http/contract.js';
import { SimulationService } from './simulation.service.js';

@Controller('api/simulation')
export class SimulationController {
  constructor(private readonly simulation: SimulationService) {}

  @Post('advance')
  @HttpCode(200)
  @Access(ADMINISTRATORS)
  @Replies('Virtual clock only: jumps to what is due next and does it', advancedSchema)
  advance(@InBody(advanceRequestSchema) request: AdvanceRequest): Promise<Advanced> {
    return this.simulation.advance(request);
  }

  @Get('audit')
  @Access(ADMINISTRATORS)
  @Replies('What was dialled and what became of it, by the tables and by the simulated exchange', simulationAuditSchema)
  audit(): Promise<SimulationAudit> {
    return this.simulation.audit();
  }
}
