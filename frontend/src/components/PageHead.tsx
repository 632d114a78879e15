import type { JSX, ReactNode } from 'react';

export interface PageHeadProps {
  readonly title: ReactNode;
  /** One sentence of state: "Идёт. 18 212 лидов можно набрать". */
  readonly state?: ReactNode;
  readonly children?: ReactNode;
}

export function PageHead({ title, state, children }: PageHeadProps): JSX.Element {
  return (
    <header className="page__head">
      <h1>{title}</h1>
      {state !== undefined && <p className="ell">{state}</p>}
      <span className="grow" />
      {children}
    </header>
  );
}
