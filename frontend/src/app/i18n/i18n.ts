import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { initialLanguage, LANGUAGES } from '../../lib/language.js';
import { en, ru } from './resources.js';

/** Both languages are in the bundle: switching is instant and works while the server is away. */
export function startI18n(): typeof i18next {
  const language = initialLanguage();
  document.documentElement.lang = language;
  void i18next.use(initReactI18next).init({
    resources: { ru, en },
    lng: language,
    fallbackLng: 'ru',
    supportedLngs: LANGUAGES,
    defaultNS: 'common',
    // Codes of errors are keys with dots in them (`session.required`).
    keySeparator: '.',
    interpolation: { escapeValue: false },
    returnNull: false,
    initAsync: false,
  });
  return i18next;
}
