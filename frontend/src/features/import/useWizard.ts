import { useCallback, useState } from 'react';
import { parseStored, type WizardState } from './wizard.rules.js';

const keyOf = (fileId: string): string => `warmline.import.${fileId}`;

export function readWizard(fileId: string): WizardState | null {
  try {
    return parseStored(localStorage.getItem(keyOf(fileId)));
  } catch {
    return null;
  }
}

export function keepWizard(state: WizardState): void {
  try {
    localStorage.setItem(keyOf(state.upload.fileId), JSON.stringify(state));
  } catch (error) {
    console.warn('the wizard is not kept for later: storage refused', error);
  }
}

export function forgetWizard(fileId: string): void {
  try {
    localStorage.removeItem(keyOf(fileId));
  } catch (error) {
    console.warn('storage refused', error);
  }
}

export interface Wizard {
  readonly state: WizardState;
  readonly set: (change: Partial<WizardState>) => void;
}

/** The wizard of one uploaded file; every decision is kept at once. */
export function useWizard(initial: WizardState): Wizard {
  const [state, setState] = useState(initial);
  const set = useCallback((change: Partial<WizardState>) => {
    setState((now) => {
      const next = { ...now, ...change };
      keepWizard(next);
      return next;
    });
  }, []);
  return { state, set };
}
