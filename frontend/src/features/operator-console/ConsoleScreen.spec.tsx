import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { ConsoleSnapshot } from '@warmline/contracts';
import { lineOf, snapshotOf } from '../../../gallery/fixtures.js';
import { startI18n } from '../../app/i18n/i18n.js';
import { Providers } from '../../app/Providers.js';
import type { LineStatus, SendResult } from '../../lib/line.js';
import { queryClient } from '../../lib/queryClient.js';
import type { ConsoleActions } from './console-actions.js';
import { ConsoleProvider } from './ConsoleContext.js';
import { ConsoleScreen } from './ConsoleScreen.js';

const given: [name: string, ...args: unknown[]][] = [];
let answer: SendResult = { kind: 'done', data: {} };
const actions = new Proxy({} as ConsoleActions, {
  get:
    (_, name: string) =>
    (...args: unknown[]) => {
      given.push([name, ...args]);
      return Promise.resolve(answer);
    },
});

function show(snapshot: ConsoleSnapshot, line: LineStatus = lineOf('talking')): void {
  render(
    <QueryClientProvider client={queryClient}>
      <Providers>
        <ConsoleProvider value={{ snapshot, line, actions, roundTripMs: 42, reconnect: () => undefined }}>
          <ConsoleScreen />
        </ConsoleProvider>
      </Providers>
    </QueryClientProvider>,
  );
}

/** A press as a browser reports it in the Russian layout: the sign is Cyrillic, the code is the key's own. */
async function press(
  code: string,
  more: { key?: string; altKey?: boolean; ctrlKey?: boolean; shiftKey?: boolean } = {},
): Promise<void> {
  const target = document.activeElement ?? document.body;
  await act(async () => {
    fireEvent.keyDown(target, { key: more.key ?? code, code, ...more });
    fireEvent.keyUp(target, { key: more.key ?? code, code });
    await Promise.resolve();
  });
}

const names = (): string[] => given.map(([name]) => name);

