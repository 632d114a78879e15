import { duplicateScopeSchema } from '@warmline/contracts';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { CheckInput, NumberInput, SelectInput } from '../../../components/Field.js';
import type { Wizard } from '../useWizard.js';

/** What most marketers mean by "not older": a year. */
const USUAL_DAYS = 365;
const MOST_DAYS = 3650;

/** Where the new leads are looked for again once they are loaded. Folded away: everything is right for nearly every list. */
export function DuplicateScope({ wizard }: { readonly wizard: Wizard }): JSX.Element {
  const { t } = useTranslation('import');
  const { scope, youngerThanDays } = wizard.state.duplicates;
  const set = (change: Partial<Wizard['state']['duplicates']>): void =>
    wizard.set({ duplicates: { ...wizard.state.duplicates, ...change } });
  return (
    <details className="section legal__more">
      <summary>
        {t('duplicates.title')}: {t(`duplicates.scope.${scope}`).toLocaleLowerCase()}
        {youngerThanDays !== null && `, ${t('duplicates.daysOld', { count: youngerThanDays })}`}
      </summary>
      <div className="form wizard__form">
        <SelectInput
          label={t('duplicates.where')}
          hint={t(`duplicates.hint.${scope}`)}
          value={scope}
          choices={duplicateScopeSchema.options.map((value) => ({ value, label: t(`duplicates.scope.${value}`) }))}
          onChange={(value) => set({ scope: value })}
        />
        <CheckInput
          checked={youngerThanDays !== null}
          onChange={(event) => set({ youngerThanDays: event.currentTarget.checked ? USUAL_DAYS : null })}
        >
          {t('duplicates.younger')}
        </CheckInput>
        {youngerThanDays !== null && (
          <NumberInput
            label={t('duplicates.days')}
            hint={t('duplicates.daysHint')}
            min={1}
            max={MOST_DAYS}
            value={youngerThanDays}
            onChange={(days) => set({ youngerThanDays: days })}
          />
        )}
      </div>
    </details>
  );
}
