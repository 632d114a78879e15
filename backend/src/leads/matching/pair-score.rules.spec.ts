import { describe, expect, it } from '@jest/globals';
import type { MatchRecord } from './match-record.rules.js';
import { frequenciesOf } from './find-duplicates.rules.js';
import { company, crowd, innOf, person } from './matching.fixture.js';
import { prepare, scorePair, type PairScore } from './pair-score.rules.js';

const [INN, OTHER_INN] = [innOf('781012345'), innOf('781054321')];

function score(a: MatchRecord, b: MatchRecord, others = crowd(640)): PairScore {
  const frequencies = frequenciesOf([...others, a, b]);
  return scorePair(prepare(a, frequencies), prepare(b, frequencies), frequencies);
}

describe('merged at once', () => {
  it('are two cards with one valid INN and a compatible name', () => {
    const pair = score(company('Вектор', { inn: INN }), company('ООО «Вектор-Строй»', { inn: INN }));
    expect(pair).toMatchObject({ verdict: 'merge', certain: 'inn' });
  });

  it('are not two cards with one INN whose check digit is wrong', () => {
    const wrong = `${INN.slice(0, 9)}${(Number(INN[9]) + 1) % 10}`;
    expect(score(company('Вектор', { inn: wrong }), company('Совсем другое', { inn: wrong })).certain).toBeNull();
  });

  it.each([
    ['ООО «Вектор-Строй»', 'Вектор Строй, ООО'],
    ['ООО «Вектор-Строй»', 'Общество с ограниченной ответственностью "ВЕКТОР СТРОЙ"'],
    ['ООО «Вектор-Строй»', 'Обществo с ограниченой ответствностью "Вектор-Строй"'],
    ['ООО «Вектор-Строй»', 'ooo VEKTOR-STROY'],
    ['ООО «Вектор-Строй»', 'Vector-Stroj LLC'],
    ['ООО «Вектор-Строй»', 'ООО «Bектop-Cтpой»'],
    ['ООО «Вектор-Строй»', 'ООО «Векотр-Строй»'],
    ['ООО «Вектор-Строй»', 'Строй Вектор'],
    ['ООО «ВекторСтрой»', 'векторстрой'],
    ['ТОО «Орион Транс»', 'Orion Trans LLP'],
    ['ЧУП «Заря Мебель»', 'Частное унитарное предприятие "Заря Мебель"'],
    ['Пётр Кузнецов', 'Кузнецов Петр Ильич'],
    ['Кузнецов Пётр Ильич', 'Кузнецов П. И.'],
    ['Александр Кузнецов', 'Кузнецов Саша'],
  ])('are %s and %s behind one number', (one, other) => {
    const pair = score(company(one, { phone: '+74951112233', inn: INN }), company(other, { phone: '+74951112233' }));
    expect(pair).toMatchObject({ verdict: 'merge', certain: 'phone' });
  });

  it('are two cards with one mailbox of their own and a compatible name', () => {
    const mail = { email: 'petrov@vektor-stroy.ru' };
    expect(score(company('Вектор-Строй', mail), company('ООО Вектор Строй', mail)).certain).toBe('email');
  });

  it.each(['info@vektor-stroy.ru', 'sales2@vektor-stroy.ru', 'petrov@mail.ru'])(
    'are not two cards by %s, which is not theirs alone',
    (email) => {
      expect(score(company('Вектор-Строй', { email }), company('ООО Вектор Строй', { email })).certain).toBeNull();
    },
  );
});

