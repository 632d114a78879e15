const { normaliseRow } = await import(new URL('../../backend/dist/lists/row-normalise.rules.js', import.meta.url).href);

/**
 * A row as the import makes a lead of it, plus the further cells of an address written in several columns. A file of people has no column
 * for a company's name.
 */
export function sourceOf(cells, { mapping, headers }) {
  const audience = mapping.includes('name') || mapping.includes('legal_name') ? 'b2b' : 'b2c';
  const row = normaliseRow(cells, { audience, mapping, headers, country: 'RU' });
  const address = mapping.flatMap((field, column) => (field === 'address' ? [cells[column] ?? ''] : [])).join(' ');
  const { kind, name, legalName, inn, email, site, region, city, phones, custom } = row;
  return {
    kind,
    name,
    legalName,
    inn,
    email,
    site,
    region,
    city,
    address: address.trim() || row.address,
    phones,
    facts: custom,
  };
}
