/** The number by which the server allows inline styles of this page; empty where no policy asks for one, as in development. */
export function styleNonce(): string {
  return document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '';
}

/** The scroll lock under dialogs looks for its number in this global, a habit of bundlers. */
export function tellScrollLock(): void {
  Object.assign(globalThis, { __webpack_nonce__: styleNonce() });
}
