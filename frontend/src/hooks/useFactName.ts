import { enrichedFieldSchema } from '@warmline/contracts';
import { useTranslation } from 'react-i18next';

/** A fact of a lead in words: a fixed field, `phone`, or `custom:` and the name of an own field. */
export function useFactName(): (field: string) => string {
  const { t } = useTranslation('enrichment');
  return (field) => {
    if (field.startsWith('custom:')) return field.slice('custom:'.length);
    if (field === 'phone') return t('field.phone');
    const fixed = enrichedFieldSchema.safeParse(field);
    return fixed.success ? t(`field.${fixed.data}`) : field;
  };
}
