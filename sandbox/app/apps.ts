import { randomBytes } from 'node:crypto';

import { Refusal } from '../errcodes.ts';
import type { Names } from '../names.ts';
import { OneTimeCodes } from '../one-time-codes.ts';
import { singleValue } from '../requests.ts';
import type { Secret } from '../requests.ts';
import type { AppSettings } from '../types.ts';
import { MemberRate } from './rate.ts';
import { Repeats } from './repeats.ts';

/** The admin console numbers an enterprise's own applications from here. */
const FIRST_AGENTID = 1_000_002;

/** https://developer.work.weixin.qq.com/document/path/94888 */
const RESPONSE_CODE_LIFE_MS = 72 * 60 * 60 * 1000;

/** A self-built application of a corp. */
export interface CorpApp {
  name: string;
  corpid: string;
  agentid: number;
  /** The one that is valid, and before it those that were. */
  secrets: string[];
  rate: MemberRate;
  repeats: Repeats;
  /** Of the cards it sent. */
  taskIds: Set<string>;
  /** With which those of its cards that call back can be changed, each for the msgid of one. */
  responseCodes: OneTimeCodes<string>;
  settings: AppSettings;
  /** What a reset brings the settings back to. */
  readonly initially: AppSettings;
}

/** As most applications are that only send: no address to be called at, and everybody in sight. */
const USUAL: AppSettings = { callback: false, visibleRange: 'root', directory: 'names' };

/** An application to be added. */
export type NewApp = { name?: string; corpid?: string } & Partial<AppSettings>;

/** The applications. */
export class Apps {
  #apps: CorpApp[] = [];
  readonly #corpid = `ww${randomBytes(8).toString('hex')}`;
  readonly #names: Names;

  constructor(names: Names) {
    this.#names = names;
  }

  get all(): readonly CorpApp[] {
    return this.#apps;
  }

  get secrets(): Secret[] {
    return this.#apps.flatMap(({ secrets, name }) => secrets.map((secret) => ({ secret, name })));
  }

  /** Adds an application to a corp; without one, to the corp of the others. @throws Error for a name as Names does, or a blank corpid. */
  add({ name, corpid = this.#corpid, ...settings }: NewApp = {}): CorpApp {
    if (!/^\w{1,64}$/.test(corpid)) throw new Error('A corpid has 1 to 64 letters, digits and underscores.');
    const initially = { ...USUAL, ...settings };
    const app: CorpApp = {
      name: this.#names.take('application', name),
      corpid,
      agentid: FIRST_AGENTID + this.#apps.length,
      secrets: [newSecret()],
      rate: new MemberRate(),
      repeats: new Repeats(),
      taskIds: new Set(),
      responseCodes: new OneTimeCodes(RESPONSE_CODE_LIFE_MS),
      settings: initially,
      initially,
    };
    this.#apps.push(app);
    return app;
  }

  /** Gives the application that has this secret another one. @throws Error when none has it. */
  rotateSecret(secret: string): CorpApp {
    const app = this.#apps.find((candidate) => secretOf(candidate) === secret);
    if (!app) throw new Error('There is no application with this corpsecret.');
    app.secrets.push(newSecret());
    return app;
  }

  /**
   * The application whose corpid and secret stand in a query.
   * @throws Refusal 41004 or 41002 when one is missing, the secret first; 40013 for an unknown corp; 40001 for another secret.
   */
  ofQuery(query: URLSearchParams): CorpApp {
    const [corpid, secret] = [singleValue(query, 'corpid'), singleValue(query, 'corpsecret')];
    if (secret === '') throw new Refusal(41004);
    if (corpid === '') throw new Refusal(41002);
    const corp = this.#apps.filter((app) => app.corpid === corpid);
    if (corp.length === 0) throw new Refusal(40013);
    const app = corp.find((candidate) => secretOf(candidate) === secret);
    if (!app) throw new Refusal(40001);
    return app;
  }

  /** @throws Error when there is no application of that name. */
  named(name: string): CorpApp {
    const app = this.#apps.find((candidate) => candidate.name === name);
    if (!app) throw new Error(`There is no application named "${name}".`);
    return app;
  }

  /** Sets an application as the admin console does; what is not named stays. @throws Error when there is no application of that name. */
  configure(name: string, settings: Partial<AppSettings>): void {
    const app = this.named(name);
    app.settings = { ...app.settings, ...settings };
  }

  /** Every application is set as it was at first, and may send as if it had sent nothing. */
  reset(): void {
    for (const app of this.#apps) {
      app.rate = new MemberRate();
      app.repeats = new Repeats();
      app.taskIds = new Set();
      app.responseCodes.clear();
      app.settings = app.initially;
    }
  }
}

const newSecret = (): string => randomBytes(32).toString('base64url');

/** The valid secret of an application. */
export const secretOf = ({ secrets }: CorpApp): string => secrets.at(-1) ?? '';
