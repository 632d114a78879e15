import type { Preview } from '@warmline/contracts';
import { type JSX, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Tabs } from '../../../components/Tabs.js';
import type { Wizard } from '../useWizard.js';
import { ConstantsTab } from './ConstantsTab.js';
import { PhonesTab } from './PhonesTab.js';
import { StandardTab } from './StandardTab.js';

export interface FieldsAsideProps {
  readonly wizard: Wizard;
  readonly preview: Preview;
  /** Of the phone column; -1 when no column is one. */
  readonly position: number;
}

const TABS = ['phones', 'constants', 'standard'] as const;

/** Beside the columns: how numbers are read, what is the same for every row, what every row must bring. */
export function FieldsAside({ wizard, preview, position }: FieldsAsideProps): JSX.Element {
  const { t } = useTranslation('import');
  const [tab, setTab] = useState<(typeof TABS)[number]>('phones');
  const panel = useId();
  const body = {
    phones: <PhonesTab wizard={wizard} preview={preview} position={position} />,
    constants: <ConstantsTab wizard={wizard} preview={preview} />,
    standard: <StandardTab wizard={wizard} preview={preview} />,
  }[tab];
  return (
    <aside className="panel" aria-label={t('aside.label')}>
      <Tabs
        label={t('aside.label')}
        tabs={TABS.map((id) => ({ id, label: t(`aside.${id}`) }))}
        value={tab}
        onChange={setTab}
        controls={panel}
      />
      <div id={panel} role="tabpanel" aria-label={t(`aside.${tab}`)} className="wizard__tab">
        {body}
      </div>
    </aside>
  );
}
