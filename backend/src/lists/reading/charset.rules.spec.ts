import { describe, expect, it } from '@jest/globals';
import { detectCharset, encodeText, isWrongCharset, looksBinary } from './charset.rules.js';

const RUSSIAN = 'Наименование;Телефон\nООО «Рога и копыта», ёлка;310-21-81\n';

describe('the charset of a file', () => {
  it.each(['utf-8', 'windows-1251'] as const)('is recognised as %s', (charset) => {
    const guess = detectCharset(encodeText(RUSSIAN, charset));
    expect(guess.charset).toBe(charset);
    expect(guess.confidence).toBeGreaterThan(0.9);
  });

  it('is utf-8 for a byte order mark and for plain English', () => {
    expect(detectCharset(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61))).toEqual({ charset: 'utf-8', confidence: 1 });
    expect(detectCharset(encodeText('name,phone', 'utf-8'))).toEqual({ charset: 'utf-8', confidence: 1 });
  });

  it('is not mistaken because the sample ends in the middle of a letter', () => {
    expect(detectCharset(encodeText(RUSSIAN, 'utf-8').slice(0, 9)).charset).toBe('utf-8');
  });

  it('is doubted when the bytes hardly look Cyrillic', () => {
    expect(detectCharset(Uint8Array.of(0x93, 0x94, 0x61, 0x81)).confidence).toBeLessThan(0.5);
  });

  it('is refused when the wrong one was chosen', () => {
    expect(isWrongCharset(encodeText(RUSSIAN, 'windows-1251'), 'utf-8')).toBe(true);
    expect(isWrongCharset(encodeText(RUSSIAN, 'utf-8'), 'windows-1251')).toBe(true);
    expect(isWrongCharset(encodeText(RUSSIAN, 'utf-8'), 'utf-8')).toBe(false);
    expect(isWrongCharset(encodeText('plain', 'utf-8'), 'windows-1251')).toBe(false);
  });

  it('survives the way there and back', () => {
    expect(new TextDecoder('windows-1251').decode(encodeText(RUSSIAN, 'windows-1251'))).toBe(RUSSIAN);
    expect(encodeText('漢', 'windows-1251')).toEqual(Uint8Array.of(0x3f));
  });

  it('knows binary files by their NUL bytes', () => {
    expect(looksBinary(Uint8Array.of(0x89, 0x50, 0, 1))).toBe(true);
    expect(looksBinary(encodeText(RUSSIAN, 'utf-8'))).toBe(false);
  });
});
