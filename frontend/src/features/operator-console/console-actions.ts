import type { ConsoleSnapshot, MessageInput, SaveResultRequest } from '@warmline/contracts';
import type { CommandBody, CommandName, Line, SendResult } from '../../lib/line.js';

/** What an operator can do. Each is a command to the server: nothing changes here until its snapshot says so. */
export interface ConsoleActions {
  ready(campaignId?: string): Promise<SendResult>;
  pause(reason: PauseReason): Promise<SendResult>;
  signOff(): Promise<SendResult>;
  dial(phoneId?: string): Promise<SendResult>;
  skip(reason: SkipReason, promise?: SkipPromise): Promise<SendResult>;
  hangUp(): Promise<SendResult>;
  hold(on: boolean): Promise<SendResult>;
  mute(on: boolean): Promise<SendResult>;
  sendToScript(event: string, fields: Record<string, string | number | null>): Promise<SendResult>;
  saveNote(attemptId: string, text: string): Promise<SendResult>;
  saveResult(result: ResultDraft): Promise<SendResult>;
  correct(attemptId: string, code: string, promised?: CorrectedPromise): Promise<SendResult>;
  suppress(scope: MessageInput<'number.suppress'>['scope']): Promise<SendResult>;
  callBack(callbackId: string): Promise<SendResult>;
  extendWrapUp(): Promise<SendResult>;
  markDecisionMaker(contactId: string): Promise<SendResult>;
}

export type PauseReason = MessageInput<'operator.pause'>['reason'];
export type SkipReason = MessageInput<'attempt.skip'>['reason'];
/** What becomes of a promised call that is skipped. */
export type SkipPromise = NonNullable<MessageInput<'attempt.skip'>['promise']>;
/** What becomes of the promise that the corrected result made. */
export type CorrectedPromise = Pick<MessageInput<'result.correct'>, 'callback' | 'promise'>;
export type ResultDraft = Omit<SaveResultRequest, 'attemptId'>;

const NOTHING_TO_DO: SendResult = { kind: 'refused', error: { code: 'operator.wrong_state', params: {} } };

/** What the actions need of the console: the last picture, and to hear of the next. */
export interface SnapshotSource {
  readonly get: () => ConsoleSnapshot | null;
  readonly subscribe: (listener: () => void) => () => void;
}

/**
 * Commands carry the version they were decided on. The version also moves for reasons that do not concern the decision (a note saved, a ring
 * heard), so a command refused as stale goes once more with the next picture, if that still shows the same work.
 */
export function consoleActions(line: Line, source: SnapshotSource): ConsoleActions {
  let answered = 0;
  const send = async <Name extends CommandName>(name: Name, body: object): Promise<SendResult> => {
    const version = Math.max(answered, source.get()?.version ?? 0);
    const result = await line.command(name, { ...body, version } as CommandBody<Name>);
    if (result.kind === 'done' && result.version !== undefined) answered = result.version;
    return result;
  };
  const command = async (name: CommandName, body: object): Promise<SendResult> => {
    const before = source.get();
    const first = await send(name, body);
    if (first.kind !== 'refused' || first.error.code !== 'operator.version_stale') return first;
    const after = await nextSnapshot(source, before);
    return sameWork(name, before, after) ? send(name, body) : first;
  };
  const onAttempt = (name: CommandName, body: object = {}): Promise<SendResult> => {
    const attemptId = source.get()?.attempt?.id;
    return attemptId === undefined ? Promise.resolve(NOTHING_TO_DO) : command(name, { ...body, attemptId });
  };
  return {
    ready: (campaignId) => command('operator.ready', campaignId === undefined ? {} : { campaignId }),
    pause: (reason) => command('operator.pause', { reason }),
    signOff: () => command('operator.sign_off', {}),
    dial: (phoneId) => onAttempt('attempt.dial', phoneId === undefined ? {} : { phoneId }),
    skip: (reason, promise) => onAttempt('attempt.skip', promise === undefined ? { reason } : { reason, promise }),
    hangUp: () => onAttempt('call.hang_up'),
    hold: (on) => onAttempt('call.hold', { on }),
    mute: (on) => onAttempt('call.mute', { on }),
    sendToScript: (event, fields) => onAttempt('script.send', { event, fields, seq: source.get()?.script?.seq ?? 0 }),
    saveNote: (attemptId, text) => line.send('note.save', { attemptId, text }),
    saveResult: (result) => onAttempt('result.save', result),
    correct: (attemptId, dispositionCode, promised = {}) =>
      command('result.correct', { attemptId, dispositionCode, ...promised }),
    suppress: (scope) => onAttempt('number.suppress', { scope }),
    callBack: (callbackId) => command('callback.call', { callbackId }),
    extendWrapUp: () => onAttempt('wrap_up.extend'),
    markDecisionMaker: (contactId) => onAttempt('contact.mark_decision_maker', { contactId }),
  };
}

/** The server pushes the new picture together with the refusal; a second is far more than it needs. */
const PICTURE_PATIENCE_MS = 1000;

function nextSnapshot(source: SnapshotSource, before: ConsoleSnapshot | null): Promise<ConsoleSnapshot | null> {
  if (source.get() !== before) return Promise.resolve(source.get());
  return new Promise((resolve) => {
    const finish = (): void => {
      stop();
      clearTimeout(timer);
      resolve(source.get());
    };
    const stop = source.subscribe(finish);
    const timer = setTimeout(finish, PICTURE_PATIENCE_MS);
  });
}

/** Hanging up is meant whatever the line does; everything else only in the state it was decided in. */
function sameWork(name: CommandName, before: ConsoleSnapshot | null, after: ConsoleSnapshot | null): boolean {
  if (!before || !after || before.attempt?.id !== after.attempt?.id) return false;
  return name === 'call.hang_up' || before.state === after.state;
}
