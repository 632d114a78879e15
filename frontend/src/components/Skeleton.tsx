import { type JSX, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** A reply within this span shows no skeleton: a flash reads as trouble. */
const PATIENCE_MS = 200;

export interface SkeletonProps {
  readonly rows?: number;
  readonly rowHeightPx?: number;
}

export function Skeleton({ rows = 8, rowHeightPx = 32 }: SkeletonProps): JSX.Element | null {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!shown) return null;
  return (
    <div className="skeleton" role="status" aria-label={t('state.loading')}>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} style={{ height: rowHeightPx }}>
          <i style={{ width: `${90 - ((row * 17) % 45)}%` }} />
        </div>
      ))}
    </div>
  );
}
