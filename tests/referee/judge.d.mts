export interface Check {
  readonly name: string;
  readonly rule: string;
  /** Its rows are the violations. */
  readonly sql: string;
}
export declare const CHECKS: readonly Check[];
