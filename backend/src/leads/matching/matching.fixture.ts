import type { MatchRecord, MatchSource } from './match-record.rules.js';
import { matchRecord } from './match-record.rules.js';

const INN_WEIGHTS = [2, 4, 10, 3, 5, 9, 4, 6, 8];

/** A valid INN of a company from nine digits. */
export function innOf(nine: string): string {
  const sum = INN_WEIGHTS.reduce((total, weight, at) => total + weight * Number(nine[at]), 0);
  return `${nine}${(sum % 11) % 10}`;
}

export function company(name: string, rest: Partial<MatchSource> & { phone?: string } = {}): MatchRecord {
  const { phone, ...source } = rest;
  const phones = phone === undefined ? [] : [{ e164: phone, extension: '' }];
  return matchRecord({ kind: 'company', name, phones, ...source });
}

export function person(name: string, rest: Partial<MatchSource> & { phone?: string } = {}): MatchRecord {
  return matchRecord({ ...company(name, rest).source, kind: 'person' });
}

/** Other leads of a file, so that words and cities have a frequency. */
export function crowd(count: number): MatchRecord[] {
  const first = 'Вектор Гермес Атриум Фаворит Орион Дельта Заря Легион'.split(' ');
  const second = 'Строй Торг Сервис Мебель Транс Пром Агро Металл'.split(' ');
  const cities = ['Москва', 'Казань', 'Омск', 'Пермь', 'Тула'];
  return Array.from({ length: count }, (_, at) => {
    const name = `ООО «${first[at % 8]}-${second[Math.floor(at / 8) % 8]}»`;
    return company(name, {
      city: cities[at % 5]!,
      phone: `+7495${String(1_000_000 + at * 37)}`,
      inn: innOf(String(770_000_000 + at)),
    });
  });
}
