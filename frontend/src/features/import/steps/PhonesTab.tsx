import type { Preview } from '@warmline/contracts';
import { IconArrowRight } from '@tabler/icons-react';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { SelectInput, TextInput } from '../../../components/Field.js';
import { Icon } from '../../../components/Icon.js';
import { formatPhone } from '../../../lib/phone.js';
import type { Wizard } from '../useWizard.js';
import { goodRows, readPhones, type ReadPhones } from '../wizard.rules.js';

const COUNTRIES = ['RU', 'KZ', 'BY', 'GB', 'DE', 'US'] as const;

export interface PhonesTabProps {
  readonly wizard: Wizard;
  readonly preview: Preview;
  /** Of the phone column; -1 when no column is one. */
  readonly position: number;
}

/** How the numbers are read, with what the marketer knows about short ones. */
export function PhonesTab({ wizard, preview, position }: PhonesTabProps): JSX.Element {
  const { t } = useTranslation('import');
  const column = preview.columns[position];
  return (
    <>
      <div className="panel__body form">
        <div className="form__pair">
          <SelectInput
            label={t('phones.country')}
            value={wizard.state.country}
            onChange={(country) => wizard.set({ country })}
            choices={COUNTRIES.map((value) => ({ value: value, label: t(`country.${value}`) }))}
          />
          <TextInput
            label={t('phones.areaCode')}
            value={wizard.state.areaCode || (preview.areaCode ?? '')}
            inputMode="numeric"
            maxLength={6}
            placeholder="812"
            onChange={(event) => wizard.set({ areaCode: event.currentTarget.value.replace(/\D/g, '') })}
          />
        </div>
        <p className="sm t2">{t('phones.areaCodeHint')}</p>
        {!column && <p className="warn">{t('phones.none')}</p>}
      </div>
      {column && (
        <div className="section grow wizard__scroll">
          <div className="rowx">
            <h3 className="ell">{t('phones.title', { number: position + 1, name: column.header })}</h3>
            <span className="grow" />
            <span className="sm t3">{t('phones.sample')}</span>
          </div>
          <ul className="split">
            {readPhones(preview, position).map((read) => (
              <Read key={read.rowNumber} read={read} />
            ))}
          </ul>
        </div>
      )}
      <div className="section t2 sm">{t('phones.good', { good: goodRows(preview), whole: preview.rows.length })}</div>
    </>
  );
}

function Read({ read }: { readonly read: ReadPhones }): JSX.Element {
  const { t } = useTranslation('import');
  return (
    <li>
      <span className="num wizard__raw">{read.raw || '—'}</span>
      <Icon of={IconArrowRight} tone="t3" />
      {read.problem === null ? (
        <span className="num">
          {read.numbers.map((number, index) => (
            <span key={index} className="wizard__number">
              {formatPhone(number.e164)}
              {number.extension !== '' && (
                <span className="t2"> {t('phones.extension', { extension: number.extension })}</span>
              )}
            </span>
          ))}
        </span>
      ) : (
        <span className="bad">
          {t(read.problem === 'phone_missing' ? 'reason.phone_missing' : 'reason.phone_invalid')}
        </span>
      )}
    </li>
  );
}
