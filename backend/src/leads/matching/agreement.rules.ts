/** A field of a card that two leads were compared by. */
export type MatchField =
  | 'inn'
  | 'phone'
  | 'email'
  | 'domain'
  | 'name'
  | 'legal_form'
  | 'city'
  | 'region'
  | 'address'
  | 'postcode'
  | 'birth_date'
  | 'identifier'
  | 'fact';

/** How two values agree or differ. */
export type AgreementKind = 'same' | 'close' | 'contains' | 'partly' | 'different' | 'shared';

/** What one field says, in words a person can check: a positive weight speaks for one lead, a negative one against. Bits. */
export interface Agreement {
  readonly field: MatchField;
  readonly kind: AgreementKind;
  readonly weight: number;
  readonly a: string;
  readonly b: string;
}
