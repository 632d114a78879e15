import { Module } from '@nestjs/common';
import { CustomFieldRepository } from './custom-field.repository.js';
import { CustomFieldService } from './custom-field.service.js';
import { CustomFieldsController } from './custom-fields.controller.js';
import { LeadCaptureRepository } from './lead-capture.repository.js';
import { LeadCapture } from './lead-capture.service.js';
import { LeadMoveRepository } from './lead-move.repository.js';
import { LeadMoveService } from './lead-move.service.js';
import { LeadSearchDocumentRepository } from './lead-search-document.repository.js';
import { LeadSearchFill } from './lead-search-fill.service.js';
import { LeadSearchRepository } from './lead-search.repository.js';
import { LeadSearchService } from './lead-search.service.js';
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
    LeadSearchDocumentRepository,
    LeadSearchFill,
    LeadSearchService,
    LeadCaptureRepository,
    LeadCapture,
    LeadMoveRepository,
    LeadMoveService,
    LeadService,
    PhoneRepository,
    PhoneService,
  ],
  exports: [
    CustomFieldService,
    LeadCapture,
    LeadService,
    LeadSearchFill,
    LeadSearchService,
    LeadMoveService,
    PhoneService,
  ],
})
export class LeadsModule {}
