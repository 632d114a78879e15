import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FixtureFolder, zipOf, type ZipPart } from './workbook.fixture.js';
import { WORKBOOK_BOUNDS, ZipArchive, type ZipBounds } from './zip-archive.js';

let folder: FixtureFolder;
const ZEROS = Buffer.alloc(40 * 1024 ** 2);

beforeAll(async () => {
  folder = await FixtureFolder.make();
});
afterAll(() => folder.remove());

async function archiveOf(parts: readonly ZipPart[], bounds: ZipBounds = WORKBOOK_BOUNDS): Promise<ZipArchive> {
  return ZipArchive.open(await folder.file('a.zip', zipOf(parts)), bounds);
}

async function bytesOf(archive: ZipArchive, name: string): Promise<number> {
  let bytes = 0;
  for await (const chunk of archive.read(name)) {
    bytes += chunk.length;
  }
  return bytes;
}

describe('an archive', () => {
  it('gives its parts whatever the case and slashes of their names', async () => {
    const archive = await archiveOf([{ name: 'XL\\Workbook.xml', content: 'привет' }]);
    expect(await archive.text('xl/workbook.xml')).toBe('привет');
    expect(await archive.text('xl/other.xml')).toBeUndefined();
    await archive.close();
  });

  it.each([
    ['unpacks a hundredfold and more', ZEROS, undefined],
    ['lies about its size', ZEROS, 10],
  ])('that %s is refused while it unpacks', async (_, content, claimedBytes) => {
    const archive = await archiveOf([{ name: 'x', content, ...(claimedBytes === undefined ? {} : { claimedBytes }) }]);
    await expect(bytesOf(archive, 'x')).rejects.toMatchObject({ code: 'import.workbook_too_large' });
    await archive.close();
  });

  it('is bounded over all its parts together', async () => {
    const parts = ['a', 'b', 'c'].map((name) => ({ name, content: name.repeat(1000) }));
    const archive = await archiveOf(parts, { ...WORKBOOK_BOUNDS, totalBytes: 2500 });
    expect(await bytesOf(archive, 'a')).toBe(1000);
    expect(await bytesOf(archive, 'b')).toBe(1000);
    await expect(bytesOf(archive, 'c')).rejects.toMatchObject({ code: 'import.workbook_too_large' });
    await archive.close();
  });

  it('with more entries than any workbook is refused before one is read', async () => {
    const parts = Array.from({ length: 5001 }, (_, index) => ({ name: String(index), content: '' }));
    await expect(archiveOf(parts)).rejects.toMatchObject({ code: 'import.workbook_too_large' });
  });

  it('that is damaged is refused', async () => {
    const whole = zipOf([{ name: 'x', content: 'x'.repeat(1000) }]);
    const open = async (bytes: Buffer): Promise<number> => {
      const archive = await ZipArchive.open(await folder.file('bad.zip', bytes));
      return bytesOf(archive, 'x').finally(() => archive.close());
    };
    const torn = Buffer.from(whole);
    torn.fill(0xff, 32, 36);
    const unreadable = expect.objectContaining({ code: 'import.workbook_unreadable' });
    await expect(open(whole.subarray(0, whole.length - 30))).rejects.toEqual(unreadable);
    await expect(open(torn)).rejects.toEqual(unreadable);
    await expect(open(Buffer.from('PK\u0003\u0004'))).rejects.toEqual(unreadable);
  });
});
