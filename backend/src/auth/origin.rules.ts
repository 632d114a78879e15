/**
 * Whether a request that changes something, or a socket, comes from our own pages. With `publicUrl` only that origin counts;
 * without it the Origin's host must be the host asked for. No Origin at all is refused: every browser sends one with an unsafe request.
 */
export function originAllowed(
  request: { origin: string | undefined; host: string | undefined },
  publicUrl: string | undefined,
): boolean {
  if (request.origin === undefined) {
    return false;
  }
  const origin = parseUrl(request.origin);
  if (origin === null) {
    return false;
  }
  if (publicUrl !== undefined) {
    return origin.origin === parseUrl(publicUrl)?.origin;
  }
  return request.host !== undefined && origin.host === request.host;
}

function parseUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}
