import { inLocale, type LocalizedText } from '@warmline/contracts/call-script';

/** The name in both languages, as lists show it: the other language's where one is missing, the document's own id where both are. */
export function nameInBoth(name: LocalizedText, id: string): LocalizedText {
  return { ru: inLocale(name, 'ru').text || id, en: inLocale(name, 'en').text || id };
}
