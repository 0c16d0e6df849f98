import { secretOf } from './app/apps.ts';
import type { CorpApp } from './app/apps.ts';
import { MEMBERS } from './app/members.ts';
import { callBot } from './bot/call.ts';
import { callbackAddress } from './callback/address.ts';
import { callAgain, callApp } from './callback/call.ts';
import { pressCard } from './callback/press.ts';
import { verifyAddress } from './callback/verify.ts';
import { plantedUpload } from './media/planted.ts';
import type { GroupRobot } from './robot/robots.ts';
import type { AppFace, Robot, Sandbox } from './types.ts';
import type { World } from './world.ts';

const appFace = (app: CorpApp): AppFace => ({
  name: app.name,
  corpid: app.corpid,
  corpsecret: secretOf(app),
  agentid: app.agentid,
});

/** The programmatic face of a world that answers at this address. */
export function faceOf(world: World, baseUrl: string, close: () => Promise<void>): Sandbox {
  const robotFace = ({ name, key }: GroupRobot): Robot => ({ name, key, webhook: `${baseUrl}/cgi-bin/webhook/send?key=${key}` });
  return {
    baseUrl,
    get robots() {
      return world.robots.all.map(robotFace);
    },
    get apps() {
      return world.apps.all.map(appFace);
    },
    members: MEMBERS,
    addRobot: (name) => robotFace(world.robots.add(name)),
    setDisabled: (name, disabled) => {
      world.robots.setDisabled(name, disabled);
    },
    addApp: (app) => appFace(world.apps.add(app)),
    configureApp: (name, settings) => {
      world.apps.configure(name, settings);
    },
    trustIps: (addresses) => {
      world.trustedIps = addresses && [...addresses];
    },
    expireTokens: () => {
      world.tokens.expire();
    },
    revokeTokens: () => {
      world.tokens.revoke();
    },
    rotateSecret: (corpsecret) => {
      const app = world.apps.rotateSecret(corpsecret);
      world.tokens.revoke(app);
      return appFace(app);
    },
    plantMedia: (media) => {
      const corpid = media.corpid ?? world.apps.all[0]?.corpid ?? '';
      return structuredClone(world.media.add(plantedUpload(media, corpid), world.now()));
    },
    setCallback: (name, settings) => {
      const app = world.apps.named(name);
      if (!settings) world.callbacks.unset(name);
      const address = settings && world.callbacks.set(app, settings, app.corpid);
      world.apps.configure(name, { callback: settings !== undefined });
      return address;
    },
    callbackOf: (name) => structuredClone(world.callbacks.find(name)),
    verifyCallback: async (name) => verifyAddress(world.callbacks.addressOf(world.bots.find(name)?.name ?? world.apps.named(name).name), world.now(), world.callbacks.closing),
    callBack: async (name, message, options = {}) => callApp(world, world.apps.named(name), message, options, baseUrl),
    addBot: (settings, name) => {
      // An address that is refused makes no bot.
      callbackAddress(settings, '');
      const bot = world.bots.add(name);
      return { ...bot, ...world.callbacks.set(bot, settings, '', true) };
    },
    callBot: async (name, message, options = {}) => callBot(world, world.bots.named(name), message, options, baseUrl),
    pressCard: async (press, options = {}) => pressCard(world, press, options, baseUrl),
    callAgain: (id, options = {}) => callAgain(world, id, options),
    script: (fault) => {
      world.faults.add(fault);
    },
    state: () => world.state(),
    reset: () => {
      world.reset();
    },
    close,
  };
}
