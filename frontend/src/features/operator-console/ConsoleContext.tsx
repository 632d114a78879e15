import type { ConsoleSnapshot } from '@warmline/contracts';
import { createContext, type JSX, type ReactNode, use, useMemo, useState } from 'react';
import type { LineStatus, SendResult } from '../../lib/line.js';
import type { ConsoleActions } from './console-actions.js';
import { useCommandProblem } from './useCommandProblem.js';

/** Everything the parts of the console read and do; the gallery gives a fixed snapshot and actions that do nothing. */
export interface ConsoleValue {
  readonly snapshot: ConsoleSnapshot;
  readonly line: LineStatus;
  readonly actions: ConsoleActions;
  /** Round trip to the server, ms. */
  readonly roundTripMs: number | undefined;
  readonly reconnect: () => void;
}

interface CampaignChoice {
  /** Picked on the page of a pause and not begun yet: the big button and F9 begin the same. */
  readonly chosenCampaign: string | undefined;
  readonly chooseCampaign: (campaignId: string) => void;
}

interface ConsoleScene extends ConsoleValue, CampaignChoice {
  /** Carries a command out and keeps what went wrong for the operator to read. True when it was done. */
  readonly run: (command: Promise<SendResult>) => Promise<boolean>;
  readonly problem: string | null;
  readonly dismissProblem: () => void;
  /** A command is under way: the same button must not be pressed twice. */
  readonly busy: boolean;
  /** A dialog has the keys. */
  readonly dialog: ConsoleDialog | null;
  readonly openDialog: (dialog: ConsoleDialog | null) => void;
}

export type ConsoleDialog =
  'pause' | 'save-and-pause' | 'skip' | 'suppress' | 'callback' | 'keys' | 'correct' | 'promise';

const Context = createContext<ConsoleScene | null>(null);

export function ConsoleProvider({ value, children }: { value: ConsoleValue; children: ReactNode }): JSX.Element {
  const { problem, run, busy, dismissProblem } = useCommandProblem();
  const [dialog, openDialog] = useState<ConsoleDialog | null>(null);
  const choice = useCampaignChoice(value.snapshot);
  const scene = useMemo(
    () => ({ ...value, problem, run, busy, dismissProblem, dialog, openDialog, ...choice }),
    [value, problem, run, busy, dismissProblem, dialog, choice],
  );
  return <Context value={scene}>{children}</Context>;
}

/** Stands for this pause alone, and while the operator is in the campaign. */
function useCampaignChoice({ since, campaigns }: ConsoleSnapshot): CampaignChoice {
  const [chosen, setChosen] = useState<{ id: string; since: string }>();
  const chosenCampaign =
    chosen?.since === since && campaigns.some(({ id }) => id === chosen.id) ? chosen.id : undefined;
  return useMemo(
    () => ({ chosenCampaign, chooseCampaign: (id: string) => setChosen({ id, since }) }),
    [chosenCampaign, since],
  );
}

export function useConsole(): ConsoleScene {
  const scene = use(Context);
  if (!scene) throw new Error('a part of the console stands outside it');
  return scene;
}

/** Commands can be given: the line is there and no dialog has the keys. */
export function useKeysOn(): boolean {
  const { line, dialog } = useConsole();
  return line.phase === 'online' && dialog === null;
}
