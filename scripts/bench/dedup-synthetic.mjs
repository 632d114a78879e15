import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '../../backend/dist/telephony/simulator/seeded-random.rules.js';
import { innOf } from './made-inn.mjs';

/**
 * Made-up companies and people, some of them several times with damage: another mix than any file the thresholds were looked at with.
 * Seeded: the same seed gives the same file. Traps: business centres with one switchboard, branches, namesakes, sequential numbers.
 */
export async function withSyntheticFile({ rows, seed }, use) {
  const directory = await mkdtemp(join(tmpdir(), 'warmline-dedup-'));
  try {
    const path = join(directory, 'synthetic.csv');
    await writeFile(path, syntheticCsv({ rows, seed }));
    return await use(path);
  } finally {
    await rm(directory, { recursive: true });
  }
}

const FIRST =
  'Северный Новый Первый Золотой Русский Альянс Гермес Технополис Атриум Фаворит Премьер Стандарт Эверест Кристалл Паритет Лазурит Дельта Магнат Регион Заря Импульс Океан Легион Сапфир Родник Янтарь Маэстро Юпитер Византия Константа'.split(
    ' ',
  );
const SECOND =
  'Инжиниринг Металл Мебель Текстиль Продукт Электро Дизайн Ойл Фарма Климат Вода Бетон Окна Печать Авто Косметик Дерево Кабель Химия Софт Персонал Туризм Логист Право Аудит'.split(
    ' ',
  );
const MIDDLE = ['', '', '', '', 'Урал', 'Юг', 'Сибирь', 'Центр', 'Волга', 'Нева', 'Интер', 'Евро'];
const FORMS = ['ООО', 'АО', 'ИП', 'ПАО', 'ТОО', 'ЧУП', 'НКО'];
const LONG = {
  ООО: 'Общество с ограниченной ответственностью',
  АО: 'Акционерное общество',
  ИП: 'Индивидуальный предприниматель',
  ПАО: 'Публичное акционерное общество',
  ТОО: 'Товарищество с ограниченной ответственностью',
  ЧУП: 'Частное унитарное предприятие',
  НКО: 'Некоммерческая организация',
};
const SURNAMES =
  'Абрамов Белов Виноградов Громов Дорофеев Ершов Журавлёв Зайцев Игнатьев Калинин Лапин Макаров Назаров Осипов Поляков Рябов Савельев Титов Ушаков Филиппов Харитонов Цветков Чернов Шубин Щукин Юдин Яковлев Кузьмин Орлов Фёдоров'.split(
    ' ',
  );
const NAMES = 'Александр Алексей Дмитрий Сергей Михаил Николай Павел Юрий Владимир Евгений'.split(' ');
const FATHERS = 'Иванович Петрович Сергеевич Андреевич Юрьевич Николаевич Михайлович'.split(' ');
const SHORT = {
  Александр: 'Саша',
  Алексей: 'Лёша',
  Дмитрий: 'Дима',
  Сергей: 'Серёжа',
  Михаил: 'Миша',
  Николай: 'Коля',
  Павел: 'Паша',
  Юрий: 'Юра',
  Владимир: 'Вова',
  Евгений: 'Женя',
};
const CITIES = [
  'Москва',
  'Москва',
  'Санкт-Петербург',
  'Новосибирск',
  'Екатеринбург',
  'Казань',
  'Воронеж',
  'Краснодар',
  'Тула',
  'Ярославль',
  'Иркутск',
];
const STREETS = 'Ленина Мира Гагарина Советская Садовая Победы Лесная Заводская Пушкина Кирова Новая Школьная'.split(
  ' ',
);
const LOOK_ALIKES = {
  А: 'A',
  В: 'B',
  Е: 'E',
  К: 'K',
  М: 'M',
  Н: 'H',
  О: 'O',
  Р: 'P',
  С: 'C',
  Т: 'T',
  а: 'a',
  е: 'e',
  о: 'o',
  р: 'p',
  с: 'c',
};
const TRANSLIT = Object.fromEntries(
  'а:a б:b в:v г:g д:d е:e ё:e ж:zh з:z и:i й:j к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts ч:ch ш:sh щ:shch ъ: ы:y ь: э:e ю:ju я:ja'
    .split(' ')
    .map((pair) => pair.split(':')),
);

