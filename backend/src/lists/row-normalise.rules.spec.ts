import { describe, expect, it } from '@jest/globals';
import { NO_RULES, type ListStandard } from '@warmline/contracts';
import { standardFill } from './list-standard.rules.js';
import { normaliseRow, type NormaliseSettings } from './row-normalise.rules.js';

const COMPANY: NormaliseSettings = {
  audience: 'b2b',
  country: 'RU',
  areaCode: '812',
  mapping: ['name', 'phone', 'address', 'inn', 'contact_name', 'custom', 'custom'],
  headers: ['Название', 'Телефон', 'Адрес', 'ИНН', 'Контакт', 'Мест', 'Мест'],
};

describe('a row of facts for a lead that is there', () => {
  const settings: NormaliseSettings = { ...COMPANY, mapping: ['name', 'legal_name', 'contact_name'], isPartial: true };

  it.each([
    { cells: ['', 'ООО «Ромашка»', 'Анна'], name: '', legalName: 'ООО «Ромашка»', contactName: 'Анна' },
    { cells: ['Ромашка', 'Ромашка', ''], name: 'Ромашка', legalName: 'Ромашка', contactName: null },
    { cells: ['', '', 'Анна'], name: '', legalName: null, contactName: 'Анна' },
  ])('says of each name what stands in its cell: $cells', ({ cells, ...names }) => {
    expect(normaliseRow(cells, settings)).toMatchObject({ ...names, problem: null });
  });
});

