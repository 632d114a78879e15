import { Module } from '@nestjs/common';
import { LeadSearchRepository } from './lead-search.repository.js';
import { LeadRepository } from './lead.repository.js';
import { LeadService } from './lead.service.js';
import { LeadsController, PhonesController } from './leads.controller.js';
import { PhoneRepository } from './phone.repository.js';
import { PhoneService } from './phone.service.js';

@Module({
  controllers: [LeadsController, PhonesController],
  providers: [LeadRepository, LeadSearchRepository, LeadService, PhoneRepository, PhoneService],
  exports: [LeadService, PhoneService],
})
export class LeadsModule {}
