import type { JSX, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon, type IconProps } from './Icon.js';
import { IconLogo } from './own-icons.js';

export interface RailItem {
  readonly id: string;
  readonly label: string;
  readonly icon: IconProps['of'];
  /** Draws the anchor: the router's business, not the component's. */
  readonly link: (content: ReactNode, label: string) => ReactNode;
}

export interface AppShellProps {
  readonly items: readonly RailItem[];
  readonly foot: readonly RailItem[];
  readonly profile?: ReactNode;
  readonly children: ReactNode;
}

/** A 56 px rail, icons with their names as tips; from 1600 px on the names are always there. */
export function AppShell({ items, foot, profile, children }: AppShellProps): JSX.Element {
  const { t } = useTranslation();
  return (
    <div className="app">
      <nav className="rail" aria-label={t('nav.label')}>
        <span className="rail__logo">
          <Icon of={IconLogo} size={20} />
        </span>
        {items.map(railLink)}
        <span className="rail__sp" />
        {foot.map(railLink)}
        {profile}
      </nav>
      <div className="page">{children}</div>
    </div>
  );
}

function railLink({ id, label, icon, link }: RailItem): JSX.Element {
  return (
    <span key={id} className="rail__item">
      {link(
        <>
          <Icon of={icon} size={20} />
          <span>{label}</span>
        </>,
        label,
      )}
    </span>
  );
}
