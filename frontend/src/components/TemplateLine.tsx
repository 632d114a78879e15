import type { Preview } from '@warmline/contracts';
import { IconBookmark } from '@tabler/icons-react';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../components/Button.js';
import { Icon } from '../../../components/Icon.js';
import type { Wizard } from '../useWizard.js';

export interface TemplateLineProps {
  readonly wizard: Wizard;
  readonly preview: Preview;
}

/** A layout seen before: whose mapping is used, and the way out of it. Nothing when there is none. */
export function TemplateLine({ wizard, preview }: TemplateLineProps): JSX.Element | null {
  const { t } = useTranslation('import');
  if (preview.template === null) {
    return wizard.state.useTemplate ? null : (
      <div className="wizard__template t2">
        <Icon of={IconBookmark} tone="t3" />
        <span className="grow">{t('template.setAside')}</span>
        <Button scale="sm" onClick={() => wizard.set({ useTemplate: true, mapping: null, rules: null })}>
          {t('template.useAgain')}
        </Button>
      </div>
    );
  }
  return (
    <div className="wizard__template" role="status">
      <Icon of={IconBookmark} tone="t3" />
      <span className="grow">{t('template.recognised', { name: preview.template.name })}</span>
      <Button scale="sm" onClick={() => wizard.set({ useTemplate: false, mapping: null, rules: null })}>
        {t('template.detach')}
      </Button>
    </div>
  );
}
