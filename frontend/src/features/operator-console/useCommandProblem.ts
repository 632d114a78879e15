import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCodeText } from '../../hooks/useErrorText.js';
import type { SendResult } from '../../lib/line.js';
import { useRefusalWords } from './useRefusalWords.js';

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
  const refusalWords = useRefusalWords();
  const [problem, setProblem] = useState<string | null>(null);
  const [running, setRunning] = useState(0);
  const inWords = useCallback(
    (result: SendResult): string | null => {
      if (result.kind === 'done') return null;
      if (result.kind !== 'refused') return t(`fault.${result.kind}`);
      const { code, params } = result.error;
      return (code === 'dial.refused' && refusalWords(params)) || words(code, params);
    },
    [t, words, refusalWords],
  );
  const run = useCallback(
    async (command: Promise<SendResult>): Promise<boolean> => {
      setRunning((count) => count + 1);
      try {
        const result = await command;
        setProblem(inWords(result));
        return result.kind === 'done';
      } finally {
        setRunning((count) => count - 1);
      }
    },
    [inWords],
  );
  const dismissProblem = useCallback(() => setProblem(null), []);
  return { problem, busy: running > 0, run, dismissProblem };
}
