import type { AuthoredScript } from '@warmline/contracts/call-script';
import { PACKAGING_ENDS } from './packaging.ends.js';
import { PACKAGING_FIELDS } from './packaging.fields.js';
import { PACKAGING_OPENING } from './packaging.opening.js';
import { PACKAGING_TALK } from './packaging.talk.js';
import { t } from './text.js';

/** The demo's call script for companies: a first call that offers packaging. */
export const PACKAGING_SCRIPT: AuthoredScript = {
  format: 1,
  id: 'packaging_first_contact',
  name: t('Упаковка, первый звонок', 'Packaging, first call'),
  purpose: 'advertising',
  start: 'greet',
  fields: PACKAGING_FIELDS,
  steps: [...PACKAGING_OPENING, ...PACKAGING_TALK, ...PACKAGING_ENDS],
};
