import { DomainError } from '../../kernel/domain-error.js';
import { CELL_MAX_CHARACTERS } from './file-format.rules.js';
import { unescapeXml, XmlScanner } from './xml-scanner.js';

/** Bytes of text held; a million rows with six columns of different texts take about 200 MB. */
const HELD_MAX_BYTES = 256 * 1024 ** 2;
const BLOCK_BYTES = 4 * 1024 ** 2;

/**
 * The texts of a workbook, which its cells name by number. Kept as bytes outside the heap: as strings the same texts take three times the
 * memory, and most of them are asked for once.
 */
export class SharedStrings {
  private readonly blocks: Buffer[] = [];
  private block: Buffer = Buffer.alloc(0);
  private used = 0;
  private starts = new Float64Array(1024);
  private lengths = new Uint32Array(1024);
  private count = 0;

  private readonly chunks: AsyncIterator<Buffer>;
  private readonly decoder = new TextDecoder('utf-8');
  private readonly scanner = new XmlScanner(new StringItems((text) => this.add(text)));
  private isRead = false;

  /** Of the part `sharedStrings.xml`, which is read as far as it is asked for: its texts stand in the order of their first use. */
  constructor(chunks: AsyncIterable<Buffer>) {
    this.chunks = chunks[Symbol.asyncIterator]();
  }

  /** Makes `get` know the text of this number. */
  async ensure(index: number): Promise<void> {
    while (index >= this.count && !this.isRead) {
      const next = await this.chunks.next();
      this.isRead = next.done === true;
      if (next.done !== true) {
        this.scanner.push(this.decoder.decode(next.value, { stream: true }));
      }
    }
  }

  async close(): Promise<void> {
    await this.chunks.return?.();
  }

  get(index: number): string {
    if (!(index >= 0 && index < this.count)) {
      return '';
    }
    const start = this.starts[index] ?? 0;
    const block = this.blocks[Math.floor(start / BLOCK_BYTES)];
    const offset = start % BLOCK_BYTES;
    return block === undefined ? '' : block.toString('utf8', offset, offset + (this.lengths[index] ?? 0));
  }

  private add(text: string): void {
    const bytes = Buffer.byteLength(text);
    if (bytes > this.block.length - this.used) {
      this.nextBlock();
    }
    this.block.write(text, this.used);
    this.grow();
    this.starts[this.count] = (this.blocks.length - 1) * BLOCK_BYTES + this.used;
    this.lengths[this.count] = bytes;
    this.used += bytes;
    this.count += 1;
  }

  private nextBlock(): void {
    if ((this.blocks.length + 1) * BLOCK_BYTES > HELD_MAX_BYTES) {
      throw new DomainError('import.workbook_too_large', { entry: 'sharedStrings', max: HELD_MAX_BYTES });
    }
    this.block = Buffer.allocUnsafe(BLOCK_BYTES);
    this.blocks.push(this.block);
    this.used = 0;
  }

  private grow(): void {
    if (this.count < this.starts.length) {
      return;
    }
    const starts = new Float64Array(this.starts.length * 2);
    starts.set(this.starts);
    const lengths = new Uint32Array(this.lengths.length * 2);
    lengths.set(this.lengths);
    this.starts = starts;
    this.lengths = lengths;
  }
}

/** Gathers the text of each `si`, rich text joined, phonetic readings (`rPh`) left out. */
class StringItems {
  private gathered = '';
  private inText = false;
  private phonetic = 0;

  constructor(private readonly take: (text: string) => void) {}

  open(name: string): void {
    this.inText = name === 't';
    this.phonetic += name === 'rPh' ? 1 : 0;
    if (name === 'si') {
      this.gathered = '';
    }
  }

  close(name: string): void {
    this.inText = false;
    this.phonetic -= name === 'rPh' ? 1 : 0;
    if (name === 'si') {
      this.take(cleanText(this.gathered));
    }
  }

  text(raw: string): void {
    if (this.inText && this.phonetic === 0) {
      this.gathered += raw;
      assertCell(this.gathered);
    }
  }
}

/** Entities and the "_x000D_" of Excel resolved, NUL bytes taken out. */
export function cleanText(raw: string): string {
  const text = unescapeXml(raw);
  return text.includes('_x') || text.includes('\0')
    ? text
        .replace(/_x([\da-f]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
        .replaceAll('\0', '')
    : text;
}

export function assertCell(raw: string, place: { row?: number; column?: number } = {}): void {
  if (raw.length > CELL_MAX_CHARACTERS && unescapeXml(raw).length > CELL_MAX_CHARACTERS) {
    throw new DomainError('import.cell_too_large', { ...place, max: CELL_MAX_CHARACTERS });
  }
}
