import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const HEADER = 'АВС/DEF;От;До;Емкость;Оператор;Регион;Территория ГАР;ИНН';
const ROWS = [
  '901;0000000;0000099;100;"ООО ""Связь""";x;Пермский край;1',
  '901;0000100;0000199;100;"ООО ""Связь""";x;Пермский край;1',
  '901;0000300;0000399;100;АО Звук;x;Город Москва, Московская область;2',
];

function rebuild(rows) {
  const folder = mkdtempSync(join(tmpdir(), 'plan-'));
  try {
    writeFileSync(join(folder, 'register.csv'), `\uFEFF${[HEADER, ...rows].join('\r\n')}\r\n`);
    const files = [join(folder, 'register.csv'), '--date', '2031-05', '--target', folder];
    execFileSync(process.execPath, ['scripts/build-numbering-plan.mjs', ...files], { stdio: 'pipe' });
    return {
      plan: readFileSync(join(folder, 'numbering-plan.data.ts'), 'utf8'),
      sample: readFileSync(join(folder, 'numbering-plan.sample.csv'), 'utf8').trim().split('\n'),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the command that rebuilds the numbering plan', () => {
  it('packs a newer register, keeps the zones of other countries and draws a new sample', () => {
    const { plan, sample } = rebuild(ROWS);
    const shipped = readFileSync('backend/src/leads/numbering/numbering-plan.data.ts', 'utf8');
    const foreign = (source) => source.slice(source.indexOf('/** IANA zones of the prefixes'));
    expect(plan).toContain('DEF-9xx of 2031-05');
    // Neighbours of one operator and territory are one range.
    expect(plan).toContain('MOBILE_RANGE_COUNT = 2;');
    expect(plan).toContain('ООО "Связь"');
    expect(foreign(plan)).toBe(foreign(shipped));
    expect(sample).toHaveLength(1001);
    expect(sample.some((line) => line.endsWith('АО Звук;Europe/Moscow'))).toBe(true);
    expect(sample.some((line) => line.endsWith('Asia/Yekaterinburg'))).toBe(true);
  });

  it('refuses overlapping ranges and territories nobody has mapped', () => {
    expect(() => rebuild([ROWS[0], '901;0000050;0000120;71;АО Звук;x;Пермский край;2'])).toThrow(/ranges overlap/);
    expect(() => rebuild(['901;0000000;0000099;100;АО Звук;x;Атлантида;2'])).toThrow(/not mapped/);
  });
});
