import { useTranslation } from 'react-i18next';
import { useLocalized } from '../../hooks/useLocalized.js';
import { useConsole } from './ConsoleContext.js';
import { findResult } from './wrap-up.rules.js';

/** A result's code in words: the campaign's own name for it, else the code. */
export function useResultName(): (code: string | null) => string {
  const { t } = useTranslation('console');
  const { snapshot } = useConsole();
  const localized = useLocalized();
  return (code) => {
    if (code === null) return t('lead.noResult');
    const result = findResult(snapshot.results, code);
    return result ? localized(result.name) : code;
  };
}
