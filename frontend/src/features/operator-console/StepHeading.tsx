import { type JSX, type ReactNode, useEffect, useRef } from 'react';

export interface StepHeadingProps {
  readonly id: string;
  /** A change of it moves the focus here; without it only the first showing does. */
  readonly focusKey?: string | number;
  /** For screen readers only: the eye has the text below. */
  readonly hidden?: boolean;
  /** The first field takes the focus instead. */
  readonly passive?: boolean;
  readonly children: ReactNode;
}

/**
 * Where the focus goes when the screen changes under the operator, so that a screen reader says what is there now and the next key acts on it.
 * Never out of a field: somebody may be typing a note when a call begins.
 */
export function StepHeading({
  id,
  focusKey,
  hidden = false,
  passive = false,
  children,
}: StepHeadingProps): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (passive || isTyping(document.activeElement)) return;
    heading.current?.focus({ preventScroll: true });
  }, [focusKey, passive]);
  return (
    <h1 id={id} ref={heading} tabIndex={-1} className={hidden ? 'vh' : 'headline'}>
      {children}
    </h1>
  );
}

export const isTyping = (element: Element | null): boolean =>
  element instanceof HTMLTextAreaElement ||
  element instanceof HTMLSelectElement ||
  (element instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(element.type));
