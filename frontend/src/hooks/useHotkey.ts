import { useSyncExternalStore } from 'react';
import { useHotkeys } from 'react-hotkeys-hook';
import { onPreference, singleKeysOn } from '../lib/preferences.js';

export interface HotkeyOptions {
  /** The key acts only while this holds; true when left out. */
  readonly enabled?: boolean;
}

/**
 * A key that acts everywhere, also inside fields: function keys and Ctrl/Alt combinations (`f10`, `alt+k`, `ctrl+enter`).
 * Matching is by the physical key, so `alt+k` works while the Russian layout types `л`.
 */
export function useHotkey(keys: string, act: (event: KeyboardEvent) => void, options: HotkeyOptions = {}): void {
  useHotkeys(keys, (event) => once(event, act), {
    enabled: options.enabled ?? true,
    enableOnFormTags: true,
    enableOnContentEditable: true,
    preventDefault: true,
  });
}

/**
 * A digit, a letter or a sign alone (`1`, `shift+1`, `slash`): never while a field has the focus, and off altogether when the
 * operator turned single keys off. Buttons that play the part of radio buttons do not count as fields.
 */
export function useSingleKey(keys: string, act: (event: KeyboardEvent) => void, options: HotkeyOptions = {}): void {
  const on = useSyncExternalStore(onPreference, singleKeysOn);
  useHotkeys(keys, (event) => once(event, act), {
    enabled: on && (options.enabled ?? true),
    enableOnFormTags: ['radio', 'option', 'menuitem'],
    preventDefault: true,
  });
}

/** A key held down repeats; a dial or a hang-up must not. */
function once(event: KeyboardEvent, act: (event: KeyboardEvent) => void): void {
  if (!event.repeat) act(event);
}
