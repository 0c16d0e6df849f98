/** How a program speaks to n8n: the REST interface of its own editor, signed in as its owner. */

export interface Owner {
  email: string;
  /** n8n wants 8 to 64 characters with a digit and a capital. */
  password: string;
}

export class Rest {
  readonly baseUrl: string;
  #cookie: string;

  /** @param cookie of somebody who is signed in; n8n allows few sign-ins in a minute */
  constructor(baseUrl: string, cookie = '') {
    this.baseUrl = baseUrl;
    this.#cookie = cookie;
  }

  /** `name=value`, with which another program is signed in too. */
  get cookie(): string {
    return this.#cookie;
  }

  /** Makes the first user of a new n8n and signs in as that. */
  async setUpOwner({ email, password }: Owner): Promise<void> {
    await this.#signIn('/rest/owner/setup', { email, password, firstName: 'Owner', lastName: 'Local' });
  }

  async logIn({ email, password }: Owner): Promise<void> {
    await this.#signIn('/rest/login', { emailOrLdapLoginId: email, password });
  }

  /** The `data` of the answer. @throws Error with n8n's message when it refuses */
  async call<T>(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<T> {
    const answer = await this.#send(method, path, body);
    const { data } = (await answer.json()) as { data: T };
    return data;
  }

  /** A file that is for signed-in users and not wrapped: a list of types, say. */
  async read<T>(path: string): Promise<T> {
    return (await (await this.#send('GET', path)).json()) as T;
  }

  async bytes(path: string): Promise<Buffer> {
    return Buffer.from(await (await this.#send('GET', path)).arrayBuffer());
  }

  async #signIn(path: string, body: unknown): Promise<void> {
    const answer = await this.#send('POST', path, body);
    const cookie = answer.headers.getSetCookie().find((line) => line.startsWith('n8n-auth='));
    if (cookie === undefined) throw new Error(`n8n answered POST ${path} without a sign-in.`);
    this.#cookie = cookie.split(';')[0] ?? '';
  }

  async #send(method: string, path: string, body?: unknown): Promise<Response> {
    const answer = await fetch(this.baseUrl + path, {
      method,
      headers: { cookie: this.#cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`n8n answered ${method} ${path} with HTTP ${answer.status}: ${messageIn(await answer.text())}`);
    return answer;
  }
}

function messageIn(text: string): string {
  try {
    return (JSON.parse(text) as { message?: string }).message ?? text;
  } catch {
    return text;
  }
}
