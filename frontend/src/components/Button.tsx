import type { ComponentProps, JSX } from 'react';
import { Icon, type IconProps } from './Icon.js';
import { Kbd } from './Kbd.js';

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'ref'> {
  readonly look?: 'plain' | 'primary' | 'danger' | 'ghost';
  readonly scale?: 'sm' | 'md' | 'lg';
  readonly icon?: IconProps['of'];
  /** The key that does the same, shown on the button: `F9`, `Alt+K`. */
  readonly hotkey?: string;
  readonly ref?: React.Ref<HTMLButtonElement>;
}

const SPOKEN: Record<string, string> = { Ctrl: 'Control' };

/** `Ctrl+Shift+Enter` as ARIA writes it. */
const spokenKeys = (hotkey: string): string =>
  hotkey
    .replace('⇧', 'Shift+')
    .split('+')
    .map((key) => SPOKEN[key] ?? key)
    .join('+');

export function Button({
  look = 'plain',
  scale = 'md',
  icon,
  hotkey,
  className,
  children,
  ...rest
}: ButtonProps): JSX.Element {
  const classes = [
    'btn',
    look === 'plain' ? '' : `btn--${look}`,
    scale === 'md' ? '' : `btn--${scale}`,
    children === undefined ? 'btn--icon' : '',
    className ?? '',
  ];
  return (
    <button
      type="button"
      {...rest}
      className={classes.filter(Boolean).join(' ')}
      aria-keyshortcuts={hotkey && spokenKeys(hotkey)}
    >
      {icon && <Icon of={icon} size={scale === 'lg' ? 20 : 16} />}
      {children}
      {hotkey && <Kbd>{hotkey}</Kbd>}
    </button>
  );
}
