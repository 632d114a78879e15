import { useTranslation } from 'react-i18next';
import { type Language, languageOf } from '../lib/language.js';

export interface LocalizedText {
  readonly ru: string;
  readonly en: string;
}

export const useLanguage = (): Language => languageOf(useTranslation().i18n.language);

/** Words that come from the server in both languages; the other language stands in for a missing one. */
export function useLocalized(): (text: LocalizedText) => string {
  const language = useLanguage();
  return (text) => text[language] || text.ru || text.en;
}
