import { Module } from '@nestjs/common';
import { CallScriptRepository } from './call-script.repository.js';
import { CallScriptService } from './call-script.service.js';
import { CallScriptsController } from './call-scripts.controller.js';
import { ScriptCheckService } from './script-check.service.js';
import { ScriptRunRepository } from './script-run.repository.js';
import { ScriptRunService } from './script-run.service.js';
import { ScriptVersionService } from './script-version.service.js';

/** Call scripts: authoring, checking and publishing, and their runs during calls. Their meaning lives in contracts. */
@Module({
  controllers: [CallScriptsController],
  providers: [
    CallScriptRepository,
    CallScriptService,
    ScriptCheckService,
    ScriptVersionService,
    ScriptRunRepository,
    ScriptRunService,
  ],
  exports: [CallScriptService, ScriptCheckService, ScriptVersionService, ScriptRunService],
})
export class CallScriptsModule {}
