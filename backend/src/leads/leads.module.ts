import { Module } from '@nestjs/common';
import { CustomFieldRepository } from './custom-field.repository.js';
import { CustomFieldService } from './custom-field.service.js';
import { CustomFieldsController } from './custom-fields.controller.js';
import { LeadMoveRepository } from './lead-move.repository.js';
import { LeadMoveService } from './lead-move.service.js';
import { LeadSearchRepository } from './lead-search.repository.js';
import { LeadRepository } from './lead.repository.js';
import { LeadService } from './lead.service.js';
import { LeadsController, PhonesController } from './leads.controller.js';
import { PhoneRepository } from './phone.repository.js';
import { PhoneService } from './phone.service.js';

@Module({
  controllers: [LeadsController, PhonesController, CustomFieldsController],
  providers: [
    CustomFieldRepository,
    CustomFieldService,
    LeadRepository,
    LeadSearchRepository,
    LeadMoveRepository,
    LeadMoveService,
    LeadService,
    PhoneRepository,
    PhoneService,
  ],
  exports: [CustomFieldService, LeadService, LeadMoveService, PhoneService],
})
export class LeadsModule {}
