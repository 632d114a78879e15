import type { Language } from './language.js';

/** `Asia/Yekaterinburg` in the reader's words; a zone without a name here shows its own city. */
export function zoneCity(zone: string, language: Language): string {
  return ZONE_CITIES[zone]?.[language] ?? zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone;
}

const ZONE_CITIES: Record<string, { ru: string; en: string }> = {
  'Europe/Kaliningrad': { ru: 'Калининград', en: 'Kaliningrad' },
  'Europe/Moscow': { ru: 'Москва', en: 'Moscow' },
  'Europe/Samara': { ru: 'Самара', en: 'Samara' },
  'Europe/Saratov': { ru: 'Саратов', en: 'Saratov' },
  'Europe/Volgograd': { ru: 'Волгоград', en: 'Volgograd' },
  'Europe/Ulyanovsk': { ru: 'Ульяновск', en: 'Ulyanovsk' },
  'Europe/Astrakhan': { ru: 'Астрахань', en: 'Astrakhan' },
  'Europe/Kirov': { ru: 'Киров', en: 'Kirov' },
  'Asia/Yekaterinburg': { ru: 'Екатеринбург', en: 'Yekaterinburg' },
  'Asia/Omsk': { ru: 'Омск', en: 'Omsk' },
  'Asia/Novosibirsk': { ru: 'Новосибирск', en: 'Novosibirsk' },
  'Asia/Tomsk': { ru: 'Томск', en: 'Tomsk' },
  'Asia/Barnaul': { ru: 'Барнаул', en: 'Barnaul' },
  'Asia/Novokuznetsk': { ru: 'Новокузнецк', en: 'Novokuznetsk' },
  'Asia/Krasnoyarsk': { ru: 'Красноярск', en: 'Krasnoyarsk' },
  'Asia/Irkutsk': { ru: 'Иркутск', en: 'Irkutsk' },
  'Asia/Yakutsk': { ru: 'Якутск', en: 'Yakutsk' },
  'Asia/Chita': { ru: 'Чита', en: 'Chita' },
  'Asia/Khandyga': { ru: 'Хандыга', en: 'Khandyga' },
  'Asia/Vladivostok': { ru: 'Владивосток', en: 'Vladivostok' },
  'Asia/Sakhalin': { ru: 'Южно-Сахалинск', en: 'Sakhalin' },
  'Asia/Magadan': { ru: 'Магадан', en: 'Magadan' },
  'Asia/Srednekolymsk': { ru: 'Среднеколымск', en: 'Srednekolymsk' },
  'Asia/Ust-Nera': { ru: 'Усть-Нера', en: 'Ust-Nera' },
  'Asia/Kamchatka': { ru: 'Петропавловск-Камчатский', en: 'Kamchatka' },
  'Asia/Anadyr': { ru: 'Анадырь', en: 'Anadyr' },
  'Europe/Simferopol': { ru: 'Симферополь', en: 'Simferopol' },
  'Europe/Minsk': { ru: 'Минск', en: 'Minsk' },
  'Asia/Almaty': { ru: 'Алматы', en: 'Almaty' },
  'Asia/Qyzylorda': { ru: 'Кызылорда', en: 'Kyzylorda' },
  'Europe/London': { ru: 'Лондон', en: 'London' },
};
