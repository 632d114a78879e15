/** Words from which the demo's companies and people are put together. Everything they name is invented. */

export interface DemoCity {
  readonly name: string;
  readonly region: string;
  readonly zone: string;
}

export const RUSSIAN_CITIES: readonly DemoCity[] = [
  { name: 'Москва', region: 'Москва', zone: 'Europe/Moscow' },
  { name: 'Тверь', region: 'Тверская область', zone: 'Europe/Moscow' },
  { name: 'Калуга', region: 'Калужская область', zone: 'Europe/Moscow' },
  { name: 'Казань', region: 'Республика Татарстан', zone: 'Europe/Moscow' },
  { name: 'Самара', region: 'Самарская область', zone: 'Europe/Samara' },
  { name: 'Пермь', region: 'Пермский край', zone: 'Asia/Yekaterinburg' },
  { name: 'Екатеринбург', region: 'Свердловская область', zone: 'Asia/Yekaterinburg' },
  { name: 'Челябинск', region: 'Челябинская область', zone: 'Asia/Yekaterinburg' },
  { name: 'Омск', region: 'Омская область', zone: 'Asia/Omsk' },
  { name: 'Новосибирск', region: 'Новосибирская область', zone: 'Asia/Novosibirsk' },
  { name: 'Красноярск', region: 'Красноярский край', zone: 'Asia/Krasnoyarsk' },
  { name: 'Калининград', region: 'Калининградская область', zone: 'Europe/Kaliningrad' },
];

export const ENGLISH_CITIES: readonly DemoCity[] = [
  { name: 'Leeds', region: 'West Yorkshire', zone: 'Europe/London' },
  { name: 'Norwich', region: 'Norfolk', zone: 'Europe/London' },
  { name: 'Exeter', region: 'Devon', zone: 'Europe/London' },
  { name: 'Derby', region: 'Derbyshire', zone: 'Europe/London' },
  { name: 'Carlisle', region: 'Cumbria', zone: 'Europe/London' },
];

export const COMPANY_FIRST = [
  'Белореч',
  'Верхнелуж',
  'Звонкобор',
  'Краснопол',
  'Ладогор',
  'Мелкостан',
  'Новозар',
  'Озёрнобор',
  'Пестрогор',
  'Светлоярск',
  'Тихоречен',
  'Ясногор',
] as const;
export const COMPANY_LAST = [
  'пласт',
  'продукт',
  'мебель',
  'крахмал',
  'посуда',
  'текстиль',
  'сервис',
  'стекло',
  'пром',
  'краска',
] as const;
/** By the last part of the name. */
export const INDUSTRIES: Readonly<Record<(typeof COMPANY_LAST)[number], string>> = {
  пласт: 'Изделия из пластика',
  продукт: 'Пищевое производство',
  мебель: 'Мебельное производство',
  крахмал: 'Пищевое сырьё',
  посуда: 'Посуда и керамика',
  текстиль: 'Текстильное производство',
  сервис: 'Складские услуги',
  стекло: 'Стекольное производство',
  пром: 'Промышленное оборудование',
  краска: 'Лаки и краски',
};
export const STREETS = ['Заводская', 'Складская', 'Луговая', 'Мельничная', 'Кирпичная', 'Речная', 'Полевая'] as const;

export const MEN = ['Антон', 'Борис', 'Глеб', 'Денис', 'Егор', 'Лев', 'Роман', 'Тимур'] as const;
export const MEN_FATHERS = ['Андреевич', 'Викторович', 'Ильич', 'Олегович', 'Петрович'] as const;
export const WOMEN = ['Алла', 'Вера', 'Галина', 'Елена', 'Жанна', 'Нина', 'Раиса', 'Юлия'] as const;
export const WOMEN_FATHERS = ['Андреевна', 'Викторовна', 'Ильинична', 'Олеговна', 'Петровна'] as const;
/** Without the ending; a woman's gets an `а`. */
export const RUSSIAN_FAMILIES = [
  'Берестов',
  'Вьюгин',
  'Голубин',
  'Дубравин',
  'Зимородков',
  'Калинкин',
  'Лозин',
  'Перепёлкин',
  'Снегирёв',
  'Ясенев',
] as const;

export const DECIDERS = ['директор', 'начальник снабжения', 'коммерческий директор', 'заместитель директора'] as const;
export const HELPERS = ['секретарь', 'офис-менеджер', 'менеджер по закупкам'] as const;

export const ENGLISH_FIRST = [
  'Alice',
  'Brian',
  'Clara',
  'Derek',
  'Edith',
  'Frank',
  'Greta',
  'Henry',
  'Irene',
  'Julian',
] as const;
export const ENGLISH_FAMILIES = [
  'Applewick',
  'Brackenby',
  'Cotterford',
  'Dunmarsh',
  'Elmsworthy',
  'Fernhollow',
  'Greystoke-Lane',
  'Hawthornby',
] as const;
export const ENGLISH_STREETS = ['Mill Lane', 'Orchard Road', 'Station Street', 'Church Walk', 'Priory Close'] as const;
