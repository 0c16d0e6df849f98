import type { Problem } from '../core/errors.ts';
import type { MediaMemory } from '../core/memory.ts';
import type { Connection } from '../core/request.ts';
import { createRobot } from '../core/robot.ts';
import type { Message } from '../core/robot.ts';
import { robotAudience } from './audience.ts';
import type { Audience } from './audience.ts';
import type { InputName } from './defaults.ts';
import { isSet } from './inputs.ts';
import type { Inputs } from './inputs.ts';
import { robotSender } from './sender.ts';
import type { Sender } from './sender.ts';

/** Who sends in a step: all of its robots, or its application. */
export interface Party {
  audience: Audience;
  /** Everyone of them ready to send. Makes no request yet. */
  open: (around: Around, memory?: MediaMemory) => Sender[];
}

/** What all who send in a step share. */
export type Around = Omit<Connection, 'access' | 'baseUrl'>;

export interface Gathered {
  parties: Party[];
  /** Why nothing is to be sent, where that is no mistake. */
  skip?: string;
  problems: Problem[];
  warnings: string[];
}

/** Who is to send, by the inputs. Without credentials nobody is, which is a problem unless GitHub itself withheld them or the user allows it. */
export async function gatherParties(inputs: Inputs, env: NodeJS.ProcessEnv): Promise<Gathered> {
  const withRobots = isSet('webhook');
  if (APPLICATION.some(isSet)) return withApplication(inputs, withRobots, env);
  const stray = OPTIONS.some(isSet) ? (await import('./application/index.ts')).strayOptions(inputs) : [];
  const robots = { parties: [robotParty(inputs)], problems: stray, warnings: [] };
  if (withRobots) return robots;
  const skip = await excuse(['webhook'], inputs, env);
  return skip === undefined ? { ...robots, problems: [NO_CREDENTIALS, ...stray] } : { ...robots, skip };
}

/** Each of these speaks of an application as soon as it is filled in. */
const APPLICATION: readonly InputName[] = ['corp-id', 'corp-secret', 'agent-id', 'to-user', 'to-party', 'to-tag', 'chat-id'];

/** These mean nothing without one. */
const OPTIONS: readonly InputName[] = ['dedupe-seconds', 'safe', 'enable-id-trans'];

const NO_CREDENTIALS: Problem = {
  path: 'webhook',
  limit: 'a group robot’s webhook address or key',
  actual: 'empty',
  fix: 'Store the address in a secret of the repository and write webhook: ${{ secrets.WECOM_WEBHOOK }}; a secret that does not exist reads as empty. To send as an application, set corp-id, corp-secret and agent-id',
};

async function withApplication(inputs: Inputs, withRobots: boolean, env: NodeJS.ProcessEnv): Promise<Gathered> {
  const { applicationAudience, loadTables, missingCredentials, openApplication, readApplication, withoutEnvelope } = await import('./application/index.ts');
  loadTables();
  const missing = missingCredentials();
  const skip = missing.length === 0 ? undefined : await excuse(missing, inputs, env);
  if (skip !== undefined) {
    return withRobots ? { parties: [robotParty(inputs)], problems: [], warnings: [`The application sends nothing: ${skip}`] } : { parties: [], skip, problems: [], warnings: [] };
  }
  const { application, ...complaints } = readApplication(inputs);
  const audience = applicationAudience(application);
  const party: Party = { audience, open: (around, memory) => [openApplication(application, audience, around, memory)] };
  return { parties: [...(withRobots ? [robotParty(inputs, withoutEnvelope)] : []), party], ...complaints };
}

function robotParty({ webhooks }: Inputs, reduce?: (message: Message) => Message): Party {
  return {
    audience: robotAudience(reduce),
    open: (around, memory) =>
      webhooks.map(({ key, baseUrl }) => {
        around.redactor.add(key);
        return robotSender(createRobot({ ...around, baseUrl, access: { kind: 'fixed', secret: key } }, memory));
      }),
  };
}

/** Why it is no mistake that these inputs are empty, or undefined when it is one. */
async function excuse(missing: readonly string[], inputs: Inputs, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const wish = inputs.choose('if-no-credentials');
  if (wish === 'skip') return `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} empty, and if-no-credentials is skip`;
  if (wish === 'fail') return undefined;
  return (await import('./skip.ts')).whyWithoutSecrets(env);
}
