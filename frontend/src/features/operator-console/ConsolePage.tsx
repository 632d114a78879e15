import type { JSX } from 'react';
export function ConsolePage(): JSX.Element {
  return <main />;
}
