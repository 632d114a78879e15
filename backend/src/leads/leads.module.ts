import { Module } from '@nestjs/common';
import { LeadMoveRepository } from './lead-move.repository.js';
import { LeadMoveService } from './lead-move.service.js';
import { LeadSearchRepository } from './lead-search.repository.js';
import { LeadRepository } from './lead.repository.js';
import { LeadService } from './lead.service.js';
import { LeadsController, PhonesController } from './leads.controller.js';
import { PhoneRepository } from './phone.repository.js';
import { PhoneService } from './phone.service.js';

@Module({
  controllers: [LeadsController, PhonesController],
  providers: [
    LeadRepository,
    LeadSearchRepository,
    LeadMoveRepository,
    LeadMoveService,
    LeadService,
    PhoneRepository,
    PhoneService,
  ],
  exports: [LeadService, LeadMoveService, PhoneService],
})
export class LeadsModule {}
