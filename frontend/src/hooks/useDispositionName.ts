import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { dispositionName, dispositionsQuery } from '../lib/dispositions.js';
import { languageOf } from '../lib/language.js';

/** Words for the code of a result. */
export function useDispositionName(): (code: string) => string {
  const { i18n } = useTranslation();
  const { data } = useQuery(dispositionsQuery);
  return (code) => dispositionName(data ?? [], code, languageOf(i18n.language));
}
