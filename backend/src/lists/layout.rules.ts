import { guessByContent } from './column-content.rules.js';

/**
 * What two files must share to be of one layout, as one text: the headers without case, spaces and punctuation, or, for a file without
 * headers, the number of columns and what their cells look like.
 */
export function layoutText(headers: readonly string[], columns: readonly (readonly string[])[]): string {
  if (headers.some((header) => header.trim() !== '')) {
    return `headers ${headers.map(plainHeader).join('|')}`;
  }
  return `cells ${columns.map((cells) => guessByContent(cells)?.kind ?? '').join('|')}`;
}

function plainHeader(header: string): string {
  return header
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim();
}
