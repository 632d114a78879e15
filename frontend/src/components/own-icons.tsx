import type { JSX } from 'react';

const FLAME =
  'M10 2.5c.4 3-4.8 5-4.8 9.7a4.8 4.8 0 0 0 9.6 0c0-2-1-3.4-1.9-4.4-.4 1.2-1 1.8-1.7 2C11.7 7 11.2 4.2 10 2.5z';

interface OwnIconProps {
  readonly size: number;
  readonly className: string;
}

/** Warm: the flame filled to the half. Tabler has none. */
export function IconHalfFlame({ size, className }: OwnIconProps): JSX.Element {
  return (
    <svg viewBox="0 0 20 20" width={size} height={size} className={className} aria-hidden="true">
      <path d={FLAME} />
      <path d="M5.4 12h9.2a4.6 4.6 0 0 1-9.2 0z" fill="currentColor" stroke="none" />
    </svg>
  );
}

/** Hot: the same flame, full. */
export function IconFullFlame({ size, className }: OwnIconProps): JSX.Element {
  return (
    <svg viewBox="0 0 20 20" width={size} height={size} className={className} aria-hidden="true">
      <path d={FLAME} fill="currentColor" />
    </svg>
  );
}

/** The mark of the product: a line that warms up and settles. */
export function IconLogo({ size, className }: OwnIconProps): JSX.Element {
  return (
    <svg viewBox="0 0 20 20" width={size} height={size} className={className} aria-hidden="true">
      <path d="M3 14.5c2.5 0 2.5-9 5-9s2.2 9 4.5 9 2.3-5.5 4.5-5.5" strokeWidth="2" />
    </svg>
  );
}

/** Two strokes: Tabler's pause is two boxes and reads as a window at 16 px. */
export function IconPauseBars({ size, className }: OwnIconProps): JSX.Element {
  return (
    <svg viewBox="0 0 20 20" width={size} height={size} className={className} aria-hidden="true">
      <path d="M7 4.5v11M13 4.5v11" />
    </svg>
  );
}

/** A state at rest, in the ink around it. */
export function IconDot({ size, className }: OwnIconProps): JSX.Element {
  return (
    <svg viewBox="0 0 20 20" width={size} height={size} className={className} aria-hidden="true">
      <circle cx="10" cy="10" r="4" fill="currentColor" stroke="none" />
    </svg>
  );
}
