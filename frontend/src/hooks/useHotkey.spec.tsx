import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { JSX } from 'react';
import { setSingleKeys } from '../lib/preferences.js';
import { useHotkey, useSingleKey } from './useHotkey.js';

const act = jest.fn();

function Keys({ combination = '', single = '' }: { combination?: string; single?: string }): JSX.Element {
  useHotkey(combination || 'f24', act, { enabled: combination !== '' });
  useSingleKey(single || 'f24', act, { enabled: single !== '' });
  return (
    <>
      <input aria-label="field" />
      <button type="button" role="radio" aria-checked="false">
        radio
      </button>
    </>
  );
}

describe('keys of the console', () => {
  afterEach(() => {
    cleanup();
    act.mockClear();
    setSingleKeys(true);
  });

  it('act by the physical key while the Russian layout types another letter', () => {
    render(<Keys combination="alt+k" />);
    fireEvent.keyDown(document.body, { key: 'л', code: 'KeyK', altKey: true });
    expect(act).toHaveBeenCalledTimes(1);
  });

  it('act inside a field when they are combinations or function keys', () => {
    render(<Keys combination="f10" />);
    fireEvent.keyDown(screen.getByLabelText('field'), { key: 'F10', code: 'F10' });
    expect(act).toHaveBeenCalledTimes(1);
  });

  it('leave digits typed into a field alone', () => {
    render(<Keys single="1" />);
    fireEvent.keyDown(screen.getByLabelText('field'), { key: '1', code: 'Digit1' });
    expect(act).not.toHaveBeenCalled();
  });

  it('take digits of the number pad and on a button that plays a radio button', () => {
    render(<Keys single="1" />);
    fireEvent.keyDown(document.body, { key: '1', code: 'Numpad1' });
    fireEvent.keyUp(document.body, { key: '1', code: 'Numpad1' });
    fireEvent.keyDown(screen.getByRole('radio'), { key: '1', code: 'Digit1' });
    expect(act).toHaveBeenCalledTimes(2);
  });

  it('open the map by the key of the question mark in either layout', () => {
    render(<Keys single="shift+slash" />);
    fireEvent.keyDown(document.body, { key: ',', code: 'Slash', shiftKey: true });
    expect(act).toHaveBeenCalledTimes(1);
  });

  it('do not act while a held key repeats', () => {
    render(<Keys combination="f2" />);
    fireEvent.keyDown(document.body, { key: 'F2', code: 'F2', repeat: true });
    expect(act).not.toHaveBeenCalled();
  });

  it('stay silent without Ctrl or Alt when the operator turned single keys off', () => {
    setSingleKeys(false);
    render(<Keys single="1" />);
    fireEvent.keyDown(document.body, { key: '1', code: 'Digit1' });
    expect(act).not.toHaveBeenCalled();
  });
});
