/** SPDX terms under which a package may be part of the product: permissive ones, which ask for no more than a notice. */
const allowed = new Set([
  ...['MIT', 'MIT/X11', 'MIT-0', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'Zlib'],
  ...['Unlicense', 'CC0-1.0', 'CC-BY-3.0', 'CC-BY-4.0', 'PSF-2.0', 'Python-2.0', 'OFL-1.1'],
]);

/** Packages whose manifest names no licence or another one, each looked at by hand: version and why it may stay. */
const lookedAt = {
  'axe-core@4.14.1': 'MPL-2.0, unchanged; part of the tests alone, never shipped',
  'buffers@0.1.1':
    'names none; its author releases its only user, binary@0.3.0, under MIT; reached through the writer of workbooks',
  'busboy@1.6.0': 'MIT by its LICENSE file',
  'streamsearch@1.1.0': 'MIT by its LICENSE file',
  'xmlhttprequest-ssl@2.1.2': 'MIT by its LICENSE file',
};

/**
 * Packages of a production installation whose licence is not allowed.
 *
 * @param {{ packages: Record<string, { version?: string, license?: string, dev?: boolean, link?: boolean }> }} lock package-lock.json
 * @returns {string[]} as `name@version: licence`
 */
export function refusedLicences({ packages }) {
  return Object.entries(packages).flatMap(([path, { version, license, dev, link }]) => {
    if (dev || link || !path.includes('node_modules/')) return [];
    const name = `${path.split('node_modules/').at(-1)}@${version}`;
    return name in lookedAt || isAllowed(license) ? [] : [`${name}: ${license ?? 'none named'}`];
  });
}

/** Of `(A OR B)` one must be allowed, of `(A AND B)` both. */
function isAllowed(expression = '') {
  const terms = expression.replace(/^\(|\)$/g, '');
  if (terms.includes(' OR ')) return terms.split(' OR ').some((term) => isAllowed(term));
  return terms.split(' AND ').every((term) => allowed.has(term));
}
