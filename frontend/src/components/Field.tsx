import { IconChevronDown, IconSearch } from '@tabler/icons-react';
import { type ComponentProps, type JSX, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Icon } from './Icon.js';
import './pieces.css';

interface Labelled {
  readonly label: string;
  /** What is wrong with the value, in the reader's words. */
  readonly problem?: string;
  readonly hint?: ReactNode;
  /** The label beside the field instead of above it. */
  readonly row?: boolean;
}

interface FrameProps extends Labelled {
  readonly id: string;
  readonly children: ReactNode;
}

function Frame({ id, label, problem, hint, row, children }: FrameProps): JSX.Element {
  const note = problem ?? hint;
  return (
    <div className={row ? 'field field--row' : 'field'}>
      <label htmlFor={id}>{label}</label>
      {children}
      {note !== undefined && (
        <span id={`${id}-note`} className={problem === undefined ? 'sm t2' : 'sm bad'}>
          {note}
        </span>
      )}
    </div>
  );
}

const described = (
  id: string,
  { problem, hint }: Labelled,
): { 'aria-invalid'?: true; 'aria-describedby'?: string } => ({
  ...(problem === undefined ? {} : { 'aria-invalid': true as const }),
  ...(problem === undefined && hint === undefined ? {} : { 'aria-describedby': `${id}-note` }),
});

export type TextInputProps = Labelled & Omit<ComponentProps<'input'>, 'id' | 'className'>;

export function TextInput({ label, problem, hint, row, ...input }: TextInputProps): JSX.Element {
  const id = useId();
  return (
    <Frame {...{ id, label, problem, hint, row }}>
      <input {...input} {...described(id, { label, problem, hint })} id={id} className="input" />
    </Frame>
  );
}

export type TextAreaProps = Labelled & Omit<ComponentProps<'textarea'>, 'id' | 'className'>;

export function TextArea({ label, problem, hint, row, ...area }: TextAreaProps): JSX.Element {
  const id = useId();
  return (
    <Frame {...{ id, label, problem, hint, row }}>
      <textarea {...area} {...described(id, { label, problem, hint })} id={id} className="input" />
    </Frame>
  );
}

export interface NumberInputProps extends Labelled {
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly disabled?: boolean;
  readonly onChange: (value: number) => void;
}

/** A whole number between its bounds; while it is being typed it may be anything, what is reported never is. */
export function NumberInput({ value, min, max, disabled, onChange, ...frame }: NumberInputProps): JSX.Element {
  const id = useId();
  const [typed, setTyped] = useState<string>();
  const finish = (): void => {
    const number = Math.round(Number(typed));
    setTyped(undefined);
    if (typed !== undefined && typed.trim() !== '' && Number.isFinite(number)) {
      onChange(Math.min(max, Math.max(min, number)));
    }
  };
  return (
    <Frame id={id} {...frame}>
      <input
        {...described(id, frame)}
        id={id}
        className="input"
        inputMode="numeric"
        style={{ maxWidth: 120 }}
        disabled={disabled}
        value={typed ?? String(value)}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          const number = Number(event.currentTarget.value);
          if (Number.isInteger(number) && number >= min && number <= max && event.currentTarget.value !== '') {
            onChange(number);
          }
        }}
        onBlur={finish}
      />
    </Frame>
  );
}

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly disabled?: boolean;
}

export interface SelectInputProps<Value extends string> extends Labelled {
  readonly value: Value;
  readonly choices: readonly Choice<Value>[];
  readonly onChange: (value: Value) => void;
  readonly disabled?: boolean;
}

/** The platform's own list: it works by keyboard in every layout and on every screen reader. */
export function SelectInput<Value extends string>(props: SelectInputProps<Value>): JSX.Element {
  const id = useId();
  const { label, problem, hint, row, ...select } = props;
  return (
    <Frame {...{ id, label, problem, hint, row }}>
      <BareSelect {...select} id={id} describedBy={described(id, props)['aria-describedby']} />
    </Frame>
  );
}

export interface BareSelectProps<Value extends string> {
  readonly value: Value;
  readonly choices: readonly Choice<Value>[];
  readonly onChange: (value: Value) => void;
  readonly disabled?: boolean;
  readonly id?: string;
  /** The name for screen readers where no visible label stands beside. */
  readonly name?: string;
  readonly describedBy?: string;
  readonly small?: boolean;
  readonly width?: number;
}

export function BareSelect<Value extends string>(props: BareSelectProps<Value>): JSX.Element {
  return (
    <span className="choice" style={{ width: props.width }}>
      <select
        id={props.id}
        aria-label={props.name}
        aria-describedby={props.describedBy}
        className={props.small ? 'select select--sm' : 'select'}
        value={props.value}
        disabled={props.disabled}
        onChange={(event) => props.onChange(event.currentTarget.value as Value)}
      >
        {props.choices.map((choice) => (
          <option key={choice.value} value={choice.value} disabled={choice.disabled}>
            {choice.label}
          </option>
        ))}
      </select>
      <Icon of={IconChevronDown} />
    </span>
  );
}

export interface CheckInputProps extends Omit<ComponentProps<'input'>, 'type' | 'className'> {
  readonly children: ReactNode;
  readonly type?: 'checkbox' | 'radio';
}

export function CheckInput({ children, type = 'checkbox', ...input }: CheckInputProps): JSX.Element {
  return (
    <label className="check">
      <input {...input} type={type} />
      <span>{children}</span>
    </label>
  );
}

/** Each letter must not be a request: the search runs when the fingers rest. */
const TYPING_MS = 250;

export interface SearchInputProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function SearchInput({ label, value, onChange }: SearchInputProps): JSX.Element {
  const [typed, setTyped] = useState<string>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <span className="search">
      <Icon of={IconSearch} />
      <input
        type="search"
        className="input input--sm"
        aria-label={label}
        placeholder={label}
        value={typed ?? value}
        onChange={(event) => {
          const text = event.currentTarget.value;
          setTyped(text);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => {
            onChange(text);
            setTyped(undefined);
          }, TYPING_MS);
        }}
      />
    </span>
  );
}
