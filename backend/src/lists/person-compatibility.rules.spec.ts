import { describe, expect, it } from '@jest/globals';
import { companyNameKey } from '../leads/company-name.rules.js';
import { mayBeOne, mayBeOnePerson } from './person-compatibility.rules.js';

describe('two people behind one number', () => {
  it.each([
    ['Иванов Иван Иванович', 'Иванов Пётр Иванович', false],
    ['Сидорова Анна Петровна', 'Сидорова Анна Сергеевна', false],
    ['Иванов И.И.', 'Иванов Иван Иванович', true],
    ['Иванов И. И.', 'Иван Иванович Иванов', true],
    ['Иванов П.И.', 'Иванов Иван Иванович', false],
    ['Иванов И.П.', 'Иванов Иван Иванович', false],
    ['Иванов И.', 'Иванов Иван Петрович', true],
    ['Иванов П.', 'Иванов Иван Петрович', false],
    ['Иванов П.', 'Ivanov Ivan Petrovich', false],
    ['Иванов И.', 'Иванова И.', false],
    ['Иванов Иван', 'Иванов Иван Иванович', true],
    ['Иван Иванов', 'Иванов Иван', true],
    ['Иванов Иван', 'Иванова Мария', false],
    ['Александр Иванов', 'Александра Иванова', false],
    ['Иванов Саша', 'Иванов Александр', true],
    ['Иванова', 'Иванова Мария', false],
    ['Мария', 'Иванова Мария', true],
    ['Анна', 'Иванова Мария', false],
    ['Иванова Наталья', 'Иванова Наталия', true],
    ['Королёв Пётр', 'КОРОЛЕВ ПЕТР', true],
    ['Ivanov Ivan', 'Иванов Иван', true],
    ['John Smith', 'Smith John', true],
    ['J. Smith', 'John Smith', true],
    ['John Smith', 'Jane Smith', false],
    ['Ким Чен', 'Ким Ли', false],
    ['Константинов Иван', 'Констатинов Иван', true],
    ['Иванов Валентин', 'Иванова Валентина', false],
  ])('%s and %s may be one: %s', (a, b, expected) => {
    expect([mayBeOnePerson(a, b), mayBeOnePerson(b, a)]).toEqual([expected, expected]);
  });
});

describe('two bodies behind one number', () => {
  it.each([
    ['ИП Иванов И.И.', 'ИП Иванов Пётр Иванович', false],
    ['ИП Иванов И.И.', 'Индивидуальный предприниматель Иванов Иван Иванович', true],
    ['ИП Иванов И.И. («Уют»)', 'ИП Иванова И.И.', false],
    ['ИП Уют', 'Салон Уют', true],
    ['ООО Ромашка', 'OOO Romashka', true],
  ])('%s and %s may be one: %s', (a, b, expected) => {
    const body = (name: string) => ({ kind: 'company' as const, name, nameKey: companyNameKey(name) });
    expect([mayBeOne(body(a), body(b)), mayBeOne(body(b), body(a))]).toEqual([expected, expected]);
  });
});
