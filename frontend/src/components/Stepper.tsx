import { IconCheck } from '@tabler/icons-react';
import type { JSX } from 'react';
import { Icon } from './Icon.js';

export interface StepperProps {
  readonly label: string;
  readonly steps: readonly string[];
  /** Index of the current step. */
  readonly current: number;
}

/** Where a person is in a chain of steps. It shows; the buttons at the foot move. */
export function Stepper({ label, steps, current }: StepperProps): JSX.Element {
  return (
    <ol className="stepper" aria-label={label}>
      {steps.map((step, index) => (
        <li
          key={step}
          className={index < current ? 'done' : undefined}
          aria-current={index === current ? 'step' : undefined}
        >
          <b>{index < current ? <Icon of={IconCheck} /> : index + 1}</b>
          {step}
        </li>
      ))}
    </ol>
  );
}
