import type { ConsoleSnapshot, MessageInput, SaveResultRequest } from '@warmline/contracts';
import type { CommandBody, CommandName, Line, SendResult } from '../../lib/line.js';

/** What an operator can do. Each is a command to the server: nothing changes here until its snapshot says so. */
export interface ConsoleActions {
  ready(campaignId?: string): Promise<SendResult>;
  pause(reason: PauseReason): Promise<SendResult>;
  signOff(): Promise<SendResult>;
  dial(phoneId?: string): Promise<SendResult>;
  skip(reason: SkipReason): Promise<SendResult>;
  hangUp(): Promise<SendResult>;
  hold(on: boolean): Promise<SendResult>;
  mute(on: boolean): Promise<SendResult>;
  sendToScript(event: string, fields: Record<string, string | number | null>): Promise<SendResult>;
  saveNote(attemptId: string, text: string): Promise<SendResult>;
  saveResult(result: ResultDraft): Promise<SendResult>;
  correct(attemptId: string, code: string): Promise<SendResult>;
  suppress(): Promise<SendResult>;
  callBack(callbackId: string): Promise<SendResult>;
  extendWrapUp(): Promise<SendResult>;
  markDecisionMaker(contactId: string): Promise<SendResult>;
}

export type PauseReason = MessageInput<'operator.pause'>['reason'];
export type SkipReason = MessageInput<'attempt.skip'>['reason'];
export type ResultDraft = Omit<SaveResultRequest, 'attemptId'>;

const NOTHING_TO_DO: SendResult = { kind: 'refused', error: { code: 'operator.wrong_state', params: {} } };

/** Ids come from snapshots that the contract typed; here they are only passed on. */
export function consoleActions(line: Line, snapshotNow: () => ConsoleSnapshot | null): ConsoleActions {
  const command = <Name extends CommandName>(name: Name, body: object): Promise<SendResult> => {
    const version = snapshotNow()?.version ?? 0;
    return line.command(name, { ...body, version } as CommandBody<Name>);
  };
  const onAttempt = (name: CommandName, body: object = {}): Promise<SendResult> => {
    const attemptId = snapshotNow()?.attempt?.id;
    return attemptId === undefined ? Promise.resolve(NOTHING_TO_DO) : command(name, { ...body, attemptId });
  };
  return {
    ready: (campaignId) => command('operator.ready', campaignId === undefined ? {} : { campaignId }),
    pause: (reason) => command('operator.pause', { reason }),
    signOff: () => command('operator.sign_off', {}),
    dial: (phoneId) => onAttempt('attempt.dial', phoneId === undefined ? {} : { phoneId }),
    skip: (reason) => onAttempt('attempt.skip', { reason }),
    hangUp: () => onAttempt('call.hang_up'),
    hold: (on) => onAttempt('call.hold', { on }),
    mute: (on) => onAttempt('call.mute', { on }),
    sendToScript: (event, fields) =>
      onAttempt('script.send', { event, payload: fields, seq: snapshotNow()?.script?.seq ?? 0 }),
    saveNote: (attemptId, text) => line.send('note.save', { attemptId, text }),
    saveResult: (result) => onAttempt('result.save', result),
    correct: (attemptId, dispositionCode) => command('result.correct', { attemptId, dispositionCode }),
    suppress: () => onAttempt('number.suppress'),
    callBack: (callbackId) => command('callback.call', { callbackId }),
    extendWrapUp: () => onAttempt('wrap_up.extend'),
    markDecisionMaker: (contactId) => onAttempt('contact.mark_decision_maker', { contactId }),
  };
}
