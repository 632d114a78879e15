import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { en, ru } from './resources.js';

type Words = { readonly [key: string]: string | Words };

const PLURAL = /_(zero|one|two|few|many|other)$/;

function textsOf(words: Words, path = ''): [key: string, text: string][] {
  return Object.entries(words).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[path + key, value]] : textsOf(value, `${path}${key}.`),
  );
}

const keysOf = (words: Words): string[] => textsOf(words).map(([key]) => key);

/** Without plural endings: the languages have different ones. */
const comparable = (words: Words): string[] => [...new Set(keysOf(words).map((key) => key.replace(PLURAL, '')))].sort();

const placeholders = (words: Words): Record<string, string[]> =>
  Object.fromEntries(
    textsOf(words).map(([key, text]) => [
      key,
      [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').sort(),
    ]),
  );

const sources = readdirSync(join(process.cwd(), 'frontend/src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !/\.spec\./.test(name))
  .map((name) => ({ name, text: readFileSync(join(process.cwd(), 'frontend/src', name), 'utf8') }));

const namespaces = Object.keys(ru) as (keyof typeof ru)[];
const known = new Set(
  namespaces.flatMap((namespace) => comparable(ru[namespace]).flatMap((key) => [key, `${namespace}:${key}`])),
);

describe('words of the interface', () => {
  it.each(namespaces)('%s has the same keys in both languages', (namespace) => {
    expect(comparable(en[namespace])).toEqual(comparable(ru[namespace]));
  });

  it.each(namespaces)('%s names the same values in both languages', (namespace) => {
    const [russian, english] = [placeholders(ru[namespace]), placeholders(en[namespace])];
    for (const key of Object.keys(russian).filter((each) => each in english)) {
      expect([key, ...(english[key] ?? [])]).toEqual([key, ...(russian[key] ?? [])]);
    }
  });

  it('has every Russian plural form where it has one', () => {
    const all = namespaces.flatMap((namespace) => keysOf(ru[namespace]));
    const stems = new Set(all.filter((key) => PLURAL.test(key)).map((key) => key.replace(PLURAL, '')));
    const forms = [...stems].flatMap((stem) => ['one', 'few', 'many', 'other'].map((form) => `${stem}_${form}`));
    expect(all).toEqual(expect.arrayContaining(forms));
  });

  it('knows every key that the code asks for by name', () => {
    const asked = sources.flatMap(({ name, text }) =>
      [...text.matchAll(/\bt\(\s*'([^']+)'/g)].map(([, key]) => ({ name, key: key ?? '' })),
    );
    expect(asked.length).toBeGreaterThan(100);
    expect(asked.filter(({ key }) => !known.has(key))).toEqual([]);
  });
});