describe('the console by keyboard', () => {
  beforeAll(() => void startI18n());
  beforeEach(() => {
    given.length = 0;
    answer = { kind: 'done', data: {} };
    localStorage.clear();
  });
  afterEach(() => {
    cleanup();
    jest.useRealTimers();
  });

  it('begins by F9 in the campaign that is picked, as the button does', async () => {
    show(snapshotOf('offline'));
    await act(() => fireEvent.click(screen.getByRole('radio', { name: /Продление договоров/ })));
    await press('F9');
    await waitFor(() => expect(given).toEqual([['ready', '4']]));
  });

  it('dials the previewed lead by F2 and another of its numbers after F6', async () => {
    show(snapshotOf('preview'));
    await press('F6');
    await press('F2');
    expect(given).toEqual([['dial', '302']]);
  });

  it('skips a lead by F3 and the digit of the reason', async () => {
    const promised = snapshotOf('preview');
    show({ ...promised, attempt: promised.attempt && { ...promised.attempt, callback: null } });
    await press('F3');
    await screen.findByText('Данные неверны');
    await press('Digit2');
    expect(given).toEqual([['skip', 'wrong_data']]);
  });

  it('answers the step by a digit, with what was typed beside it', async () => {
    show(snapshotOf('talking'));
    fireEvent.change(screen.getByLabelText(/Объём, коробов/), { target: { value: '15 000' } });
    screen.getByRole('heading', { level: 1 }).focus();
    await press('Digit3');
    await waitFor(() => expect(given).toEqual([['sendToScript', 'answer.a3', { volume: '15 000' }]]));
  });

  it('keeps digits typed into the note for the note', async () => {
    show(snapshotOf('talking'));
    screen.getByLabelText('Заметка').focus();
    await press('Digit1');
    expect(names()).toEqual([]);
  });

  it('ends the call by F10 from inside the note', async () => {
    show(snapshotOf('talking'));
    screen.getByLabelText('Заметка').focus();
    await press('F10');
    expect(names()).toEqual(['hangUp']);
  });

  it('shows mute and hold as the server has them and turns them the other way', async () => {
    const talking = snapshotOf('talking');
    show({ ...talking, attempt: talking.attempt && { ...talking.attempt, muted: true } });
    expect(screen.getByRole('button', { name: /Микрофон выключен/ }).getAttribute('aria-pressed')).toBe('true');
    await press('F7');
    await press('F8');
    expect(given).toEqual([
      ['mute', false],
      ['hold', true],
    ]);
  });

  it('names the numbers before it stops a person, by Alt and the key of D in the Russian layout, and lets one choose less', async () => {
    show(snapshotOf('talking'));
    await press('KeyD', { key: 'в', altKey: true });
    await screen.findByText('Больше не звонить?');
    expect(names()).toEqual([]);
    await press('Enter', { ctrlKey: true });
    expect(given).toEqual([['suppress', 'person']]);
    await press('KeyD', { key: 'в', altKey: true });
    await screen.findByText('Больше не звонить?');
    await press('Digit2', { key: '2' });
    await press('Enter', { ctrlKey: true });
    expect(given.at(-1)).toEqual(['suppress', 'number']);
  });

  it('takes up the focus with the heading of a new step and with the field of a step that asks', async () => {
    show(snapshotOf('talking'));
    expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 }));
    cleanup();
    show(snapshotOf('ask'));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Почта')));
  });

  it('records the result of two digits and goes on by Ctrl+Enter', async () => {
    show({ ...snapshotOf('wrap-up'), suggestedResult: null });
    await press('Digit3');
    await press('Digit3');
    await press('Enter', { ctrlKey: true });
    await waitFor(() => expect(names()).toEqual(['saveResult']));
    expect(given[0]?.[1]).toMatchObject({ dispositionCode: 'refusal_not_now', then: 'ready' });
  });

  it('does not save before a result is chosen, nor a promised callback without its time', async () => {
    show({ ...snapshotOf('wrap-up'), suggestedResult: null });
    await press('Enter', { ctrlKey: true });
    await press('Digit2');
    await press('Enter', { ctrlKey: true });
    expect(names()).toEqual([]);
  });

  it('takes the result of the call script until another is chosen', async () => {
    show(snapshotOf('wrap-up'));
    await press('Enter', { ctrlKey: true });
    await waitFor(() => expect(given[0]?.[1]).toMatchObject({ dispositionCode: 'meeting' }));
  });

  it('saves into a pause with its reason', async () => {
    show(snapshotOf('wrap-up'));
    await press('Enter', { ctrlKey: true, shiftKey: true });
    await screen.findByText('Обед');
    await press('Digit2');
    await waitFor(() => expect(names()).toEqual(['saveResult']));
    expect(given[0]?.[1]).toMatchObject({ then: 'pause', pauseReason: 'lunch' });
  });

  it('keeps note and choice through a reload in the middle of the wrap-up', async () => {
    const snapshot = { ...snapshotOf('wrap-up'), suggestedResult: null };
    show(snapshot);
    fireEvent.change(screen.getByLabelText('Заметка'), { target: { value: 'Ждёт счёт' } });
    await press('Digit1');
    await press('Digit3');
    cleanup();
    show(snapshot);
    expect(screen.getByLabelText<HTMLTextAreaElement>('Заметка').value).toBe('Ждёт счёт');
    expect(screen.getByRole('radio', { name: /Встреча/ }).getAttribute('aria-checked')).toBe('true');
  });

  it('stays on the script when the other side hangs up, until F10 leads to the result', async () => {
    show(snapshotOf('gone'));
    await press('Digit1');
    await waitFor(() => expect(names()).toEqual(['sendToScript']));
    await press('F10');
    expect(await screen.findByText('Что произошло')).toBeTruthy();
    expect(names()).toEqual(['sendToScript']);
  });

  it('gives no commands while the line is lost and says what was kept', async () => {
    show(snapshotOf('lost'), lineOf('lost'));
    await press('F10');
    await press('Digit1');
    expect(names()).toEqual([]);
    expect(screen.getByRole('alert').textContent).toContain('не потеряны');
  });

  it('says each reason of a refused dial and when the last of them ends', async () => {
    const reasons = [
      { reason: 'outside_hours', until: '2031-03-19T06:00:00.000Z', zones: ['Asia/Yekaterinburg'] },
      { reason: 'caps_reached', until: '2031-03-18T06:00:00.000Z', zones: [] },
    ];
    answer = { kind: 'refused', error: { code: 'dial.refused', params: { reasons } } };
    show(snapshotOf('preview'));
    await press('F2');
    const said = (await screen.findByRole('alert')).textContent;
    expect(said).toMatch(/Сейчас нельзя: у лида \d\d:\d\d \(Екатеринбург\); предел попыток на номер/);
    expect(said).toMatch(/Можно 19 марта с \d?\d:00 по вашему времени/);
  });

  it('says what ends a refusal that time does not end', async () => {
    const reasons = [{ reason: 'suppressed', until: null, zones: [] }];
    answer = { kind: 'refused', error: { code: 'dial.refused', params: { reasons } } };
    show(snapshotOf('preview'));
    await press('F2');
    expect((await screen.findByRole('alert')).textContent).toContain(
      'Сейчас нельзя: номер в стоп-листе. Звонить не будем.',
    );
  });

  it('puts a refusal without reasons into words', async () => {
    answer = { kind: 'refused', error: { code: 'dial.refused', params: {} } };
    show(snapshotOf('preview'));
    await press('F2');
    expect((await screen.findByRole('alert')).textContent).toContain('Сейчас набрать нельзя');
  });
});
