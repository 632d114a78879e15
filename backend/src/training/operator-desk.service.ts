import { Injectable } from '@nestjs/common';
import { CLIENT_MESSAGES, type Reply } from '@warmline/contracts';
import { CallCommands } from '../calls/call-commands.service.js';
import { OperatorCommands } from '../calls/operator-commands.service.js';
import { ResultCommands } from '../calls/result-commands.service.js';
import { DialCommands } from '../dialing/dial-commands.service.js';
import { uuidv7 } from '../kernel/ids.js';
import type { OperatorCommand } from './operator-brain.rules.js';

/** The commands of a training operator: parsed by the schemas of the wire and given to the very services that sockets call. */
@Injectable()
export class OperatorDesk {
  constructor(
    private readonly operators: OperatorCommands,
    private readonly calls: CallCommands,
    private readonly dials: DialCommands,
    private readonly results: ResultCommands,
  ) {}

  /** Throws what the service refuses. */
  async send(operatorId: string, { name, body }: OperatorCommand, version: number): Promise<Reply> {
    const message = { ...body, commandId: uuidv7(), version };
    switch (name) {
      case 'operator.ready':
        return done(await this.operators.ready(operatorId, CLIENT_MESSAGES[name].schema.parse(message)));
      case 'operator.pause':
        return done(await this.operators.pause(operatorId, CLIENT_MESSAGES[name].schema.parse(message)));
      case 'operator.sign_off':
        return done(await this.operators.signOff(operatorId, CLIENT_MESSAGES[name].schema.parse(message)));
      case 'attempt.dial':
        return this.dials.dial(operatorId, CLIENT_MESSAGES[name].schema.parse(message));
      case 'attempt.skip':
        return done(await this.calls.skip(operatorId, CLIENT_MESSAGES[name].schema.parse(message)));
      case 'script.send':
        return done(await this.calls.sendToScript(operatorId, CLIENT_MESSAGES[name].schema.parse(message)));
      case 'number.suppress':
        return done(await this.calls.suppress(operatorId, CLIENT_MESSAGES[name].schema.parse(message)));
      case 'call.hang_up':
        return done(await this.calls.hangUp(operatorId, CLIENT_MESSAGES[name].schema.parse(message)));
      case 'result.save':
        return done(await this.results.save(operatorId, CLIENT_MESSAGES[name].schema.parse(message)));
    }
  }
}

function done(version: number): Reply {
  return { ok: true, version };
}
