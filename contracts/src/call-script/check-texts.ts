import type { CheckSubject, Finding } from './check.js';
import { LOCALES, type LocalizedText, type Step } from './format.js';
import { hasBrokenPlaceholder, KNOWN_PLACEHOLDERS, placeholdersOf } from './template.js';

interface TextUse {
  text: LocalizedText;
  stepId: string | null;
  path: string;
  /** A text that must not be empty in every language. */
  isRequired: boolean;
}

/** Rules about words: there are some, in both languages, and every gap in them can be filled. */
export function checkTexts(subject: CheckSubject): Finding[] {
  const texts = textsOf(subject);
  return [
    ...texts.flatMap(wordFindings),
    ...texts.flatMap((use) => placeholderFindings(subject, use)),
    ...mentionDuties(subject),
  ];
}

function wordFindings({ text, stepId, path, isRequired }: TextUse): Finding[] {
  const missing = LOCALES.filter((locale) => text[locale].trim() === '');
  if (missing.length === 0) return [];
  if (missing.length === LOCALES.length) {
    return isRequired ? [{ severity: 'error', code: 'no-text', stepId, path, params: {} }] : [];
  }
  return missing.map((locale): Finding => {
    return { severity: 'warning', code: 'no-translation', stepId, path: `${path}.${locale}`, params: { locale } };
  });
}

function placeholderFindings({ index }: CheckSubject, { text, stepId, path }: TextUse): Finding[] {
  const isKnown = (name: string) => index.fields.has(name) || KNOWN_PLACEHOLDERS.some((known) => known === name);
  return LOCALES.flatMap((locale) => {
    const unknown = placeholdersOf(text[locale]).filter((name) => !isKnown(name));
    const broken = hasBrokenPlaceholder(text[locale]) ? ['{{'] : [];
    return [...unknown, ...broken].map((placeholder): Finding => {
      const params = { placeholder };
      return { severity: 'error', code: 'unknown-placeholder', stepId, path: `${path}.${locale}`, params };
    });
  });
}

function mentionDuties({ steps, reachable, options }: CheckSubject): Finding[] {
  return (options.duties ?? []).flatMap((duty): Finding[] => {
    if (duty.kind !== 'mention') return [];
    const isSaid = steps.some(({ step }) => reachable.has(step.id) && spokenPlaceholders(step).has(duty.placeholder));
    const params = { duty: duty.kind, placeholder: duty.placeholder };
    return isSaid ? [] : [{ severity: 'error', code: 'missing-duty', stepId: null, path: 'steps', params }];
  });
}

/** Said in every language the step has words in; a duty kept in one language only is not kept. */
function spokenPlaceholders(step: Step): Set<string> {
  if (step.type !== 'say' && step.type !== 'ask') return new Set();
  const { text } = step;
  const perLocale = LOCALES.filter((locale) => text[locale].trim() !== '').map((locale) =>
    placeholdersOf(text[locale]),
  );
  const [first, ...others] = perLocale;
  return new Set(first?.filter((name) => others.every((names) => names.includes(name))));
}

function textsOf({ document, steps }: CheckSubject): TextUse[] {
  const name: TextUse = { text: document.name, stepId: null, path: 'name', isRequired: true };
  const labels = document.fields.flatMap(({ label, choices }, at): TextUse[] => [
    { text: label, stepId: null, path: `fields.${at}.label`, isRequired: true },
    ...(choices ?? []).map((choice, choiceAt): TextUse => {
      return { text: choice.label, stepId: null, path: `fields.${at}.choices.${choiceAt}.label`, isRequired: true };
    }),
  ]);
  return [name, ...labels, ...steps.flatMap(({ step, base }) => stepTexts(step, base))];
}

function stepTexts(step: Step, base: string): TextUse[] {
  if (step.type === 'decide') return [];
  const use = (key: string, text: LocalizedText | undefined, isRequired: boolean): TextUse[] =>
    text === undefined ? [] : [{ text, stepId: step.id, path: `${base}${key}`, isRequired }];
  return [
    ...use('title', step.title, true),
    ...use('text', step.text, step.type !== 'end'),
    ...use('hint', step.hint, false),
    ...(step.type === 'say' ? step.answers.flatMap(({ text }, at) => use(`answers.${at}.text`, text, true)) : []),
  ];
}
