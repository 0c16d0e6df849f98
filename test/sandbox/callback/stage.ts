import { startSandbox } from '../../../sandbox/server.ts';
import type { AppFace, CallbackFace, Sandbox, SandboxOptions } from '../../../sandbox/server.ts';
import { firstApp } from '../app-wire.ts';
import { startReceiver } from './receiver.ts';

export interface CallbackStage {
  sandbox: Sandbox;
  app: AppFace;
  receiver: Awaited<ReturnType<typeof startReceiver>>;
  address: CallbackFace;
  close: () => Promise<void>;
}

/** A sandbox whose first application is called at a receiver, with the waiting between attempts cut short. */
export async function startCallbacks(options: SandboxOptions = {}): Promise<CallbackStage> {
  const none = { url: '', token: '', encodingAesKey: '', receiveId: '' };
  let address: CallbackFace = none;
  const receiver = await startReceiver(() => address);
  const sandbox = await startSandbox({ retryAfterMs: 20, ...options });
  const app = firstApp(sandbox);
  address = sandbox.setCallback(app.name, { url: receiver.url }) ?? none;
  return {
    sandbox,
    app,
    receiver,
    address,
    close: async () => {
      await sandbox.close();
      await receiver.close();
    },
  };
}
