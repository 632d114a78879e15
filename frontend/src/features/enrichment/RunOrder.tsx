import type { Enrichment } from '@warmline/contracts';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Section } from '../../components/Panel.js';
import { useFactName } from '../../hooks/useFactName.js';
import { formatDate } from '../../lib/format.js';

type Line = readonly [what: string, how: string];

/** By what the leads were looked for and which rule each field follows: what another try would do again. */
export function RunOrder({ run: { key, rules, factDay, listName } }: { readonly run: Enrichment }): JSX.Element {
  const { t } = useTranslation('enrichment');
  const factName = useFactName();
  const lines: Line[] = [[t('key.label'), key.kind === 'own_id' ? key.field : t(`key.${key.kind}`)]];
  if (listName !== null) lines.push([t('order.list'), listName]);
  for (const [field, rule] of Object.entries(rules.fields)) {
    if (field !== key.kind) lines.push([factName(field), t(`rule.${rule}`)]);
  }
  for (const [name, rule] of Object.entries(rules.custom)) lines.push([name, t(`rule.${rule}`)]);
  if (rules.phones === 'add') lines.push([t('field.phone'), t('addPhones')]);
  if (factDay !== null) {
    lines.push([t('day.label'), factDay.kind === 'day' ? formatDate(factDay.day, { year: true }) : factDay.name]);
  }
  return (
    <Section title={t('order.title')}>
      <dl className="kv">
        {lines.map(([what, how], at) => [<dt key={at}>{what}</dt>, <dd key={`${at}-how`}>{how}</dd>])}
      </dl>
    </Section>
  );
}
