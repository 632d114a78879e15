/** The two languages of the interface; Russian is the first. */
export const LANGUAGES = ['ru', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Read by the inline script of index.html as well. */
export const LANGUAGE_KEY = 'warmline.language';

export const isLanguage = (value: unknown): value is Language => LANGUAGES.some((language) => language === value);

/** What the reader chose, else what index.html derived from the browser. */
export function initialLanguage(): Language {
  const stored = readStored();
  if (isLanguage(stored)) return stored;
  const fromPage = document.documentElement.lang;
  return isLanguage(fromPage) ? fromPage : 'ru';
}

/** Keeps the choice for the next visit; a browser that refuses storage keeps it for this page only. */
export function rememberLanguage(language: Language): void {
  document.documentElement.lang = language;
  try {
    localStorage.setItem(LANGUAGE_KEY, language);
  } catch (error) {
    console.warn('language is not kept: storage refused', error);
  }
}

function readStored(): string | null {
  try {
    return localStorage.getItem(LANGUAGE_KEY);
  } catch {
    return null;
  }
}

/** i18next speaks in strings; everything else in `Language`. */
export const languageOf = (code: string): Language => (isLanguage(code) ? code : 'ru');
