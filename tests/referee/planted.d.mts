export declare const PLANTED: Readonly<Record<string, readonly string[]>>;
