import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCodeText } from '../../hooks/useErrorText.js';
import type { SendResult } from '../../lib/line.js';

export interface CommandProblem {
  readonly problem: string | null;
  readonly busy: boolean;
  readonly run: (command: Promise<SendResult>) => Promise<boolean>;
  readonly dismissProblem: () => void;
}

/** Waits for a command's answer and puts a refusal into words. */
export function useCommandProblem(): CommandProblem {
  const { t } = useTranslation('console');
  const words = useCodeText();
  const [problem, setProblem] = useState<string | null>(null);
  const [running, setRunning] = useState(0);
  const run = useCallback(
    async (command: Promise<SendResult>): Promise<boolean> => {
      setRunning((count) => count + 1);
      try {
        const result = await command;
        if (result.kind === 'done') setProblem(null);
        else {
          setProblem(
            result.kind === 'refused' ? words(result.error.code, result.error.params) : t(`fault.${result.kind}`),
          );
        }
        return result.kind === 'done';
      } finally {
        setRunning((count) => count - 1);
      }
    },
    [t, words],
  );
  const dismissProblem = useCallback(() => setProblem(null), []);
  return { problem, busy: running > 0, run, dismissProblem };
}
