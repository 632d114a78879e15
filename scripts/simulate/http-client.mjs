import { Blob } from 'node:buffer';
import { setTimeout as delay } from 'node:timers/promises';
import { Failure } from '../lib/failure.mjs';

const retryMs = 100;
/** A backend that is killed and started again is back within seconds; one that is not back by then will not come. */
const patienceMs = 120_000;
const passing = ['server.database_unavailable', 'server.stopping'];

/** Refused by the product, with its code. */
export class Refusal extends Error {
  constructor(request, status, body) {
    super(`${request} answered ${status}: ${JSON.stringify(body)}`);
    this.code = body?.code ?? body?.error?.code;
    this.status = status;
  }
}

/** A browser without a window: it keeps its cookie and comes again when the server is away. */
export class HttpClient {
  #cookies = new Map();

  constructor(url) {
    this.url = url;
    this.origin = new URL(url).origin;
  }

  get cookie() {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  get = (path) => this.request('GET', path);
  post = (path, body = {}) => this.request('POST', path, body);
  patch = (path, body) => this.request('PATCH', path, body);

  /** Sent until it is answered, so a request may be done twice: who creates something looks first whether it is there. */
  async request(method, path, body) {
    const givesUpAt = Date.now() + patienceMs;
    for (;;) {
      const answer = await this.#once(method, path, body).catch((error) => ({ error }));
      if (answer.error === undefined) return answer.body;
      const isPassing = !(answer.error instanceof Refusal) || passing.includes(answer.error.code);
      if (!isPassing) throw answer.error;
      if (Date.now() > givesUpAt) throw new Failure(`${this.url} does not answer: ${answer.error.message}`);
      await delay(retryMs);
    }
  }

  async #once(method, path, body) {
    const isRaw = body instanceof Uint8Array || body instanceof Blob;
    const type = isRaw ? 'application/octet-stream' : 'application/json';
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: { origin: this.origin, cookie: this.cookie, ...(body === undefined ? {} : { 'content-type': type }) },
      ...(body === undefined ? {} : { body: isRaw ? body : JSON.stringify(body) }),
    });
    this.#keepCookies(response);
    const text = await response.text();
    const parsed = text === '' ? undefined : JSON.parse(text);
    if (!response.ok) throw new Refusal(`${method} ${path}`, response.status, parsed);
    return { body: parsed };
  }

  #keepCookies(response) {
    for (const line of response.headers.getSetCookie()) {
      const [pair] = line.split(';');
      const at = pair.indexOf('=');
      this.#cookies.set(pair.slice(0, at).trim(), pair.slice(at + 1).trim());
    }
  }
}

/** Makes a thing once, also when an answer was lost on the way: `find` looks for it before every try. */
export async function ensure(find, create) {
  return (await find()) ?? (await create().catch(async (error) => (await find()) ?? Promise.reject(error)));
}
