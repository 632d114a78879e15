import { type JSX, type ReactNode, useId } from 'react';
import './pieces.css';

export interface StatProps {
  readonly title: string;
  readonly value: ReactNode;
  readonly unit?: string;
  /** Beside the number: the interval, the limit. */
  readonly aside?: ReactNode;
  /** Under it: numerator and denominator, the target. */
  readonly children?: ReactNode;
}

/** One number of the top row: what it is, how much, of how many. */
export function Stat({ title, value, unit, aside, children }: StatProps): JSX.Element {
  const id = useId();
  return (
    <section className="stat" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <div className="stat__row">
        <span className="stat__v">
          {value}
          {unit && <small> {unit}</small>}
        </span>
        <span className="sm t3">{aside}</span>
      </div>
      <p>{children}</p>
    </section>
  );
}
