import { Injectable } from '@nestjs/common';
import type { ClientMessage, MessageBody, Reply } from '@warmline/contracts';
import { CallCommands } from '../calls/call-commands.service.js';
import { OperatorCommands } from '../calls/operator-commands.service.js';
import { ResultCommands } from '../calls/result-commands.service.js';
import { DialCommands } from '../dialing/dial-commands.service.js';
import { Clock } from '../kernel/clock.js';
import { Commands } from '../kernel/commands.js';
import { OperatorService } from '../operators/operator.service.js';
import { PresenceService } from '../operators/presence.service.js';
import { BoardService } from '../reporting/board.service.js';
import { ConsoleService } from '../reporting/console.service.js';
import { type AppSocket, BOARD_ROOM, consoleRoom } from './connection.js';
import { FeedService } from './feed.service.js';

type Handler<Name extends ClientMessage> = (socket: AppSocket, body: MessageBody<Name>) => Promise<Reply>;
type Handlers = { [Name in ClientMessage]: Handler<Name> };
/** What a command of an operator does; answers the console's new version, or the whole reply where a refusal changes something too. */
type OperatorWork<Name extends ClientMessage> = (
  operatorId: string,
  body: MessageBody<Name>,
) => Promise<number | Reply>;

const DONE: Reply = { ok: true };

/** Each client message and the one service method it calls. Exhaustive: a message without a handler does not compile. */
@Injectable()
export class MessageHandlers {
  private readonly handlers: Handlers;

  constructor(
    operators: OperatorCommands,
    calls: CallCommands,
    results: ResultCommands,
    dials: DialCommands,
    private readonly commands: Commands,
    private readonly clock: Clock,
    private readonly presence: PresenceService,
    private readonly operatorStates: OperatorService,
    private readonly feeds: FeedService,
    private readonly consoles: ConsoleService,
    private readonly board: BoardService,
  ) {
    this.handlers = {
      'session.heartbeat': (socket) => this.heartbeat(socket),
      'feed.resume': async (socket, { since }) => ({
        ok: true,
        data: { position: await this.feeds.resume(socket, since) },
      }),
      'board.watch': (socket, { on }) => this.watchBoard(socket, on),
      'console.open': (socket) => this.openConsole(socket),
      'operator.ready': this.command('operator.ready', (id, body) => operators.ready(id, body)),
      'operator.pause': this.command('operator.pause', (id, body) => operators.pause(id, body)),
      'operator.sign_off': this.command('operator.sign_off', (id, body) => operators.signOff(id, body)),
      'attempt.dial': this.command('attempt.dial', (id, body) => dials.dial(id, body)),
      'attempt.skip': this.command('attempt.skip', (id, body) => calls.skip(id, body)),
      'call.hang_up': this.command('call.hang_up', (id, body) => calls.hangUp(id, body)),
      'call.hold': this.command('call.hold', (id, body) => calls.hold(id, body)),
      'call.mute': this.command('call.mute', (id, body) => calls.mute(id, body)),
      'script.send': this.command('script.send', (id, body) => calls.sendToScript(id, body)),
      'number.suppress': this.command('number.suppress', (id, body) => calls.suppress(id, body)),
      'contact.mark_decision_maker': this.command('contact.mark_decision_maker', (id, body) =>
        calls.markDecisionMaker(id, body),
      ),
      'note.save': async (socket, body) => {
        await results.saveNote(socket.data.user.id, body);
        return DONE;
      },
      'result.save': this.command('result.save', (id, body) => results.save(id, body)),
      'result.correct': this.command('result.correct', (id, body) => results.correctOwn(id, body)),
      'wrap_up.extend': this.command('wrap_up.extend', (id, body) => results.extendWrapUp(id, body)),
      'callback.call': this.command('callback.call', (id, body) => dials.callCallback(id, body)),
    };
  }

  handle<Name extends ClientMessage>(socket: AppSocket, name: Name, body: unknown): Promise<Reply> {
    // The gateway has just parsed `body` with this message's own schema.
    return this.handlers[name](socket, body as MessageBody<Name>);
  }

  /** A command of an operator: once per command id, in one transaction, answered with the console's new version. */
  private command<Name extends ClientMessage>(
    type: Name,
    work: OperatorWork<Name>,
  ): (socket: AppSocket, body: MessageBody<Name> & { commandId: string }) => Promise<Reply> {
    return (socket, body) => {
      const userId = socket.data.user.id;
      return this.commands.once({ id: body.commandId, userId, type }, async () => {
        const outcome = await work(userId, body);
        return typeof outcome === 'number' ? { ok: true, version: outcome } : outcome;
      });
    };
  }

  private async heartbeat(socket: AppSocket): Promise<Reply> {
    if (socket.data.user.role === 'operator') {
      await this.presence.seen(socket.data.user.id);
    }
    return { ok: true, data: { now: this.clock.now().toISOString() } };
  }

  private async watchBoard(socket: AppSocket, on: boolean): Promise<Reply> {
    if (on) {
      await socket.join(BOARD_ROOM);
      socket.emit('board.snapshot', this.board.snapshot());
    } else {
      await socket.leave(BOARD_ROOM);
    }
    return DONE;
  }

  private async openConsole(socket: AppSocket): Promise<Reply> {
    const operatorId = socket.data.user.id;
    const row = await this.operatorStates.open(operatorId);
    await socket.join(consoleRoom(operatorId));
    const snapshot = await this.consoles.snapshot(operatorId);
    if (snapshot !== null) {
      socket.emit('console.snapshot', snapshot);
    }
    return { ok: true, version: row.version };
  }
}
