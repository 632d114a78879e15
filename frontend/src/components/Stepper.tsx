import { IconCheck } from '@tabler/icons-react';
import { type JSX, useEffect, useRef } from 'react';
import { Icon } from './Icon.js';

export interface StepperProps {
  readonly label: string;
  readonly steps: readonly string[];
  /** Index of the current step. */
  readonly current: number;
}

/**
 * Where a person is in a chain of steps. It shows; the buttons at the foot move. When what had the focus goes with the step before, the step that
 * has begun gets it: a screen reader says where one is, and Tab goes on from there and not from the top of the page.
 */
export function Stepper({ label, steps, current }: StepperProps): JSX.Element {
  const begun = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (current > 0 && document.activeElement === document.body) begun.current?.focus({ preventScroll: true });
  }, [current]);
  return (
    <ol className="stepper" aria-label={label}>
      {steps.map((step, index) => (
        <li
          key={step}
          className={index < current ? 'done' : undefined}
          aria-current={index === current ? 'step' : undefined}
          {...(index === current && { ref: begun, tabIndex: -1 })}
        >
          <b>{index < current ? <Icon of={IconCheck} /> : index + 1}</b>
          {step}
        </li>
      ))}
    </ol>
  );
}