export function syntheticCsv({ rows, seed }) {
  const random = seededRandom(`duplicates|${seed}`);
  const pick = (values) => values[Math.floor(random() * values.length)];
  const chance = (share) => random() < share;
  const digits = (count) => Array.from({ length: count }, () => Math.floor(random() * 10)).join('');
  const make = { random, pick, chance, digits };
  const lines = [];
  let cluster = 0;
  let switchboard = null;
  while (lines.length < rows) {
    cluster += 1;
    if (chance(0.03)) switchboard = `+7812${digits(7)}`;
    const entity = chance(0.35) ? person(make) : company(make);
    if (switchboard && chance(0.04)) entity.phone = switchboard;
    const copies = chance(0.45) ? 1 + Math.floor(random() * 4) : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      lines.push([cluster, ...(copy === 0 ? values(entity) : values(damage(entity, make)))]);
    }
  }
  const shuffled = lines
    .slice(0, rows)
    .map((line) => ({ line, at: random() }))
    .sort((a, b) => a.at - b.at);
  const quoted = (cell) => (/[",\n]/.test(cell) ? `"${String(cell).replaceAll('"', '""')}"` : cell);
  const header = 'cluster,Наименование,ИНН,Телефон,E-mail,Город,Адрес,Дата рождения';
  return [header, ...shuffled.map(({ line }) => line.map(String).map(quoted).join(','))].join('\n');
}

function values({ name, inn, phone, email, city, address, born }) {
  return [name, inn, phone, email, city, address, born];
}

function company({ pick, chance, digits }) {
  const form = pick(FORMS);
  const words = [pick(FIRST), pick(MIDDLE), pick(SECOND)].filter(Boolean);
  const core = chance(0.3) ? words.join('') : words.join(chance(0.5) ? '-' : ' ');
  const box = `${pick(['info', 'zakaz', 'office', `d${digits(3)}`, `petrov.${digits(2)}`])}@${transliterate(words.join('').toLowerCase())}${digits(2)}.ru`;
  return {
    isCompany: true,
    form,
    core,
    name: `${form} «${core}»`,
    inn: chance(0.6) ? innOf(digits(9)) : '',
    phone: phoneOf(digits, chance),
    email: chance(0.5) ? box : '',
    city: chance(0.85) ? pick(CITIES) : '',
    address: chance(0.5) ? `ул. ${pick(STREETS)}, д. ${1 + Number(digits(2))}, оф. ${digits(2)}` : '',
    born: '',
  };
}

function person({ pick, chance, digits }) {
  const parts = [pick(SURNAMES), pick(NAMES), chance(0.7) ? pick(FATHERS) : ''];
  const born = `${(1950 + Number(digits(2)) * 0.5) | 0}-${String(1 + (Number(digits(2)) % 12)).padStart(2, '0')}-${String(1 + (Number(digits(2)) % 28)).padStart(2, '0')}`;
  return {
    isCompany: false,
    parts,
    name: parts.filter(Boolean).join(' '),
    inn: '',
    phone: phoneOf(digits, chance),
    email: chance(0.4) ? `${transliterate(parts[0].toLowerCase())}${digits(3)}@mail.ru` : '',
    city: chance(0.8) ? pick(CITIES) : '',
    address: chance(0.4) ? `${pick(STREETS)} ${1 + Number(digits(2))}-${digits(2)}` : '',
    born: chance(0.5) ? born : '',
  };
}

function damage(entity, make) {
  const { pick, chance, digits } = make;
  const copy = { ...entity };
  copy.name = entity.isCompany ? damagedCompany(entity, make) : damagedPerson(entity, make);
  if (chance(0.12)) copy.name = slip(copy.name, make);
  if (chance(0.06)) {
    copy.name = [...copy.name]
      .map((letter) => (LOOK_ALIKES[letter] && chance(0.4) ? LOOK_ALIKES[letter] : letter))
      .join('');
  }
  if (chance(0.5)) copy.inn = '';
  if (chance(0.35)) copy.phone = chance(0.3) ? '' : phoneOf(digits, chance);
  if (chance(0.4)) copy.email = '';
  if (chance(0.2)) copy.city = chance(0.8) ? '' : pick(CITIES);
  if (chance(0.4)) copy.address = '';
  if (chance(0.2)) copy.born = '';
  return copy;
}

function damagedCompany({ form, core }, { pick, chance }) {
  const written = chance(0.2) ? core.replace(/[- ]/g, pick(['', ' ', '-'])) : core;
  const styled = pick([
    written,
    written.toUpperCase(),
    written.toLowerCase(),
    chance(0.4) ? transliterate(written) : written,
  ]);
  return pick([
    `${form} "${styled}"`,
    `${styled}, ${form}`,
    `${LONG[form]} «${styled}»`,
    styled,
    `${form.toLowerCase()} ${styled}`,
  ]);
}

function damagedPerson({ parts: [surname, name, father] }, { pick, chance }) {
  const full = [`${surname} ${name}`, `${name} ${surname}`, `${surname} ${name} ${father}`.trim()];
  const initials = `${surname} ${name[0]}.${father ? ` ${father[0]}.` : ''}`;
  const written = pick([...full, ...full, initials, `${SHORT[name]} ${surname}`]);
  return chance(0.1) ? transliterate(written) : chance(0.2) ? written.toUpperCase() : written;
}

function slip(text, { random }) {
  const at = 1 + Math.floor(random() * (text.length - 2));
  const kind = Math.floor(random() * 3);
  const [head, letter, next, tail] = [text.slice(0, at), text[at], text[at + 1] ?? '', text.slice(at + 2)];
  return kind === 0
    ? head + next + tail
    : kind === 1
      ? head + next + letter + tail
      : head + letter + letter + next + tail;
}

function transliterate(text) {
  return [...text]
    .map((letter) => {
      const latin = TRANSLIT[letter.toLowerCase()];
      if (latin === undefined) return letter;
      return letter === letter.toLowerCase() ? latin : latin.slice(0, 1).toUpperCase() + latin.slice(1);
    })
    .join('');
}

function phoneOf(digits, chance) {
  return chance(0.5) ? `+79${digits(9)}` : `+7${chance(0.5) ? '812' : '495'}${digits(7)}`;
}
