import { TextDecoder } from 'node:util';
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { innOf } from './made-inn.mjs';
import { seededRandom } from '../../backend/dist/telephony/simulator/seeded-random.rules.js';

/** Columns of the made list: what a purchased list of companies usually has. */
export const columns = [
  ['Название', 'name'],
  ['ИНН', 'inn'],
  ['Телефон', 'phone'],
  ['E-mail', 'email'],
  ['Сайт', 'site'],
  ['Регион', 'region'],
  ['Город', 'city'],
  ['Адрес', 'address'],
  ['Контактное лицо', 'contact_name'],
  ['Должность', 'position'],
  ['Отрасль', 'industry'],
  ['Комментарий', 'note'],
];
const duplicateShare = 0.08;
const badPhoneShare = 0.02;

const forms = ['ООО', 'ООО', 'ООО', 'АО', 'ЗАО', 'ИП'];
const roots =
  'Вектор Север Прогресс Альфа Мега Строй Тех Пром Дельта Орион Сигма Рубин Кварц Лотос Ветер Причал Маяк Гранит Ольха Сокол'.split(
    ' ',
  );
const tails = 'сервис строй торг групп монтаж мебель пласт транс снаб дизайн проект маркет'.split(' ');
const places = [
  ['Свердловская область', 'Екатеринбург', '343'],
  ['Новосибирская область', 'Новосибирск', '383'],
  ['Республика Татарстан', 'Казань', '843'],
  ['Санкт-Петербург', 'Санкт-Петербург', '812'],
  ['Москва', 'Москва', '495'],
  ['Самарская область', 'Самара', '846'],
  ['Приморский край', 'Владивосток', '423'],
];
const mobileCodes = ['903', '905', '909', '912', '916', '921', '925', '950', '961', '982'];
const streets = 'Ленина Мира Садовая Заводская Лесная Победы Полевая Южная'.split(' ');
const surnames = 'Иванов Петров Сидоров Кузнецов Смирнов Попов Соколов Лебедев Козлов Новиков'.split(' ');
const names = 'Иван Пётр Сергей Алексей Дмитрий Андрей Михаил Олег Павел Юрий'.split(' ');
const positions = ['директор', 'главный инженер', 'начальник отдела закупок', 'менеджер', ''];
const trades = ['Строительство', 'Торговля', 'Транспорт', 'Пищевая промышленность', 'Мебель', 'Услуги'];
const notes = ['', '', 'с выставки', 'просили перезвонить; "после обеда"', 'звонить с 10 до 17'];

/**
 * A windows-1251 list of `rows` companies, 12 columns, semicolons: about 8 % repeat an earlier row (written otherwise), 2 % have no number one
 * could dial. The same seed gives the same bytes. Nobody in it exists: no region has the code 00 their INNs begin with.
 */
export async function writeListFile(path, { rows, seed }) {
  const chance = seededRandom(`list|${seed}`);
  const encoder = windows1251();
  const file = createWriteStream(path, { highWaterMark: 1 << 20 });
  let text = `${columns.map(([header]) => header).join(';')}\r\n`;
  let bytes = 0;
  const flush = async () => {
    const chunk = encoder(text);
    bytes += chunk.length;
    text = '';
    if (!file.write(chunk)) await once(file, 'drain');
  };
  const kept = [];
  for (let row = 0; row < rows; row += 1) {
    const repeats = kept.length > 0 && chance() < duplicateShare;
    const company = repeats ? kept[Math.floor(chance() * kept.length)] : newCompany(chance, row);
    if (!repeats && (kept.length < 50_000 || row % 20 === 0)) {
      kept[kept.length < 50_000 ? kept.length : row % 50_000] = company;
    }
    text += `${rowOf(company, chance, repeats)}\r\n`;
    if (text.length > 1 << 20) await flush();
  }
  await flush();
  file.end();
  await once(file, 'finish');
  return { bytes };
}

function newCompany(chance, row) {
  const of = (list) => list[Math.floor(chance() * list.length)];
  const [region, city, code] = of(places);
  const hasBadPhone = chance() < badPhoneShare;
  return {
    form: of(forms),
    name: `${of(roots)}${of(tails)}-${row}`,
    inn: chance() < 0.7 ? innOf(`00${String(row + 1).padStart(7, '0')}`) : '',
    phone: hasBadPhone
      ? null
      : chance() < 0.6
        ? `${of(mobileCodes)}${digits(chance, 7)}`
        : `${code}${2 + Math.floor(chance() * 8)}${digits(chance, 9 - code.length)}`,
    email: chance() < 0.6 ? `info@firm${row}.example` : '',
    site: chance() < 0.4 ? `https://firm${row}.example` : '',
    region,
    city,
    address: `ул. ${of(streets)}, д. ${1 + Math.floor(chance() * 200)}`,
    contact: chance() < 0.5 ? `${of(surnames)} ${of(names)}` : '',
    position: of(positions),
    trade: of(trades),
    note: of(notes),
  };
}

function rowOf(company, chance, again) {
  const name = again && chance() < 0.5 ? `${company.name} ${company.form}` : `${company.form} "${company.name}"`;
  const cells = [
    name,
    company.inn,
    company.phone === null ? 'нет телефона 123' : written(company.phone, chance),
    company.email,
    company.site,
    company.region,
    company.city,
    company.address,
    company.contact,
    company.contact === '' ? '' : company.position,
    company.trade,
    company.note,
  ];
  return cells.map((cell) => (/[";\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(';');
}

function written(national, chance) {
  const [a, b, c, d] = [national.slice(0, 3), national.slice(3, 6), national.slice(6, 8), national.slice(8)];
  const way = chance();
  if (way < 0.35) return `8 (${a}) ${b}-${c}-${d}`;
  if (way < 0.6) return `+7 ${a} ${b}-${c}-${d}`;
  if (way < 0.8) return `8${national}`;
  if (way < 0.9) return `+7${national}`;
  return `тел. 8-${a}-${b}-${c}-${d} доб. ${100 + Math.floor(chance() * 900)}`;
}

function digits(chance, count) {
  return String(Math.floor(chance() * 10 ** count)).padStart(count, '0');
}

function windows1251() {
  const decoder = new TextDecoder('windows-1251');
  const codes = new Uint8Array(65_536).fill(63);
  for (let code = 0; code < 256; code += 1) codes[decoder.decode(Uint8Array.of(code)).charCodeAt(0)] = code;
  return (text) => {
    const bytes = Buffer.allocUnsafe(text.length);
    for (let at = 0; at < text.length; at += 1) bytes[at] = codes[text.charCodeAt(at)];
    return bytes;
  };
}
