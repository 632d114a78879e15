import { type ComponentProps, type JSX, type ReactNode, useId } from 'react';

export interface TextFieldProps extends ComponentProps<'input'> {
  readonly label: string;
  readonly problem?: string;
  readonly hint?: ReactNode;
  /** Inside the field, at its right edge. */
  readonly trailing?: ReactNode;
}

export function TextField({ label, problem, hint, trailing, ...input }: TextFieldProps): JSX.Element {
  const id = useId();
  const note = problem ?? hint;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <span className="signin__field">
        <input
          {...input}
          id={id}
          className="input"
          aria-invalid={problem !== undefined}
          aria-describedby={note === undefined ? undefined : `${id}-note`}
        />
        {trailing}
      </span>
      {note !== undefined && (
        <span id={`${id}-note`} className={problem === undefined ? 'sm t2 rowx' : 'sm bad'}>
          {note}
        </span>
      )}
    </div>
  );
}
