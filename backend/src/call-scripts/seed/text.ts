import type { AuthoredScript } from '@warmline/contracts/call-script';

type AuthoredStep = AuthoredScript['steps'][number];
export type AuthoredSay = Extract<AuthoredStep, { type: 'say' }>;
export type AuthoredAsk = Extract<AuthoredStep, { type: 'ask' }>;
export type AuthoredEnd = Extract<AuthoredStep, { type: 'end' }>;
export type AuthoredAnswer = AuthoredSay['answers'][number];

/** One text in both languages. */
export function t(ru: string, en: string): { ru: string; en: string } {
  return { ru, en };
}

/** The answer that must be one key away wherever a person can say it. */
export const STOP_ANSWER: AuthoredAnswer = {
  id: 'stop',
  text: t('Просит не звонить', 'Asks not to be called'),
  to: 'end_stop',
};

/** The end of {@link STOP_ANSWER}. */
export const STOP_END: AuthoredEnd = {
  type: 'end',
  id: 'end_stop',
  title: t('Не звонить', 'Do not call'),
  text: t(
    'Извините за беспокойство. Больше мы вам звонить не будем. Всего доброго.',
    'I am sorry to have troubled you. We will not call you again. Goodbye.',
  ),
  disposition: 'do_not_call',
};
