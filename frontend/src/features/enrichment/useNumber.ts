import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../lib/format.js';
import { languageOf } from '../../lib/language.js';

/** Groups digits as the reader's language does. */
export function useNumber(): (value: number) => string {
  const { i18n } = useTranslation('enrichment');
  return (value) => formatNumber(value, languageOf(i18n.language));
}
