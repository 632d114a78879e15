import type { JSX } from 'react';
import { useErrorText } from '../hooks/useErrorText.js';
import { Notice } from './Notice.js';

/** Why the last action was refused, beside the button that asked for it. Nothing when there was no error. */
export function Problem({ error }: { readonly error: unknown }): JSX.Element | null {
  if (error === null || error === undefined) return null;
  return <ProblemNotice error={error} />;
}

function ProblemNotice({ error }: { readonly error: unknown }): JSX.Element {
  const { text, code } = useErrorText(error);
  return (
    <Notice tone="bad" role="alert">
      <p>{text}</p>
      <p className="sm t2 num">{code}</p>
    </Notice>
  );
}
