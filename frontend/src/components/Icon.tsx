import type { Icon as TablerIcon } from '@tabler/icons-react';
import type { JSX } from 'react';

export interface IconProps {
  readonly of: TablerIcon | ((props: { size: number; className: string }) => JSX.Element);
  readonly size?: 16 | 20;
  /** Ink class (`t3`, `ok`, `bad` ...). */
  readonly tone?: string;
}

/** An icon never stands alone: the words beside it, or the button's label, name it, so it is hidden from screen readers. */
export function Icon({ of: Drawn, size = 16, tone }: IconProps): JSX.Element {
  const className = ['i', size === 20 ? 'i--20' : '', tone ?? ''].filter(Boolean).join(' ');
  return <Drawn size={size} stroke={1.5} className={className} aria-hidden="true" />;
}
