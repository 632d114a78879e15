/** Choices of one person on one computer that matter before the server answers; everything else lives in the profile. */
const SINGLE_KEYS = 'warmline.single-keys';

const listeners = new Set<() => void>();

/** Whether digits and letters without Ctrl or Alt act (WCAG 2.1.4: they can be turned off). On unless turned off. */
export function singleKeysOn(): boolean {
  return read(SINGLE_KEYS) !== 'off';
}

export function setSingleKeys(on: boolean): void {
  write(SINGLE_KEYS, on ? 'on' : 'off');
  listeners.forEach((each) => each());
}

export function onPreference(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch (error) {
    console.warn('a preference is not kept: storage refused', error);
  }
}
