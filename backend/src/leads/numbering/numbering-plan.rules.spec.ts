import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lookUpNumber } from './numbering-plan.rules.js';

interface SampleRow {
  readonly e164: string;
  readonly territory: string;
  readonly operator: string;
  readonly zones: string;
}

const SAMPLE = join(process.cwd(), 'backend/src/leads/numbering/numbering-plan.sample.csv');

function readSample(): SampleRow[] {
  const lines = readFileSync(SAMPLE, 'utf8').trim().split('\n').slice(1);
  return lines.map((line) => {
    const [e164 = '', territory = '', operator = '', zones = ''] = line.split(';');
    return { e164, territory, operator, zones };
  });
}

/**
 * Hours before UTC by subject, written down from federal law 107-FZ and not from the table the plan is built with. Every other subject keeps
 * Moscow time; Russia has no summer time. Yakutia lies in three zones and a number does not say in which.
 */
const HOURS: readonly (readonly [readonly number[], string])[] = [
  [[2], 'Калининградская область'],
  [[4], 'Самарская область|Саратовская область|Ульяновская область|Астраханская область|Удмуртская Республика'],
  [
    [5],
    'Свердловская область|Челябинская область|Пермский край|Оренбургская область|Республика Башкортостан|Тюменская область|' +
      'Ханты-Мансийский автономный округ - Югра|Ямало-Ненецкий автономный округ|Курганская область',
  ],
  [[6], 'Омская область'],
  [
    [7],
    'Новосибирская область|Томская область|Кемеровская область - Кузбасс|Алтайский край|Республика Алтай|Красноярский край|' +
      'Республика Хакасия|Республика Тыва',
  ],
  [[8], 'Иркутская область|Республика Бурятия'],
  [[9], 'Забайкальский край|Амурская область'],
  [[9, 10, 11], 'Республика Саха (Якутия)'],
  [[10], 'Приморский край|Хабаровский край|Еврейская автономная область'],
  [[11], 'Магаданская область|Сахалинская область'],
  [[12], 'Камчатский край|Чукотский автономный округ'],
];
const HOURS_BY_SUBJECT = new Map(
  HOURS.flatMap(([hours, names]) => names.split('|').map((name) => [name, hours] as const)),
);
const sorted = (hours: readonly number[]): number[] => [...new Set(hours)].sort((a, b) => a - b);

function expectedHours(territory: string): number[] {
  const subjects = territory.split(', ').map((name) => name.replace(/^Город /, ''));
  return sorted(subjects.flatMap((name) => HOURS_BY_SUBJECT.get(name) ?? [3]));
}

function hoursOf(zones: readonly string[], day: string): number[] {
  const hours = zones.map((timeZone) => {
    const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
    const offset = format.formatToParts(new Date(day)).find((part) => part.type === 'timeZoneName')?.value ?? '';
    return Number(/[+-]\d\d/.exec(offset)?.[0] ?? 0);
  });
  return sorted(hours);
}

describe('the numbering plan', () => {
  it.each(['2026-01-15', '2026-07-15'])('tells the right hour of 999 of 1 000 numbers on %s', (day) => {
    const wrong = readSample().filter(
      ({ e164, territory }) => hoursOf(lookUpNumber(e164).zones, day).join() !== expectedHours(territory).join(),
    );
    expect(wrong.length).toBeLessThanOrEqual(1);
  });

  it('gives the zone and operator of 1 000 numbers drawn across the register', () => {
    const sample = readSample();
    expect(sample).toHaveLength(1000);
    const wrong = sample.filter(({ e164, zones, operator }) => {
      const facts = lookUpNumber(e164);
      return facts.zones.join(' ') !== zones || facts.operator !== operator;
    });
    expect(wrong).toEqual([]);
  });

  it.each([
    ['+79147112233', 'mobile', 'Asia/Vladivostok'],
    ['+78123102184', 'landline', 'Europe/Moscow'],
    ['+78452123456', 'landline', 'Europe/Saratov'],
    ['+74012123456', 'landline', 'Europe/Kaliningrad'],
    ['+73822123456', 'landline', 'Asia/Tomsk'],
    ['+78512123456', 'landline', 'Europe/Astrakhan'],
    ['+78442123456', 'landline', 'Europe/Volgograd'],
    ['+78692123456', 'landline', 'Europe/Simferopol'],
    ['+73362212345', 'landline', 'Asia/Qyzylorda'],
    ['+442079460018', 'landline', 'Europe/London'],
    ['+375291234567', 'mobile', 'Europe/Moscow'],
    ['+77011234567', 'mobile', 'Asia/Almaty'],
  ])('knows that %s is a %s number of %s', (e164, kind, zone) => {
    expect(lookUpNumber(e164)).toMatchObject({ kind, zones: [zone] });
  });

  it('leaves the zone unknown for free numbers, gaps of the register and unassigned area codes', () => {
    expect(lookUpNumber('+78001234567')).toEqual({ country: 'RU', kind: 'toll_free', zones: [] });
    expect(lookUpNumber('+79989999999').zones).toEqual([]);
    expect(lookUpNumber('+73001234567')).toEqual({ country: 'RU', kind: 'unknown', zones: [] });
    expect(lookUpNumber('+18005551234').zones).toEqual([]);
  });

  it('keeps every zone of a region that spans several', () => {
    expect(lookUpNumber('+74112123456').zones).toEqual(['Asia/Yakutsk', 'Asia/Vladivostok', 'Asia/Srednekolymsk']);
  });

  it('keeps every zone of a country that spans several', () => {
    expect(lookUpNumber('+61412345678').zones.length).toBeGreaterThan(1);
  });

  it('takes synthetic numbers for mobiles of no country and no zone', () => {
    expect(lookUpNumber('+99912345678')).toEqual({ country: 'ZZ', kind: 'mobile', zones: [] });
  });

  it('answers unknown for what is no number', () => {
    expect(lookUpNumber('+')).toEqual({ country: '', kind: 'unknown', zones: [] });
  });

  it('looks up a million Russian numbers in well under ten seconds', () => {
    const started = performance.now();
    for (let step = 0; step < 1_000_000; step += 1) lookUpNumber(`+7${9_000_000_000 + step * 997}`);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
