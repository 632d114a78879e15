import { describe, expect, it } from '@jest/globals';
import { areaCodeOfCity, cityOfAddress, isKnownCity } from './city.rules.js';

describe('a city', () => {
  it.each([
    ['Пермь', '342'],
    ['г. Тверь', '4822'],
    ['город Орёл', '4862'],
    ['ОРЕЛ', '4862'],
    ['Ростов-на-Дону', '863'],
    ['Горно-Алтайск', '38822'],
    ['Грозный', '8712'],
    ['Кунгур', undefined],
    ['', undefined],
  ])('%s has the area code %s', (city, areaCode) => {
    expect(areaCodeOfCity(city)).toBe(areaCode);
  });

  it.each([
    ['614000, г. Пермь, ул. Мира, 3', 'Пермь'],
    ['г.Санкт-Петербург, Литейный пр., 53', 'Санкт-Петербург'],
    ['Пермский край, г. Кунгур, ул. Ленина, 1', 'Кунгур'],
    ['Уфа, Ленина, 5', 'Уфа'],
    ['ул. Казань, 5', undefined],
    ['Невский пр., 1', undefined],
  ])('of "%s" is %s', (address, city) => {
    expect(cityOfAddress(address)).toBe(city);
  });

  it('is known by its name alone', () => {
    expect(isKnownCity('г. Грозный')).toBe(true);
    expect(isKnownCity('Красный')).toBe(false);
  });
});