describe('never merged', () => {
  it('are two different valid INNs, whatever else agrees', () => {
    const same = { phone: '+74951112233', email: 'petrov@vektor.ru', city: 'Омск', address: 'Ленина, 5' };
    const pair = score(company('Вектор', { ...same, inn: INN }), company('Вектор', { ...same, inn: OTHER_INN }));
    expect(pair).toMatchObject({ verdict: 'none', vetoed: true });
  });

  it('are equal names alone, however rare, nor with the city', () => {
    const alone = score(company('Квазарофф Юниверсум'), company('Квазарофф Юниверсум'));
    const withCity = { city: 'Омск' };
    const inCity = score(company('Квазарофф Юниверсум', withCity), company('Квазарофф Юниверсум', withCity));
    expect(alone.verdict).not.toBe('merge');
    expect(inCity.verdict).toBe('review');
  });

  it.each([
    ['ООО «Вектор-Строй»', 'ООО «Гермес-Мебель»'],
    ['ООО «Вектор-Строй»', 'ООО «Вектор-Транс»'],
    ['Аптека 5', 'Аптека 7'],
    ['Орлов Сергей Юрьевич', 'Белов Сергей Юрьевич'],
  ])('are %s and %s behind one switchboard', (one, other) => {
    const pair = score(company(one, { phone: '+74951112233' }), company(other, { phone: '+74951112233' }));
    expect(pair.verdict).not.toBe('merge');
  });

  it('is a third card behind a number that answers for two companies with an INN, by the number alone', () => {
    const phone = '+74951112233';
    const others = [
      ...crowd(300),
      company('Вектор Север', { phone, inn: INN }),
      company('Вектор Юг', { phone, inn: OTHER_INN }),
    ];
    const pair = score(company('Вектор', { phone, inn: innOf('770000001') }), company('Вектор', { phone }), others);
    expect(pair.certain).toBeNull();
  });
});

describe('not even asked about', () => {
  const at = (street: string) => ({ city: 'Омск', address: street });
  it.each([
    ['Галерея "Арка"', 'Галерея "Дар"', {}, {}],
    ['Галерея современного искусства "Глобус"', 'Галерея современного искусства "Март"', {}, {}],
    ['Центральный выставочный зал "Манеж"', 'Центральный выставочный зал "Курорт"', {}, {}],
    ['Школа № 12', 'Школа № 21', {}, {}],
    ['Школа № 12', 'Детский сад № 12', at('ул. Мира, 5'), at('ул. Мира, 7')],
    ['Аптека 5', 'Аптека 7', { phone: '+74951112233' }, { phone: '+74951112233' }],
    ['ООО «Ромашка»', 'Кафе «Лето»', { phone: '+74951112233' }, { phone: '+74951112233' }],
    ['Кинотеатр «Аврора»', 'Кинотеатр «Аврора»', at('Невский пр., 60'), at('Санкт-Петербургский пр., 17')],
    ['Кинотеатр «Аврора»', 'Кинотеатр «Аврора»', at('Невский пр., 60'), at('Невский пр., 72')],
    ['Бар «Терминал»', 'Бар «Поэт»', at('ул. Рубинштейна, 13'), at('ул. Рубинштейна, 13')],
    ['Музей «Корабль»', 'Гостиница «Корабль»', at('ул. Мира'), at('ул. Мира')],
    ['Каро-Фильм Континент', 'Каро-Фильм Атмосфера', { email: 'info@karo.ru' }, { email: 'info@karo.ru' }],
    ['Вектор', 'Вектор', at('ул. Мира'), { address: 'ул. Мира' }],
  ])('are %s and %s (%o, %o)', (one, other, a, b) => {
    expect(score(company(one, a), company(other, b)).verdict).toBe('none');
  });

  it('is a body with branches behind one INN: other names, other houses', () => {
    const of = (name: string, street: string) => company(`Библиотека ${name}`, { inn: INN, ...at(street) });
    const pair = score(of('«Ржевская»', 'ул. Мира, 5'), of('«Охтинская»', 'ул. Лесная, 8'));
    expect(pair.verdict).toBe('none');
  });

  it('are relatives behind one number', () => {
    const phone = '+79161234567';
    const pair = score(person('Орлова Анна Сергеевна', { phone }), person('Орлов Пётр Сергеевич', { phone }));
    expect(pair.verdict).not.toBe('merge');
  });
});

