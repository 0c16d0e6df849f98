import type { IExecuteFunctions } from 'n8n-workflow';

import { createApp, missedSomebody } from '../../../core/app.ts';
import type { App, AppReceipt } from '../../../core/app.ts';
import { createChatSender } from '../../../core/chat-sender.ts';
import { createDeadline } from '../../../core/deadline.ts';
import type { Deadline } from '../../../core/deadline.ts';
import { mapSent } from '../../../core/outcome.ts';
import type { Outcome } from '../../../core/outcome.ts';
import type { Connection } from '../../../core/request.ts';
import type { Message } from '../../../core/robot.ts';
import type { Channel } from '../../../core/spec/types.ts';
import type { UploadedMedia } from '../../../core/uploader.ts';
import type { BinaryFile } from '../../binary.ts';
import { connectApp, openRobot } from '../../connection.ts';
import { CLOCK } from '../../ports.ts';

export interface Application {
  app: App;
  connection: Connection;
  /** The number that its messages carry. */
  agentId: number;
}

/** What the node's credential can do, a robot's or an application's alike. */
export interface Sender {
  channel: Channel;
  upload: (file: BinaryFile) => Promise<Outcome<UploadedMedia>>;
  send: (message: Message) => Promise<Outcome<AppReceipt>>;
  /** What only an application can do, it does with these. */
  application?: Application;
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
    const { connection, agentId } = await connectApp(context, deadline);
    const app = createApp(connection);
    return { channel, upload: (file) => app.upload(file, file.kind), send: app.send, application: { app, connection, agentId }, envelope: { agentid: agentId }, restart };
  }
  const robot = await openRobot(context, deadline);
  return {
    channel,
    upload: (file) => robot.upload(file, file.kind === 'voice' ? 'voice' : 'file'),
    send: async (message) => withoutReceipt(await robot.send(message)),
    envelope: {},
    restart,
  };
}

/** The same application's messages to its group chats. */
export function toGroupChats(sender: Sender, { connection }: Application): Sender {
  const chats = createChatSender(connection);
  return { ...sender, channel: 'appchat', send: async (message) => withoutReceipt(await chats.send(message)), envelope: {} };
}

const withoutReceipt = (outcome: Outcome<undefined>): Outcome<AppReceipt> => mapSent(outcome, () => ({}));

/** WeCom takes a message as long as one recipient is left; whoever sent it wants to know of the others. */
export const deliveryOf = (receipt: AppReceipt): 'sent' | 'partial' => (missedSomebody(receipt) ? 'partial' : 'sent');
