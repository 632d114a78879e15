/**
 * Statements that put `rows` made leads into the database as an import would leave them: one number each, every second with a contact, most in
 * one large list, some warm, refused and touched. `$1` is the client, `$2` the first list, `$3` how many. Nobody in it exists.
 */
export const fillStatements = [
  `INSERT INTO leads (client_id, kind, name, inn, email, industry, region, city, temperature, stage, touched_at, custom, created_at)
   SELECT $1::bigint, 'company',
     ${pick('ООО,ООО,ООО,АО,ЗАО,ИП', 'n', 1)} || ' "' || ${pick(
       'Вектор,Север,Прогресс,Альфа,Мега,Строй,Тех,Пром,Дельта,Орион,Сигма,Рубин,Кварц,Лотос,Ветер,Причал,Маяк,Гранит,Ольха,Сокол',
       'n',
       2,
     )} || ${pick('сервис,строй,торг,групп,монтаж,мебель,пласт,транс,снаб,дизайн,проект,маркет', 'n', 3)} || '-' || n || '"',
     CASE WHEN n % 10 < 7 THEN '00' || lpad(n::text, 7, '0') || n % 10 END,
     CASE WHEN n % 5 < 3 THEN 'info@firm' || n || '.example' END,
     ${pick('Строительство,Торговля,Транспорт,Мебель,Услуги', 'n', 4)},
     ${pick('Свердловская область,Новосибирская область,Республика Татарстан,Москва,Самарская область', 'n', 5)},
     CASE WHEN n % 2000 = 7 THEN 'Тотьма' ELSE ${pick('Екатеринбург,Новосибирск,Казань,Москва,Самара', 'n', 5)} END,
     CASE WHEN n % 100 = 1 THEN 'hot' WHEN n % 25 = 2 THEN 'warm' ELSE 'cold' END,
     CASE WHEN n % 33 = 3 THEN 'refused' WHEN n % 501 = 4 THEN 'customer' ELSE 'open' END,
     CASE WHEN n % 4 = 0 THEN now() - (n % 400) * interval '1 day' END,
     CASE WHEN n % 3 = 0
       THEN jsonb_build_object('Комментарий', ${pick('с выставки,просили перезвонить,звонить с 10 до 17', 'n / 3', 6)})
       ELSE '{}' END,
     now() - ($3::bigint - n) * interval '30 seconds'
   FROM generate_series(1, $3::bigint) n WHERE $2::bigint > 0`,
  `INSERT INTO phones (lead_id, e164, number_key, kind, country, zones, zone_source, created_at)
   SELECT id, '+7' || ${pick('903,905,909,912,916,921,925,950,961,982', 'id', 7)} || lpad((id * 7368787 % 10000000)::text, 7, '0'),
     decode(md5(id::text), 'hex'), 'mobile', 'RU', '{Europe/Moscow}', 'numbering_plan', now()
   FROM leads WHERE client_id = $1::bigint AND $2::bigint > 0 AND $3::bigint > 0`,
  `INSERT INTO contacts (lead_id, full_name, created_at)
   SELECT id, ${pick('Иванов,Петров,Сидоров,Кузнецов,Смирнов,Попов,Соколов,Лебедев,Козлов,Новиков', 'id', 8)} || ' ' ||
     ${pick('Иван,Пётр,Сергей,Алексей,Дмитрий', 'id', 9)}, now()
   FROM leads WHERE client_id = $1::bigint AND id % 2 = 0 AND $2::bigint > 0 AND $3::bigint > 0`,
  `INSERT INTO list_members (list_id, lead_id, added_at)
   SELECT $2::bigint + CASE WHEN id % 10 < 6 THEN 0 WHEN id % 1000 = 7 THEN 2 ELSE 1 END, id, now()
   FROM leads WHERE client_id = $1::bigint AND $3::bigint > 0`,
  'ANALYZE leads, phones, contacts, list_members',
];

/** One of the words by chance, the same at each run; another salt is another throw, so that every word meets every other. */
function pick(words, number, salt) {
  const list = words.split(',');
  return `('{${list.join(',')}}'::text[])[1 + (hashint8extended(${number}, ${salt}) & 1048575)::int % ${list.length}]`;
}
