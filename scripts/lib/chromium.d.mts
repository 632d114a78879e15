/** The path of a Chromium that runs here; installs one when there is none. Rejects with words that say what to do. */
export function ensureChromium(): Promise<string>;
