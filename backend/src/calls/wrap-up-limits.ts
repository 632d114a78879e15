/** An operator whose browser died in wrap-up has this long to come back before the system records a result for him. */
export const ABANDONED_WRAP_UP_MS = 15 * 60_000;
/** One press of "more time". */
export const WRAP_UP_EXTENSION_MS = 30_000;
/** An operator may correct his own result for five minutes (domain.md "Results"). */
export const OWN_CORRECTION_MS = 5 * 60_000;
