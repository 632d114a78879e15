import type { TextView } from '@warmline/contracts/call-script';
import type { JSX } from 'react';
import { useLanguage } from '../../hooks/useLocalized.js';

/** What is read aloud: large, narrow, and marked where it came from the card. */
export function Say({ text }: { readonly text: TextView }): JSX.Element {
  const language = useLanguage();
  return (
    <p className="say" lang={text.locale === language ? undefined : text.locale}>
      {text.parts.map((part, index) =>
        part.placeholder === null ? part.text : <mark key={`${part.placeholder}-${index}`}>{part.text}</mark>,
      )}
    </p>
  );
}
