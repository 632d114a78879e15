import { describe, expect, it } from '@jest/globals';
import { isWarning, warnsInPhoneCell } from './caution.rules.js';

describe('a warning beside a number', () => {
  it.each([
    '310-21-84 не звонить',
    'НЕ ЗВОНИТЬ!!!',
    '8 921 000-00-01 (стоп)',
    '89210000001 умер',
    'номер не актуален',
    'неактуально 310-21-84',
    'отказ',
    'не беспокоить',
    '+7 921 000-00-01 DNC',
    'do not call',
    'закрыт 310-21-84',
    'ликвидировано',
  ])('is heard in "%s"', (cell) => {
    expect(warnsInPhoneCell(cell)).toBe(true);
  });

  it.each(['310-21-84', 'тел. 310-21-84 доб. 12', '310-21-84 Стопкина Анна', 'закрытое общество 310-21-84'])(
    'is not heard in "%s"',
    (cell) => {
      expect(warnsInPhoneCell(cell)).toBe(false);
    },
  );

  it('is a remark that begins with it, not a story that mentions it', () => {
    expect(['Не звонить', '! отказ от услуг', 'Умер в 2024'].map(isWarning)).toEqual([true, true, true]);
    expect(['Просили перезвонить, отказа не было', 'Закрытое акционерное общество'].map(isWarning)).toEqual([
      false,
      false,
    ]);
  });
});