describe('asked about, not merged', () => {
  it('are two cards of one INN whose names have nothing in common', () => {
    const pair = score(company('Вектор', { inn: INN }), company('Совсем другое', { inn: INN }));
    expect(pair).toMatchObject({ verdict: 'review', certain: null });
    expect(pair.odds).toBeLessThan(1);
  });

  it('are equal names in one house, other numbers, and less surely with other offices', () => {
    const of = (phone: string, office: string) =>
      company('Кофейня «Квазар»', { phone, city: 'Омск', address: `ул. Мира, д. 5${office}` });
    const sameHouse = score(of('+74951112233', ''), of('+79161234567', ''));
    const otherOffice = score(of('+74951112233', ', оф. 3'), of('+79161234567', ', оф. 12'));
    expect(sameHouse.verdict).toBe('review');
    expect(otherOffice.odds).toBeLessThan(sameHouse.odds);
  });

  it.each([
    ['name', 'Галерея "Арка"', 'Галерея "Дар"'],
    ['name', 'Вектор-Строй', 'Вектор Транс'],
  ])('never has a %s that differs as a reason for: %s, %s', (field, one, other) => {
    const at = { inn: INN, phone: '+74951112233', address: 'ул. Мира, 5', email: 'petrov@vektor.ru', city: 'Омск' };
    const { verdict, agreements } = score(company(one, at), company(other, at));
    expect(verdict).toBe('review');
    expect(agreements.find((agreement) => agreement.field === field)!.weight).toBeLessThan(0);
  });
});

describe('asked about', () => {
  it('are a company that moved and one miswritten number', () => {
    const one = company('ООО «Атриум-Мебель 46»', { phone: '+74951112233', city: 'Омск' });
    const moved = company('Atrium Mebel 46', { phone: '+79161234567', city: 'Омск' });
    expect(score(one, moved).verdict).toBe('review');
  });

  it('say field by field why, with the values and their weight', () => {
    const one = company('ООО «Атриум-Мебель 46»', { phone: '+74951112233', city: 'Омск' });
    const other = company('Атриум Мебель 46', { phone: '+79161234567', city: 'г. Омск' });
    const { agreements, odds, weight } = score(one, other);
    expect(agreements.map(({ field, kind }) => `${field} ${kind}`)).toEqual([
      'name same',
      'city same',
      'phone different',
    ]);
    expect(agreements[0]).toMatchObject({ a: 'ООО «Атриум-Мебель 46»', b: 'Атриум Мебель 46' });
    expect(agreements.reduce((sum, agreement) => sum + agreement.weight, 0)).toBeCloseTo(weight);
    expect(odds).toBeLessThan(weight);
  });

  it('is worth less for a common name than for a rare one', () => {
    const nameWeight = (name: string) => {
      const at = { city: 'Омск', phone: '+74951112233' };
      return score(company(name, at), company(name, at)).agreements.find(({ field }) => field === 'name')!.weight;
    };
    expect(nameWeight('Вектор Строй')).toBeLessThan(nameWeight('Квазар Юниверсум') - 4);
  });
});

describe('people', () => {
  const facts = { 'Дата рождения': '19.04.1956' };
  it('are merged by birth date and address though the number is gone', () => {
    const one = person('Кузнецов Пётр Ильич', { facts, address: 'ул. Ленина, д. 5, кв. 17', city: 'Омск' });
    const other = person('Пётр Кузнецов', {
      facts: { 'Дата рождения': '1956-04-19' },
      address: 'Ленина 5-17',
      city: 'Омск',
    });
    expect(score(one, other).verdict).toBe('merge');
  });

  it('are not merged when they share name and city and were born on other days', () => {
    const one = person('Кузнецов Пётр Ильич', { facts, city: 'Омск' });
    const other = person('Кузнецов Пётр Ильич', { facts: { 'Дата рождения': '11.12.1991' }, city: 'Омск' });
    expect(score(one, other).verdict).not.toBe('merge');
  });
});
