import { describe, expect, it } from '@jest/globals';
import { charsetSchema } from '@warmline/contracts';
import { byteOrderMark, encodeText } from './encode-text.rules.js';

const TEXT = 'ООО "Рога и копыта";310-21-81\r\n';

describe('text written in the encoding of its file', () => {
  it.each(charsetSchema.options.filter((charset) => charset !== 'windows-1252'))(
    'survives the way into %s and back',
    (charset) => {
      expect(new TextDecoder(charset).decode(encodeText(TEXT, charset))).toBe(TEXT);
    },
  );

  it('takes a near character or a question mark for what a page lacks', () => {
    const through = (charset: 'windows-1251' | 'koi8-r' | 'ibm866', text: string): string =>
      new TextDecoder(charset).decode(encodeText(text, charset));
    expect(through('windows-1251', '«Ёлка» № 5 — 漢')).toBe('«Ёлка» № 5 — ?');
    expect(through('koi8-r', '«Ёлка» № 5 — 漢😀')).toBe('"Ёлка" N 5 - ??');
    expect(through('ibm866', '«Ёлка» № 5 …')).toBe('"Ёлка" № 5 ...');
  });

  it('begins with a mark where spreadsheets look for one', () => {
    expect([...byteOrderMark('utf-8')]).toEqual([0xef, 0xbb, 0xbf]);
    expect([...byteOrderMark('utf-16le')]).toEqual([0xff, 0xfe]);
    expect([...byteOrderMark('utf-16be')]).toEqual([0xfe, 0xff]);
    expect([...byteOrderMark('koi8-r')]).toEqual([]);
  });
});