describe('a row of a list', () => {
  it('becomes a company with its phones, place and custom fields', () => {
    const row = normaliseRow(
      [
        'ООО «Ромашка»',
        '310-21-81, 8-914-711-22-33',
        'г.Санкт-Петербург, Невский пр., 1',
        '7707083893',
        'Иванов Иван',
        '10',
        '20',
      ],
      COMPANY,
    );
    expect(row).toMatchObject({
      kind: 'company',
      name: 'ООО «Ромашка»',
      nameKey: 'ромашка',
      inn: '7707083893',
      region: 'Санкт-Петербург',
      addressZone: 'Europe/Moscow',
      contactName: 'Иванов Иван',
      custom: { Мест: '10', 'Мест (7)': '20' },
      problem: null,
      phoneCells: 1,
      phoneCellsParsed: 1,
    });
    expect(row.phones.map(({ e164, zones, zoneSource }) => [e164, zones, zoneSource])).toEqual([
      ['+78123102181', ['Europe/Moscow'], 'address'],
      ['+79147112233', ['Europe/Moscow'], 'address'],
    ]);
  });

  it('takes the zone from the number when the address tells none, then from the list, else leaves it unknown', () => {
    const zones = (cells: string[], defaultZone?: string) => normaliseRow(cells, { ...COMPANY, defaultZone }).phones[0];
    expect(zones(['Ромашка', '8-914-711-22-33'])).toMatchObject({
      zones: ['Asia/Vladivostok'],
      zoneSource: 'numbering_plan',
    });
    expect(zones(['Ромашка', '8-800-555-01-01'], 'Asia/Omsk')).toMatchObject({
      zones: ['Asia/Omsk'],
      zoneSource: 'list',
    });
    expect(zones(['Ромашка', '8-800-555-01-01'])).toMatchObject({ zones: [], zoneSource: 'unknown' });
  });

  it.each([
    [['', '310-21-81'], 'name_missing', null],
    [['Ромашка', ''], 'phone_missing', null],
    [['Ромашка', 'нет'], 'phone_missing', null],
    [['Ромашка', '12'], 'phone_invalid', { leftovers: ['too_short'] }],
  ])('%j is invalid: %s', (cells, problem, problemParams) => {
    expect(normaliseRow(cells, COMPANY)).toMatchObject({ problem, problemParams });
  });

  it('keeps a tax number that fails its checksum out of the key and in sight', () => {
    const row = normaliseRow(['Ромашка', '310-21-81', '', '7707083894'], COMPANY);
    expect(row.inn).toBeNull();
    expect(row.custom).toEqual({ 'inn?': '7707083894' });
  });

  it('puts the parts of a name together for a person', () => {
    const row = normaliseRow(['Мария', 'Иванова', '8 921 000-00-01', ' Info@Example.ORG '], {
      ...COMPANY,
      audience: 'b2c',
      mapping: ['first_name', 'last_name', 'phone', 'email'],
    });
    expect(row).toMatchObject({ kind: 'person', name: 'Иванова Мария', contactName: null, email: 'info@example.org' });
  });

  it('gives a constant to rows whose own cells say nothing', () => {
    const constants = [
      { field: 'industry' as const, name: '', value: 'Стоматология' },
      { field: 'city' as const, name: '', value: 'Пермь' },
    ];
    const settings = { ...COMPANY, areaCode: undefined, rules: { ...NO_RULES, constants } };
    const row = normaliseRow(['Ромашка', '210-21-81'], settings);
    expect(row).toMatchObject({ industry: 'Стоматология', city: 'Пермь' });
    expect(row.phones).toMatchObject([{ e164: '+73422102181', zones: ['Asia/Yekaterinburg'] }]);
    const mapping = ['name', 'phone', 'industry'] as const;
    const own = normaliseRow(['Ромашка', '210-21-81', 'Кафе'], { ...settings, mapping: [...mapping] });
    expect(own.industry).toBe('Кафе');
  });

  it('completes local numbers by the row’s city, then by the list, then by the city of the address', () => {
    const e164 = (cells: string[], areaCode: string | undefined) =>
      normaliseRow(cells, { ...COMPANY, areaCode, mapping: ['name', 'phone', 'city', 'address'] }).phones.map(
        (phone) => phone.e164,
      );
    expect(e164(['Ромашка', '31-21-81', 'г. Тверь'], '812')).toEqual(['+74822312181']);
    expect(e164(['Ромашка', '310-21-81', 'Кунгур'], '812')).toEqual(['+78123102181']);
    expect(e164(['Ромашка', '310-21-81', 'Тверь'], '812')).toEqual(['+78123102181']);
    expect(e164(['Ромашка', '210-21-81', '', 'г. Пермь, ул. Мира, 3'], undefined)).toEqual(['+73422102181']);
    expect(e164(['Ромашка', '210-21-81', '', 'ул. Мира, 3'], undefined)).toEqual([]);
  });

  it('writes full names surname first and takes the city out of the address', () => {
    const row = normaliseRow(['Ромашка', '310-21-81', 'г. Пермь, ул. Мира, 3', '', 'Иван Петрович Сидоров'], COMPANY);
    expect(row).toMatchObject({ contactName: 'Сидоров Иван Петрович', city: 'Пермь' });
  });

  describe('of a list with a standard', () => {
    const check = (standard: Partial<ListStandard>, cells: string[]) =>
      normaliseRow(cells, { ...COMPANY, rules: { ...NO_RULES, standard: { ...NO_RULES.standard, ...standard } } });
    const ROW = ['Ромашка', '310-21-81', 'Невский пр., 1', '7707083893', 'Иванов Иван'];

    it.each([
      [{ required: ['inn'] }, ROW, null],
      [{ required: ['inn'] }, ['Ромашка', '310-21-81'], 'field_missing'],
      [{ required: ['inn'] }, ['Ромашка', '310-21-81', '', '7707083894'], 'field_missing'],
      [{ required: ['email', 'address'] }, ROW, 'field_missing'],
      [{ required: ['contact_name', 'address'] }, ROW, null],
      [{ formats: ['inn_valid'] }, ['Ромашка', '310-21-81', '', '7707083894'], 'format_wrong'],
      [{ formats: ['inn_valid'] }, ['Ромашка', '310-21-81'], null],
      [{ formats: ['phone_mobile'] }, ROW, 'format_wrong'],
      [{ formats: ['phone_mobile'] }, ['Ромашка', '8 921 000-00-01'], null],
      [{ formats: ['zone_known'] }, ['Ромашка', '8-800-555-01-01'], 'format_wrong'],
      [{ requiredCustom: ['Мест'] }, ROW, 'field_missing'],
      [{ requiredCustom: ['мест'] }, [...ROW, '10'], null],
    ] as [Partial<ListStandard>, string[], string | null][])('%j finds %j %s', (standard, cells, problem) => {
      expect(check(standard, cells).problem).toBe(problem);
    });

    it('refuses a row whose required field is not of its type', () => {
      const customFields = [{ name: 'Мест', type: 'number' as const, choices: [] }];
      const standard = { ...NO_RULES.standard, requiredCustom: ['Мест'] };
      const row = (rules: typeof NO_RULES) => normaliseRow([...ROW, 'много'], { ...COMPANY, customFields, rules });
      expect(row({ ...NO_RULES, standard })).toMatchObject({
        problem: 'field_missing',
        problemParams: { gaps: [{ kind: 'custom', what: 'Мест' }] },
      });
      expect(row(NO_RULES)).toMatchObject({
        problem: null,
        problemParams: { warnings: ['Мест'] },
        custom: { Мест: 'много' },
      });
    });

    it('counts who meets it', () => {
      const standard: ListStandard = { required: ['inn'], requiredCustom: [], formats: ['phone_mobile'] };
      const rows = [ROW, ['Ромашка', '8 921 000-00-01'], ['Ромашка', '']].map((cells) => check(standard, cells));
      expect(standardFill(rows, standard)).toEqual([
        { kind: 'field', what: 'inn', met: 1 },
        { kind: 'format', what: 'phone_mobile', met: 1 },
      ]);
    });
  });

  it('names a number once although two columns hold it', () => {
    const row = normaliseRow(['Ромашка', '310-21-81', '+7 812 310 21 81'], {
      ...COMPANY,
      mapping: ['name', 'phone', 'phone'],
    });
    expect(row.phones).toHaveLength(1);
    expect(row.phoneCells).toBe(2);
  });
});
