import { createHash } from 'node:crypto';

import { createOfficialAccount } from '../../core/official/account.ts';
import type { OfficialAccount } from '../../core/official/account.ts';
import { createAccountTokens } from '../../core/official/token.ts';
import type { AccountCredentials } from '../../core/official/token.ts';
import { createRedactor } from '../../core/redact.ts';
import type { Connection } from '../../core/request.ts';
import type { TokenSource } from '../../core/token-source.ts';
import type { MediaFile } from '../../core/uploader.ts';
import type { AccountFace } from '../../sandbox/server.ts';
import { robotBench } from './robot-bench.ts';
import type { BenchOptions, RobotBench } from './robot-bench.ts';

export const STABLE_TOKEN = '/cgi-bin/stable_token';
export const ADD_MATERIAL = '/cgi-bin/material/add_material';
export const ADD_DRAFT = '/cgi-bin/draft/add';
export const DELETE_MATERIAL = '/cgi-bin/material/del_material';
export const OFFICIAL_UPLOAD = '/cgi-bin/media/upload';
export const OFFICIAL_GET = '/cgi-bin/media/get';

/** Milliseconds: tokens live for hours, and the tests turn the clock past them. */
const BUDGET = 10 * 86_400_000;

/** One Official Account, as the core has it. */
export interface AccountOnBench {
  connection: Connection;
  tokens: TokenSource;
  account: OfficialAccount;
}

export interface AccountBench extends AccountOnBench, Pick<RobotBench, 'sandbox' | 'state' | 'script' | 'time' | 'asked' | 'logged'> {
  face: AccountFace;
  /** One more, on the same ports, with tokens of its own. */
  accountFor: (face: Pick<AccountFace, 'appid' | 'appsecret'>, tokenKind?: AccountCredentials['tokenKind']) => AccountOnBench;
  /** The paths that were asked for, in order. */
  paths: () => string[];
}

/** The robot's bench with an Official Account on it. Ends with the test that began it. */
export async function accountBench({ budget = BUDGET, ...options }: BenchOptions = {}): Promise<AccountBench> {
  const { sandbox, state, script, time, asked, logged, connection } = await robotBench({ ...options, budget });
  const [face] = sandbox.accounts;
  if (face === undefined) throw new Error('A sandbox always has an Official Account.');

  const accountFor: AccountBench['accountFor'] = ({ appid, appsecret }, tokenKind = 'stable') => {
    const own = { ...connection, redactor: createRedactor() };
    const tokens = createAccountTokens(own, { appId: appid, appSecret: appsecret, tokenKind });
    const withTokens: Connection = { ...own, access: { kind: 'token', tokens } };
    return { connection: withTokens, tokens, account: createOfficialAccount(withTokens) };
  };

  return { ...accountFor(face), sandbox, state, script, time, asked, logged, face, accountFor, paths: () => asked.map(({ url }) => new URL(url).pathname) };
}

/** A file as a host hands it to the core. */
export const fileOf = (filename: string, bytes: Uint8Array): MediaFile => ({
  filename,
  contentType: 'application/octet-stream',
  sha256: createHash('sha256').update(bytes).digest('hex'),
  read: () => Promise.resolve(bytes),
});

/** The value of what was sent. */
export function valueOf<T>(outcome: { delivery: 'sent'; value: T } | { delivery: string; error: Error }): T {
  if ('value' in outcome) return outcome.value;
  throw outcome.error;
}
