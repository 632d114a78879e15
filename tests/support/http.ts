import type { Me, Role } from '@warmline/contracts';

export interface HttpReply<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

interface Request {
  readonly method: string;
  readonly path: string;
  /** A FormData or Buffer goes as it is, anything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

const PASSWORD = 'correct horse battery';
let people = 0;

/** A browser without a window: keeps cookies and sends the Origin of the page it would have come from. */
export class HttpClient {
  private readonly cookies = new Map<string, string>();

  constructor(
    readonly baseUrl: string,
    private readonly origin: string = new URL(baseUrl).origin,
  ) {}

  /** For the handshake of a socket. */
  get cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** The cookies of another browser, as `cookieHeader` gives them: the same session at another backend. */
  keep(cookieHeader: string): void {
    for (const pair of cookieHeader.split('; ').filter(Boolean)) {
      const at = pair.indexOf('=');
      this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }

  async request<Body = unknown>({ method, path, body, headers = {} }: Request): Promise<HttpReply<Body>> {
    const [payload, contentType] = encode(body);
    const response = await fetch(new URL(path, this.baseUrl), {
      method,
      redirect: 'manual',
      headers: { origin: this.origin, cookie: this.cookieHeader, ...contentType, ...headers },
      ...(payload === undefined ? {} : { body: payload }),
    });
    this.keepCookies(response);
    return { status: response.status, headers: response.headers, body: (await decode(response)) as Body };
  }

  /** The body of a request that must succeed; any other answer is an error that shows what came. */
  async expectOk<Body>(request: Request): Promise<Body> {
    const reply = await this.request<Body>(request);
    if (reply.status >= 200 && reply.status < 300) {
      return reply.body;
    }
    throw new Error(`${request.method} ${request.path} answered ${reply.status}: ${JSON.stringify(reply.body)}`);
  }

  get<Body = unknown>(path: string): Promise<Body> {
    return this.expectOk<Body>({ method: 'GET', path });
  }

  post<Body = unknown>(path: string, body: unknown = {}): Promise<Body> {
    return this.expectOk<Body>({ method: 'POST', path, body });
  }

  patch<Body = unknown>(path: string, body: unknown): Promise<Body> {
    return this.expectOk<Body>({ method: 'PATCH', path, body });
  }

  put<Body = unknown>(path: string, body: unknown): Promise<Body> {
    return this.expectOk<Body>({ method: 'PUT', path, body });
  }

  delete<Body = unknown>(path: string, body?: unknown): Promise<Body> {
    return this.expectOk<Body>({ method: 'DELETE', path, body });
  }

  signIn(login: string, password: string = PASSWORD): Promise<Me> {
    return this.post<Me>('/api/session', { login, password });
  }

  private keepCookies(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';');
      const at = pair.indexOf('=');
      const [name, value] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
      const gone = value === '' || attributes.some((attribute) => /^\s*max-age=0\s*$/i.test(attribute));
      if (gone) {
        this.cookies.delete(name);
      } else {
        this.cookies.set(name, value);
      }
    }
  }
}

/** First run of an empty installation: makes the administrator, signed in. */
export async function createAdministrator(baseUrl: string): Promise<HttpClient> {
  const client = new HttpClient(baseUrl);
  const person = {
    organisation: 'Test organisation',
    name: 'Test Administrator',
    login: 'administrator',
    locale: 'en',
  };
  await client.post('/api/installation/administrator', { ...person, password: PASSWORD });
  return client;
}

/** Adds a person with this role and returns a client signed in as them. */
export async function createAndSignIn(administrator: HttpClient, role: Role): Promise<{ client: HttpClient; me: Me }> {
  const login = `${role}-${++people}`;
  await administrator.post('/api/people', { login, name: `Test ${login}`, role, password: PASSWORD, locale: 'en' });
  const client = new HttpClient(administrator.baseUrl);
  return { client, me: await client.signIn(login) };
}

function encode(body: unknown): [BodyInit | undefined, Record<string, string>] {
  if (body === undefined || body instanceof FormData) {
    return [body, {}];
  }
  if (body instanceof Uint8Array) {
    return [new Uint8Array(body), { 'content-type': 'application/octet-stream' }];
  }
  return [JSON.stringify(body), { 'content-type': 'application/json' }];
}

async function decode(response: Response): Promise<unknown> {
  const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
  const bytes = Buffer.from(await response.arrayBuffer());
  if (!isJson) {
    return bytes;
  }
  return bytes.length === 0 ? undefined : (JSON.parse(bytes.toString('utf8')) as unknown);
}
