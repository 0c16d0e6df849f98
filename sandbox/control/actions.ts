import { parseFault } from '../faults.ts';
import type { AppSettings, Sandbox } from '../types.ts';
import { fieldIn, given, textIn } from './body.ts';
import { CALLBACK_ACTIONS } from './callbacks.ts';

/** What a control endpoint does; what it returns, or promises, becomes the answer's JSON. @throws Error saying what is wrong with the body. */
export type Action = (sandbox: Sandbox, body: unknown) => unknown;

/** By method and path: the sandbox's programmatic face. */
export const ACTIONS = new Map<string, Action>([
  ['GET /sandbox/state', (sandbox) => sandbox.state()],
  ['POST /sandbox/faults', (sandbox, body) => done(() => { sandbox.script(parseFault(body)); })],
  ['POST /sandbox/reset', (sandbox) => done(() => { sandbox.reset(); })],
  ['POST /sandbox/robots', postRobot],
  ['POST /sandbox/apps', postApp],
  ['POST /sandbox/secrets', (sandbox, body) => sandbox.rotateSecret(textIn(body, 'corpsecret') ?? '')],
  ['POST /sandbox/tokens', (sandbox, body) => done(() => { spoilTokens(sandbox, body); })],
  ['POST /sandbox/trusted-ips', (sandbox, body) => done(() => { sandbox.trustIps(addressesIn(body)); })],
  ['POST /sandbox/media', postMedia],
  ...CALLBACK_ACTIONS,
]);

/** An action that has nothing to tell answers with an empty object. */
function done(act: () => void): object {
  act();
  return {};
}

/** `{name}` makes a robot; `{name, disabled}` switches the robot of that name off or on, making it when there is none. */
function postRobot(sandbox: Sandbox, body: unknown): unknown {
  const name = textIn(body, 'name');
  const disabled = fieldIn(body, 'disabled');
  if (disabled !== undefined && typeof disabled !== 'boolean') throw new Error(`A robot's "disabled" is true or false.`);
  const known = disabled === undefined ? undefined : sandbox.robots.find((robot) => robot.name === name);
  const robot = known ?? sandbox.addRobot(name);
  if (disabled !== undefined) sandbox.setDisabled(robot.name, disabled);
  return robot;
}

/** `{name, corpid, callback, visibleRange}`, all of them optional, makes an application, or sets the one that has this name. */
function postApp(sandbox: Sandbox, body: unknown): unknown {
  const name = textIn(body, 'name');
  const settings = settingsIn(body);
  const known = sandbox.apps.find((app) => app.name === name);
  if (!known || Object.keys(settings).length === 0) {
    return sandbox.addApp({ ...given('name', name), ...given('corpid', textIn(body, 'corpid')), ...settings });
  }
  sandbox.configureApp(known.name, settings);
  return known;
}

function settingsIn(body: unknown): Partial<AppSettings> {
  const [callback, visibleRange] = [fieldIn(body, 'callback'), fieldIn(body, 'visibleRange')];
  if (callback !== undefined && typeof callback !== 'boolean') throw new Error('"callback" is true or false.');
  if (visibleRange !== undefined && visibleRange !== 'root' && visibleRange !== 'department') {
    throw new Error('"visibleRange" is "root" or "department".');
  }
  return { ...given('callback', callback), ...given('visibleRange', visibleRange) };
}

/** `{become: "expired"}` or `{become: "revoked"}` */
function spoilTokens(sandbox: Sandbox, body: unknown): void {
  const become = fieldIn(body, 'become');
  if (become === 'expired') sandbox.expireTokens();
  else if (become === 'revoked') sandbox.revokeTokens();
  else throw new Error('"become" is "expired" or "revoked".');
}

/** `{ips: ["10.0.0.1"]}`; `{ips: null}` trusts every address. */
function addressesIn(body: unknown): string[] | undefined {
  const ips = fieldIn(body, 'ips');
  if (ips === null) return undefined;
  if (!Array.isArray(ips) || !ips.every((ip) => typeof ip === 'string')) throw new Error('"ips" is a list of addresses, or null.');
  return ips;
}

/** `{filename, type, contentType, corpid, speex}` (the last in base64 as well) with `base64` or `size`, of which the filename and one of the last two are needed. */
function postMedia(sandbox: Sandbox, body: unknown): unknown {
  const [filename, base64, size] = [textIn(body, 'filename'), textIn(body, 'base64'), fieldIn(body, 'size')];
  const speex = textIn(body, 'speex');
  if (filename === undefined) throw new Error('A media file needs a "filename".');
  if (base64 === undefined && typeof size !== 'number') throw new Error('A media file needs its content in "base64", or a "size" in bytes.');
  return sandbox.plantMedia({
    filename,
    content: base64 === undefined ? Number(size) : Buffer.from(base64, 'base64'),
    ...given('type', textIn(body, 'type')),
    ...given('contentType', textIn(body, 'contentType')),
    ...given('corpid', textIn(body, 'corpid')),
    ...given('speex', speex === undefined ? undefined : Buffer.from(speex, 'base64')),
  });
}
