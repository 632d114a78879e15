import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../lib/format.js';
import { languageOf } from '../lib/language.js';
import './pieces.css';

export interface StackPart {
  readonly label: string;
  readonly count: number;
  /** A mark colour of tokens.css: `--customer-mark`. */
  readonly colour: string;
}

/** Parts of one whole, side by side; each is told in words to those who do not see it. */
export function StackBar({ parts }: { readonly parts: readonly StackPart[] }): JSX.Element {
  const { i18n } = useTranslation();
  const words = (part: StackPart): string => `${part.label}: ${formatNumber(part.count, languageOf(i18n.language))}`;
  const shown = parts.filter((part) => part.count > 0);
  return (
    <div className="stackbar" role="img" aria-label={shown.map(words).join(', ')}>
      {shown.map((part) => (
        <i
          key={part.label}
          style={{ flex: `${part.count} 0 0`, background: `var(${part.colour})` }}
          title={words(part)}
        />
      ))}
    </div>
  );
}

/** The colour's name in a legend. */
export function Key({ colour }: { readonly colour?: string }): JSX.Element {
  return <span className="key" style={colour ? { background: `var(${colour})` } : undefined} />;
}

export interface MeterProps {
  /** 0 to 1. */
  readonly share: number;
  readonly tone?: 'ok' | 'warn' | 'bad';
  readonly label?: string;
}

export function Meter({ share, tone, label }: MeterProps): JSX.Element {
  const width = `${Math.min(100, Math.max(0, share * 100))}%`;
  return (
    <span className="meter" {...(label ? { role: 'img', 'aria-label': label } : {})}>
      <i className={tone} style={{ width }} />
    </span>
  );
}
