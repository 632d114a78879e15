/**
 * What a person typed and has not sent yet, kept on this computer: a broken line or a reload loses nothing. It may hold personal data,
 * so it goes with the thing it belongs to and, all of it, at signing out.
 */
const PREFIX = 'warmline.draft.';

export function readDraft<Draft extends object>(key: string): Partial<Draft> {
  try {
    const text = localStorage.getItem(PREFIX + key);
    return text === null ? {} : (JSON.parse(text) as Partial<Draft>);
  } catch {
    return {};
  }
}

export function writeDraft<Draft extends object>(key: string, change: Partial<Draft>): void {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify({ ...readDraft<Draft>(key), ...change }));
  } catch (error) {
    console.warn('the draft is kept on the screen only: storage refused', error);
  }
}

export function forgetDraft(key: string): void {
  try {
    localStorage.removeItem(PREFIX + key);
  } catch (error) {
    console.warn('the draft could not be removed', error);
  }
}

/** Forgets all drafts, or all but one. */
export function forgetDrafts(except?: string): void {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(PREFIX) && key !== PREFIX + (except ?? '')) localStorage.removeItem(key);
    }
  } catch (error) {
    console.warn('drafts could not be removed', error);
  }
}
