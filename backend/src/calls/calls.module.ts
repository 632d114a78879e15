import { Module } from '@nestjs/common';
import { CallScriptsModule } from '../call-scripts/call-scripts.module.js';
import { CampaignsModule } from '../campaigns/campaigns.module.js';
import { ComplianceModule } from '../compliance/compliance.module.js';
import { LeadsModule } from '../leads/leads.module.js';
import { OperatorsModule } from '../operators/operators.module.js';
import { TelephonyModule } from '../telephony/telephony.module.js';
import { AttemptRepository } from './attempt.repository.js';
import { AttemptService } from './attempt.service.js';
import { CallCommands } from './call-commands.service.js';
import { CallFlow } from './call-flow.service.js';
import { CallRelease } from './call-release.service.js';
import { CallbackCheckRepository } from './callback-check.repository.js';
import { CallbackCheck } from './callback-check.service.js';
import { CallbackRepository } from './callback.repository.js';
import { CallbackService } from './callback.service.js';
import { CallStops } from './call-stops.service.js';
import { CallSounds } from './call-sounds.service.js';
import { CallsController } from './calls.controller.js';
import { HandoverController } from './handover.controller.js';
import { HandoverRepository } from './handover.repository.js';
import { HandoverService } from './handover.service.js';
import { LeadReplayRepository } from './lead-replay.repository.js';
import { LeadReplay } from './lead-replay.service.js';
import { LiveCallsRepository } from './live-calls.repository.js';
import { LiveCalls } from './live-calls.service.js';
import { OperatorCommands } from './operator-commands.service.js';
import { PromiseDesk } from './promise-desk.service.js';
import { PromiseKeeperRepository } from './promise-keeper.repository.js';
import { PromiseKeeper } from './promise-keeper.service.js';
import { PromiseLedger } from './promise-ledger.service.js';
import { PromiseWatch } from './promise-watch.service.js';
import { PromisesController } from './promises.controller.js';
import { ResultCommands } from './result-commands.service.js';
import { ResultEffects } from './result-effects.service.js';
import { ResultRepository } from './result.repository.js';
import { ResultService } from './result.service.js';
import { ScriptOutcome } from './script-outcome.service.js';
import { UnsavedResult } from './unsaved-result.service.js';

@Module({
  imports: [OperatorsModule, TelephonyModule, LeadsModule, ComplianceModule, CallScriptsModule, CampaignsModule],
  controllers: [CallsController, HandoverController, PromisesController],
  providers: [
    AttemptRepository,
    AttemptService,
    LiveCallsRepository,
    LiveCalls,
    CallFlow,
    CallRelease,
    CallCommands,
    CallSounds,
    CallStops,
    OperatorCommands,
    LeadReplayRepository,
    LeadReplay,
    ScriptOutcome,
    ResultRepository,
    ResultEffects,
    ResultService,
    UnsavedResult,
    ResultCommands,
    CallbackRepository,
    CallbackService,
    CallbackCheckRepository,
    CallbackCheck,
    PromiseLedger,
    PromiseWatch,
    PromiseDesk,
    PromiseKeeperRepository,
    PromiseKeeper,
    HandoverRepository,
    HandoverService,
  ],
  exports: [
    AttemptService,
    LiveCalls,
    CallRelease,
    CallCommands,
    CallSounds,
    OperatorCommands,
    ResultService,
    ResultCommands,
    CallbackService,
    HandoverService,
  ],
})
export class CallsModule {}
