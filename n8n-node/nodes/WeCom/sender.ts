import type { IExecuteFunctions } from 'n8n-workflow';

import { missedSomebody } from '../../../core/app.ts';
import type { App, AppReceipt } from '../../../core/app.ts';
import { createDeadline } from '../../../core/deadline.ts';
import type { Deadline } from '../../../core/deadline.ts';
import type { Outcome } from '../../../core/outcome.ts';
import type { Message } from '../../../core/robot.ts';
import type { Channel } from '../../../core/spec/types.ts';
import type { UploadedMedia } from '../../../core/uploader.ts';
import type { BinaryFile } from '../../binary.ts';
import { openApp, openRobot } from '../../connection.ts';
import { CLOCK } from '../../ports.ts';

/** What the node's credential can do, a robot's or an application's alike. */
export interface Sender {
  channel: Channel;
  upload: (file: BinaryFile) => Promise<Outcome<UploadedMedia>>;
  send: (message: Message) => Promise<Outcome<AppReceipt>>;
  /** Only an application can download. */
  download?: App['download'];
  /** What the channel's messages carry besides what the user fills in. */
  envelope: Record<string, unknown>;
  /** From now on a new item's time counts. */
  restart: (seconds: number) => void;
}

/** Opened once for all items, so that a robot's rate and an application's token are shared by them. */
export async function openSender(context: IExecuteFunctions, channel: Channel): Promise<Sender> {
  let current = createDeadline(CLOCK, 0);
  const deadline: Deadline = { left: () => current.left() };
  const restart = (seconds: number): void => {
    current = createDeadline(CLOCK, seconds * 1000);
  };
  if (channel === 'app') {
    const { app, agentId } = await openApp(context, deadline);
    return { channel, upload: (file) => app.upload(file, file.kind), send: app.send, download: app.download, envelope: { agentid: agentId }, restart };
  }
  const robot = await openRobot(context, deadline);
  return {
    channel,
    upload: (file) => robot.upload(file, file.kind === 'voice' ? 'voice' : 'file'),
    send: async (message) => {
      const outcome = await robot.send(message);
      return outcome.delivery === 'sent' ? { ...outcome, value: {} } : outcome;
    },
    envelope: {},
    restart,
  };
}

/** WeCom takes a message as long as one recipient is left; whoever sent it wants to know of the others. */
export const deliveryOf = (receipt: AppReceipt): 'sent' | 'partial' => (missedSomebody(receipt) ? 'partial' : 'sent');
