import type { Preview } from '@warmline/contracts';
import { IconBookmark } from '@tabler/icons-react';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './Button.js';
import { Icon } from './Icon.js';
import './list-file.css';

export interface TemplateLineProps {
  readonly preview: Preview;
  /** False: set aside by the person. */
  readonly used: boolean;
  readonly onUse: (used: boolean) => void;
}

/** A layout seen before: whose mapping is used, and the way out of it. Nothing when there is none. */
export function TemplateLine({ preview, used, onUse }: TemplateLineProps): JSX.Element | null {
  const { t } = useTranslation();
  if (preview.template === null) {
    return used ? null : (
      <div className="template-line t2">
        <Icon of={IconBookmark} tone="t3" />
        <span className="grow">{t('mappingTemplate.setAside')}</span>
        <Button scale="sm" onClick={() => onUse(true)}>
          {t('mappingTemplate.useAgain')}
        </Button>
      </div>
    );
  }
  return (
    <div className="template-line" role="status">
      <Icon of={IconBookmark} tone="t3" />
      <span className="grow">{t('mappingTemplate.recognised', { name: preview.template.name })}</span>
      <Button scale="sm" onClick={() => onUse(false)}>
        {t('mappingTemplate.detach')}
      </Button>
    </div>
  );
}
