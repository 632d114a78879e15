import { Module } from '@nestjs/common';
import { LeadCoolingRepository } from './lead-cooling.repository.js';
import { LeadCooling } from './lead-cooling.service.js';

@Module({ providers: [LeadCooling, LeadCoolingRepository] })
export class LeadCoolingModule {}
