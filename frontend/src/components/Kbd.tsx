import type { JSX, ReactNode } from 'react';

/** The name of a key on a button. Screen readers get it from `aria-keyshortcuts`, not from the text. */
export function Kbd({ children }: { readonly children: ReactNode }): JSX.Element {
  return (
    <kbd className="kbd" aria-hidden="true">
      {children}
    </kbd>
  );
}
