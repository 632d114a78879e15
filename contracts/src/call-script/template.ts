import type { FieldValue } from './fields.js';

/** Values about the two ends of the call; everything else in `{{…}}` is a field of the script. */
export const KNOWN_PLACEHOLDERS = ['lead.name', 'contact.name', 'operator.name', 'client.name'] as const;
export type KnownPlaceholder = (typeof KNOWN_PLACEHOLDERS)[number];

/** Ready to read: a number or a choice is put into words by whoever builds the values. */
export type TemplateValues = Readonly<Record<string, FieldValue | null | undefined>>;

/** What stands where a value is not known: the operator sees a gap to speak around, never `undefined`. */
export const BLANK = '…';

/** A stretch of text: written by the author (`placeholder` null), filled in, or missing and shown as {@link BLANK}. */
export interface TextPart {
  text: string;
  placeholder: string | null;
  isMissing: boolean;
}

const PLACEHOLDER = /\{\{\s*([a-z][a-z0-9_.]{0,79})\s*\}\}/g;

/** The names in `{{…}}`, in order, repeats included. */
export function placeholdersOf(text: string): string[] {
  return Array.from(text.matchAll(PLACEHOLDER), (match) => match[1] ?? '');
}

/** Braces that are no placeholder would be read aloud as they stand. */
export function hasBrokenPlaceholder(text: string): boolean {
  return /\{\{|\}\}/.test(text.replace(PLACEHOLDER, ''));
}

/** Cuts a template into parts, so that a screen can mark what came from the card. */
export function renderParts(text: string, values: TemplateValues): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(PLACEHOLDER)) {
    if (match.index > from) parts.push(written(text.slice(from, match.index)));
    parts.push(filled(match[1] ?? '', values));
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push(written(text.slice(from)));
  return parts;
}

/** Renders a template to the line the operator reads. */
export function renderText(text: string, values: TemplateValues): string {
  return renderParts(text, values)
    .map((part) => part.text)
    .join('');
}

function written(text: string): TextPart {
  return { text, placeholder: null, isMissing: false };
}

function filled(placeholder: string, values: TemplateValues): TextPart {
  const value = Object.hasOwn(values, placeholder) ? values[placeholder] : undefined;
  const text = value === null || value === undefined ? '' : String(value).trim();
  return { text: text === '' ? BLANK : text, placeholder, isMissing: text === '' };
}
