import { describe, expect, it } from '@jest/globals';
import { placeOfAddress } from './address-zone.rules.js';

describe('the place of an address', () => {
  it.each([
    ['г.Санкт-Петербург, набережная реки Фонтанки, дом 15', 'Europe/Moscow'],
    ['198188, г.Санкт-Петербург, улица Васи Алексеева, дом 6', 'Europe/Moscow'],
    ['Санкт-Петербург, город Колпино, Павловская улица', 'Europe/Moscow'],
    ['620014, Свердловская обл., г. Екатеринбург, ул. Ленина, 5', 'Asia/Yekaterinburg'],
    ['Екатеринбург', 'Asia/Yekaterinburg'],
    ['Комсомольск-на-Амуре, пр. Мира', 'Asia/Vladivostok'],
    ['Республика Татарстан, Казань', 'Europe/Moscow'],
    ['Ханты-Мансийский АО, Сургут', 'Asia/Yekaterinburg'],
    ['Орёл г., ул. Полесская', 'Europe/Moscow'],
    ['Россия, Владивосток', 'Asia/Vladivostok'],
  ])('is found in "%s"', (address, zone) => {
    expect(placeOfAddress(address)?.zones).toEqual([zone]);
  });

  it('puts the region before a city of the same part list', () => {
    expect(placeOfAddress('Омск', 'Калининградская область')?.region).toBe('Калининградская область');
  });

  it.each(['', 'улица Омская, 5', 'проспект Владимира, 3', 'дом 15, литера А', '10 Downing Street, London'])(
    'is not guessed from "%s"',
    (address) => {
      expect(placeOfAddress(address)).toBeUndefined();
    },
  );
});
