import { Menu } from '@mantine/core';
import { IconChevronDown, IconDownload } from '@tabler/icons-react';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './Button.js';
import { Icon } from './Icon.js';

export type ExportFormat = 'xlsx' | 'csv';

export interface ExportMenuProps {
  /** Where the file is; the browser asks for it like for any other. */
  readonly address: (format: ExportFormat) => string;
  readonly label?: string;
  /** Tells one of several such buttons from another to who hears them. */
  readonly about?: string;
}

/** Everything that the screen's filters find, as a file. */
export function ExportMenu({ address, label, about }: ExportMenuProps): JSX.Element {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <Button icon={IconDownload}>
          {label ?? t('export.button')}
          {about !== undefined && <span className="vh"> {about}</span>}
          <Icon of={IconChevronDown} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(['xlsx', 'csv'] as const).map((format) => (
          <Menu.Item key={format} component="a" href={address(format)} download td="none" c="inherit">
            {t(`export.as.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
