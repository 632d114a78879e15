import { z } from 'zod';
import { authorsOwn } from '../ids.js';

/** Dots and `#` mean something in XState targets, and keys that look like integers are reordered by JavaScript. */
export const ID_PATTERN = /^[a-z][a-z0-9_]{0,39}$/;

/** Names that are no field: the roots of text placeholders and what every object already has. */
const RESERVED_NAMES: ReadonlySet<string> = new Set(['lead', 'contact', 'operator', 'client', 'constructor']);

const TEXT_MAX = 2_000;
const EMAIL_MAX = 254;

export const idSchema = authorsOwn(z.string().regex(ID_PATTERN));
export const fieldNameSchema = idSchema.refine((name) => !RESERVED_NAMES.has(name), 'reserved name');
export const fieldValueSchema = z.union([z.string().max(TEXT_MAX), z.number()]);

/** A captured answer. Dates are ISO text in the wall clock of the person called (`2026-03-19` or `2026-03-19T11:00`). */
export type FieldValue = z.infer<typeof fieldValueSchema>;

export const FIELD_TYPES = ['text', 'number', 'choice', 'date', 'phone', 'email'] as const;
export const fieldTypeSchema = z.enum(FIELD_TYPES);
export type FieldType = z.infer<typeof fieldTypeSchema>;

/** What the parser must know of a field: its type and, for a choice, the ids that may be chosen. */
export interface FieldShape {
  type: FieldType;
  choices?: readonly { id: string }[] | undefined;
}

/** `empty` is a field left blank, which is no error by itself: whether it may be blank is the step's business. */
export type ParsedField = { kind: 'value'; value: FieldValue } | { kind: 'empty' } | { kind: 'invalid' };

const INVALID: ParsedField = { kind: 'invalid' };

/** Reads what an operator typed into a field of the given type. Pure: the browser and the server use this one. */
export function parseFieldValue(shape: FieldShape, raw: unknown): ParsedField {
  if (raw === null || raw === undefined) return { kind: 'empty' };
  if (typeof raw === 'number') return shape.type === 'number' ? parseNumber(raw) : INVALID;
  if (typeof raw !== 'string' || raw.length > TEXT_MAX) return INVALID;
  const text = raw.trim();
  return text === '' ? { kind: 'empty' } : parseText(shape, text);
}

function parseText(shape: FieldShape, text: string): ParsedField {
  switch (shape.type) {
    case 'text':
      return { kind: 'value', value: text };
    case 'number':
      return parseNumber(Number(text.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.')));
    case 'choice':
      return accept(text, shape.choices?.some((choice) => choice.id === text) === true);
    case 'date':
      return accept(text, isIsoDate(text));
    case 'phone':
      return accept(text, isPhone(text));
    case 'email':
      return accept(text, text.length <= EMAIL_MAX && /^[^\s@]+@(?:[^\s@.]+\.)+[^\s@.]+$/.test(text));
  }
}

function accept(value: string, isValid: boolean): ParsedField {
  return isValid ? { kind: 'value', value } : INVALID;
}

function parseNumber(value: number): ParsedField {
  return Number.isFinite(value) ? { kind: 'value', value } : INVALID;
}

/** `YYYY-MM-DD`, with `THH:mm` if a time was agreed. 31 February is refused, not moved to March. */
function isIsoDate(text: string): boolean {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T([01]\d|2[0-3]):[0-5]\d)?$/.exec(text);
  const day = match?.[1];
  if (day === undefined) return false;
  const atMidnight = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(atMidnight.getTime()) && atMidnight.toISOString().startsWith(day);
}

/** Looks like a number one could dial; making it E.164 is the numbering plan's job. */
function isPhone(text: string): boolean {
  const digits = text.replace(/\D/g, '').length;
  return digits >= 5 && digits <= 20 && /^[+\d][\d\s().\-–/]*(?:(?:доб|ext)\.?\s*\d+)?$/i.test(text);
}
