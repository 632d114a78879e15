import { type Purpose, purposeSchema } from '@warmline/contracts';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useDispositionName } from '../../hooks/useDispositionName.js';
import { formatNumber } from '../../lib/format.js';
import { type Language, languageOf } from '../../lib/language.js';
import type { PreflightCheck } from './queue-view.rules.js';

const bilingualSchema = z.object({ ru: z.string(), en: z.string() });

/** The second line of a check: what was found, by the check's code. A code newer than this page says nothing rather than something wrong. */
export function useCheckWords(): (check: PreflightCheck) => string {
  const { t, i18n } = useTranslation('campaigns');
  const nameOf = useDispositionName();
  // Codes come from the server: the key is looked up by hand, outside the typed words.
  const say = i18n.getFixedT(null, 'campaigns') as unknown as (key: string, params: Record<string, unknown>) => string;
  return ({ code, params }) => {
    if (!i18n.exists(`found.${code}`, { ns: 'campaigns', count: 1 })) return '';
    const { purpose, results } = params;
    const known = purposeSchema.options.find((option: Purpose) => option === purpose);
    return say(`found.${code}`, {
      ...params,
      ...(known === undefined ? {} : { purpose: t(`purpose.${known}`).toLocaleLowerCase() }),
      ...joined(params),
      ...translated(params, languageOf(i18n.language)),
      ...grouped(params, languageOf(i18n.language)),
      ...(Array.isArray(results) ? { results: results.map((result) => nameOf(String(result))).join(', ') } : {}),
    });
  };
}

/** Counts are grouped for the eye; `count` itself chooses the plural and stays a number. */
const grouped = (params: Record<string, unknown>, language: Language): Record<string, string> =>
  Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) =>
      typeof value === 'number' && name !== 'count' ? [[name, formatNumber(value, language)]] : [],
    ),
  );

/** A name that has both languages is said in the reader's. */
const translated = (params: Record<string, unknown>, language: Language): Record<string, string> =>
  Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) => {
      const text = bilingualSchema.safeParse(value);
      return text.success ? [[name, text.data[language]]] : [];
    }),
  );

/** Lists of names are said one after the other. */
const joined = (params: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) => (Array.isArray(value) ? [[name, value.join(', ')]] : [])),
  );
