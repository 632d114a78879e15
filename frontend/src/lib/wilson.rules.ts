export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Two-sided 95 %. */
const Z = 1.959964;

/**
 * Wilson score interval of a share, both ends between 0 and 1. Unlike the plain one it stays honest near 0 and 1 and for small counts
 * (E. B. Wilson, 1927). Null when nothing was counted.
 */
export function wilsonInterval(part: number, whole: number): Interval | null {
  if (whole <= 0) return null;
  const share = part / whole;
  const z2 = Z * Z;
  const centre = share + z2 / (2 * whole);
  const spread = Z * Math.sqrt((share * (1 - share) + z2 / (4 * whole)) / whole);
  const scale = 1 + z2 / whole;
  return { low: Math.max(0, (centre - spread) / scale), high: Math.min(1, (centre + spread) / scale) };
}
