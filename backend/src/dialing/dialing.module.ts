import { Module } from '@nestjs/common';
import { ComplianceModule } from '../compliance/compliance.module.js';
import { CallsModule } from '../calls/calls.module.js';
import { CampaignsModule } from '../campaigns/campaigns.module.js';
import { OperatorsModule } from '../operators/operators.module.js';
import { TelephonyModule } from '../telephony/telephony.module.js';
import { DialCommands } from './dial-commands.service.js';
import { DialRefusals } from './dial-refusals.service.js';
import { DialRepository } from './dial.repository.js';
import { DialService } from './dial.service.js';
import { DialingLoop } from './dialing.loop.js';
import { DialPlacement } from './dial-placement.service.js';
import { LeadClaimRepository } from './lead-claim.repository.js';
import { LeadOffer } from './lead-offer.service.js';
import { Reconciler } from './reconciler.service.js';
import { SuppressionWatch } from './suppression-watch.service.js';
import { Watchdogs } from './watchdogs.service.js';

@Module({
  imports: [OperatorsModule, TelephonyModule, ComplianceModule, CampaignsModule, CallsModule],
  providers: [
    LeadClaimRepository,
    DialRepository,
    DialRefusals,
    DialService,
    DialPlacement,
    LeadOffer,
    DialingLoop,
    DialCommands,
    Reconciler,
    Watchdogs,
    SuppressionWatch,
  ],
  exports: [DialCommands],
})
export class DialingModule {}
