import { describe, expect, it } from '@jest/globals';
import { companyNameKey } from '../leads/company-name.rules.js';
import { clusterRows, type ClusterRow } from './cluster-rows.rules.js';

function row(number: number, name: string, inn: string | null = null, more: Partial<ClusterRow> = {}): ClusterRow {
  const body = {
    kind: 'company',
    name,
    nameKey: companyNameKey(name),
    legalName: null,
    kpp: null,
    city: null,
    address: null,
  } as const;
  return { ...body, row: number, inn, leadId: null, ...more };
}

function leaders(
  rows: readonly ClusterRow[],
  groups: readonly (readonly number[])[],
  choice: 'by_name' | 'one_lead' | 'lead_each' = 'by_name',
): number[] {
  const numbers = groups.map((group) => ({ reason: 'same_number' as const, rows: group }));
  return clusterRows(rows, numbers, choice).map((clustered) => clustered.leader);
}

describe('rows of one INN', () => {
  const museum = [
    row(1, 'Музей обороны', 'A', { address: 'Невский пр., 1' }),
    row(2, 'Комендантский дом', 'A', { address: 'Садовая ул., 5' }),
    row(3, 'Музей обороны', 'A', { address: 'Литейный пр., 9' }),
    row(4, 'Касса', 'A', { address: 'проспект Невский, дом 1' }),
    row(5, 'Дом коменданта, касса', 'A'),
  ];

  it('are one lead by name or place, else a lead each', () => {
    expect(leaders(museum, [])).toEqual([1, 2, 1, 1, 5]);
  });

  it('are always one lead, or each place one, as the marketer chooses', () => {
    expect(leaders(museum, [], 'one_lead')).toEqual([1, 1, 1, 1, 1]);
    expect(leaders(museum, [], 'lead_each')).toEqual([1, 2, 3, 4, 5]);
    expect(leaders([row(1, 'Клён', 'A'), row(2, 'Клён', 'A')], [], 'lead_each')).toEqual([1, 1]);
  });

  it('with a number in common are one lead, unless both say where they are', () => {
    expect(leaders([museum[0]!, museum[1]!, museum[4]!], [[1, 2, 5]])).toEqual([1, 2, 1]);
    expect(leaders([museum[0]!, museum[2]!], [[1, 3]], 'lead_each')).toEqual([1, 3]);
  });

  it('are not brought together again by a row without one', () => {
    const rows = [
      row(1, 'Рога', 'A', { address: 'Ленина, 1' }),
      row(2, 'Рога и копыта'),
      row(3, 'Копыта', 'A', { address: 'Мира, 2' }),
    ];
    expect(leaders(rows, [[1, 2, 3]])).toEqual([1, 1, 3]);
  });

  it('are one where a register has the legal name of what a directory names', () => {
    const rows = [row(1, 'Кафе Уют', 'A', { legalName: 'ООО "Ромашка"' }), row(2, 'Ромашка, ООО', 'A')];
    expect(leaders(rows, [])).toEqual([1, 1]);
  });

  it('of very many names are told apart in linear time', () => {
    const many = Array.from({ length: 20_000 }, (_, index) =>
      row(index, `Точка ${index} а`, 'A', { address: `Мира, ${index}` }),
    );
    const started = performance.now();
    expect(new Set(leaders(many, [many.map(({ row: number }) => number)])).size).toBe(20_000);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe('people behind one number', () => {
  const person = (number: number, name: string): ClusterRow => row(number, name, null, { kind: 'person' });

  it('are two where first names or patronymics differ, by however many steps', () => {
    const family = [person(1, 'Иванов Иван Иванович'), person(2, 'Иванов Пётр Иванович'), person(3, 'Иванов И.И.')];
    expect(leaders(family, [[1, 2, 3]])).toEqual([1, 2, 1]);
    const brothers = [person(1, 'Иванов И.'), person(2, 'Иванов Иван'), person(3, 'Иванов Игорь')];
    expect(leaders(brothers, [[1, 2, 3]])).toEqual([1, 1, 3]);
  });
});

describe('rows of one file', () => {
  it('say why they joined', () => {
    const rows = [row(1, 'Рога', 'A'), row(2, 'Рога', 'A'), row(3, 'Рога')];
    expect(clusterRows(rows, [{ reason: 'same_email', rows: [2, 3] }]).map(({ reason }) => reason)).toEqual([
      null,
      'same_inn',
      'same_email',
    ]);
  });

  it('are one lead with the same number, a compatible name and no INN against it', () => {
    expect(leaders([row(1, 'рога'), row(2, 'рога'), row(3, 'рога север', 'A')], [[1, 2, 3]])).toEqual([1, 1, 1]);
  });

  it('stay apart with the same number and another name or INN', () => {
    expect(leaders([row(1, 'рога'), row(2, 'копыта')], [[1, 2]])).toEqual([1, 2]);
    expect(leaders([row(1, 'рога', 'A'), row(2, 'рога', 'B')], [[1, 2]])).toEqual([1, 2]);
  });

  it('are not brought together by a row between two INNs', () => {
    const rows = [row(1, 'рога', 'A'), row(2, 'рога'), row(3, 'рога', 'B')];
    expect(leaders(rows, [[1, 2, 3]])).toEqual([1, 1, 3]);
    expect(
      leaders(rows, [
        [2, 3],
        [1, 2],
      ]),
    ).toEqual([1, 2, 2]);
  });

  it('join over several numbers', () => {
    expect(
      leaders(
        [row(1, 'рога'), row(2, 'рога'), row(3, 'рога')],
        [
          [1, 2],
          [2, 3],
        ],
      ),
    ).toEqual([1, 1, 1]);
  });

  it('hand the lead of one to the others and never join two leads', () => {
    const rows = [row(1, 'рога'), row(2, 'рога', null, { leadId: '7' }), row(3, 'рога', null, { leadId: '8' })];
    const clustered = clusterRows(rows, [{ reason: 'same_number', rows: [1, 2, 3] }]);
    expect(clustered.map(({ leader, leadId }) => [leader, leadId])).toEqual([
      [1, '7'],
      [1, '7'],
      [3, '8'],
    ]);
  });

  it('of a switchboard with very many names are not compared with each other', () => {
    const many = Array.from({ length: 5000 }, (_, index) => row(index, `фирма ${index} север`));
    const started = performance.now();
    expect(new Set(leaders(many, [many.map(({ row: number }) => number)])).size).toBe(5000);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
