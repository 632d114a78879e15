import type { ListPrice } from '@warmline/contracts';

export const CURRENCIES: readonly ListPrice['currency'][] = ['RUB', 'KZT', 'BYN', 'USD', 'EUR'];

/** A price as it is being typed. */
export interface PriceDraft {
  readonly text: string;
  readonly currency: ListPrice['currency'];
}

export const priceDraftOf = (price: ListPrice | null): PriceDraft => ({
  text: price === null ? '' : String(price.minor / 100).replace('.', ','),
  currency: price?.currency ?? 'RUB',
});

/** `12 500`, `12500,50`, `12500.5`; null for an empty field, undefined for what is no price. */
export function priceOf({ text, currency }: PriceDraft): ListPrice | null | undefined {
  const plain = text.replace(/[\s\u00a0]/g, '').replace(',', '.');
  if (plain === '') return null;
  return /^\d{1,9}(\.\d{1,2})?$/.test(plain) ? { minor: Math.round(Number(plain) * 100), currency } : undefined;
}
