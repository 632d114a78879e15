import { describe, expect, it } from '@jest/globals';
import { charsetSchema, type Charset } from '@warmline/contracts';
import { contradictionOf, declaredCharset, detectCharset, looksBinary } from './charset.rules.js';
import { byteOrderMark, encodeText } from './encode-text.rules.js';

const RUSSIAN = 'Наименование;Телефон\nООО «Рога и копыта», ёлка;310-21-81\nЗАО Вектор-Строй;+7 921 000-00-01\n';
const SHORT = 'Имя;Тел\nРога;310-21-81\n';
/** Those that hold Russian. */
const CHARSETS = charsetSchema.options.filter((charset) => charset !== 'windows-1252');
const WITH_MARK = ['utf-8', 'utf-16le', 'utf-16be'] as const;

const marked = (text: string, charset: Charset): Uint8Array =>
  Uint8Array.of(...byteOrderMark(charset), ...encodeText(text, charset));

describe('the charset of a file', () => {
  it.each(CHARSETS)('is recognised as %s', (charset) => {
    const guess = detectCharset(encodeText(RUSSIAN, charset));
    expect(guess.charset).toBe(charset);
    expect(guess.confidence).toBeGreaterThan(0.9);
  });

  it.each(CHARSETS)('is recognised in a few words of %s', (charset) => {
    expect(detectCharset(encodeText(SHORT, charset)).charset).toBe(charset);
  });

  it.each(CHARSETS)('is recognised in capitals of %s', (charset) => {
    const guess = detectCharset(encodeText(RUSSIAN.toUpperCase(), charset));
    expect(guess.charset).toBe(charset);
    expect(guess.confidence).toBeGreaterThan(0.9);
  });

  it.each([
    ['Ukrainian', 'Назва підприємства;Телефон\nТОВ «Їжачок» Київ, вулиця Хрещатик\n', 'windows-1251'],
    ['Belarusian', 'Назва прадпрыемства;Тэлефон\nТАА «Жыццё» Мінск, вуліца Леніна, Ўсход\n', 'windows-1251'],
    ['Kazakh in utf-8', 'Атауы;Телефон\nЖШС «Қазақ жері» Алматы\n', 'utf-8'],
    ['Kazakh in utf-16', 'Атауы;Телефон\nЖШС «Қазақ жері» Алматы\n', 'utf-16le'],
  ] as const)('is not shaken by %s', (_, text, charset) => {
    expect(detectCharset(encodeText(text, charset)).charset).toBe(charset);
  });

  it('is told by a few foreign letters among the Russian ones too', () => {
    expect(detectCharset(encodeText('Café;Müller\nКафе «Мюллер»;Бистро\n'.normalize(), 'windows-1251')).charset).toBe(
      'windows-1251',
    );
  });

  it.each(WITH_MARK)('is certain with the byte order mark of %s', (charset) => {
    expect(detectCharset(marked('a', charset))).toEqual({ charset, confidence: 1 });
  });

  it('is utf-8 for plain English', () => {
    expect(detectCharset(encodeText('name,phone', 'utf-8'))).toEqual({ charset: 'utf-8', confidence: 1 });
  });

  it.each(['utf-16le', 'utf-16be'] as const)('is %s for plain English in two bytes a letter', (charset) => {
    expect(detectCharset(encodeText('name,phone\nRowan,1\n', charset)).charset).toBe(charset);
  });

  it('is not mistaken because the sample ends in the middle of a letter', () => {
    expect(detectCharset(encodeText(RUSSIAN, 'utf-8').slice(0, 9)).charset).toBe('utf-8');
    expect(detectCharset(encodeText(RUSSIAN, 'utf-16le').slice(0, 31)).charset).toBe('utf-16le');
  });

  it('is doubted when the bytes hardly look Cyrillic', () => {
    expect(detectCharset(Uint8Array.of(0x93, 0x94, 0x61, 0x81)).confidence).toBeLessThan(0.5);
    expect(detectCharset(Uint8Array.from({ length: 128 }, (_, index) => 0x80 + index)).confidence).toBeLessThan(0.5);
  });

  it.each([
    ['windows-1251', 'utf-8', true],
    ['utf-8', 'windows-1251', true],
    ['utf-8', 'koi8-r', true],
    ['utf-8', 'utf-8', false],
    ['utf-16le', 'utf-8', true],
    ['utf-16le', 'utf-16be', true],
    ['utf-16be', 'utf-16be', false],
    ['utf-16le', 'windows-1251', true],
    ['windows-1251', 'utf-16le', true],
    ['windows-1251', 'koi8-r', false],
  ] as const)('of %s bytes read as %s is plainly wrong: %s', (charset, chosen, wrong) => {
    expect(contradictionOf(encodeText(RUSSIAN, charset), chosen)).toBe(wrong ? charset : undefined);
  });

  it('of a marked file is what the mark says', () => {
    expect(contradictionOf(marked(RUSSIAN, 'utf-8'), 'windows-1251')).toBe('utf-8');
    expect(contradictionOf(marked(RUSSIAN, 'utf-8'), 'utf-8')).toBeUndefined();
    expect(contradictionOf(encodeText('plain', 'utf-8'), 'windows-1251')).toBeUndefined();
  });

  it.each([
    ['a damaged byte', (bytes: Uint8Array) => bytes.fill(0xff, 60, 61)],
    ['a character cut in half', (bytes: Uint8Array) => Uint8Array.of(...bytes.slice(0, 25), ...bytes.slice(26))],
    ['the end in the middle of a character', (bytes: Uint8Array) => bytes.slice(0, 25)],
  ])('stays utf-8 with %s, and utf-8 chosen by hand is believed', (_, damage) => {
    const bytes = damage(encodeText(RUSSIAN, 'utf-8').slice());
    expect(detectCharset(bytes).charset).toBe('utf-8');
    expect(contradictionOf(bytes, 'utf-8')).toBeUndefined();
    expect(contradictionOf(Uint8Array.of(0x61, 0xff, 0x62), 'utf-8')).toBeUndefined();
  });

  it.each(['x-mac-cyrillic', 'iso-8859-5'] as const)('of %s is never a certain windows-1251', (charset) => {
    const lines = ['ООО Альфа;1', 'петрова анна', 'Я', 'Юг', 'магазин', 'АЗС', 'Ель и Ко', 'СТО «Ёж»'];
    for (const text of [...lines, lines.join('\n')]) {
      const bytes = encodeText(text, charset);
      const guess = detectCharset(bytes);
      // Small letters are the same bytes in both; what a page lacks was written as something near.
      const isSame = guess.charset === charset || new TextDecoder(guess.charset).decode(bytes) === text;
      expect([text, isSame || guess.confidence < 0.6]).toEqual([text, true]);
    }
  });

  it('is windows-1252 where accents stand in Latin words', () => {
    expect(detectCharset(encodeText('Müller GmbH;Straße 1\nCafé Noël\n', 'windows-1252')).charset).toBe('windows-1252');
  });

  it.each([
    ['<?xml version="1.0" encoding="windows-1251"?>', 'windows-1251'],
    ["\n<?xml version='1.0' encoding='KOI8-R'?>", 'koi8-r'],
    ['<html><head><meta charset=cp1251>', 'windows-1251'],
    ['<meta http-equiv="Content-Type" content="text/html; charset=x-mac-cyrillic">', 'x-mac-cyrillic'],
    ['<meta charset="shift_jis">', undefined],
    ['<meta charset="no-such">', undefined],
    ['Имя;Телефон', undefined],
  ])('is declared by %j', (text, charset) => {
    expect(declaredCharset(Buffer.from(text))).toBe(charset);
  });

  it('knows binary files by their NUL bytes, which text of two bytes a letter may have', () => {
    expect(looksBinary(Uint8Array.of(0x89, 0x50, 0, 1))).toBe(true);
    expect(looksBinary(encodeText(RUSSIAN, 'utf-8'))).toBe(false);
    expect(looksBinary(encodeText('name;phone\n', 'utf-16le'))).toBe(false);
    expect(looksBinary(encodeText(RUSSIAN, 'utf-16be'))).toBe(false);
  });
});
