import type { Problem } from '../core/errors.ts';
import { fieldSpecAt } from '../core/field-at.ts';
import type { Message } from '../core/robot.ts';
import type { Channel } from '../core/spec/types.ts';
import { validateMessage } from '../core/validate.ts';
import { isRecord } from '../core/validate/kinds.ts';
import { parseFields, setField } from './fields.ts';
import type { FieldLine } from './fields.ts';
import type { Inputs } from './inputs.ts';
import { parseMessage, readMessageFile } from './message.ts';
import type { Workspace } from './workspace.ts';

export interface Composed {
  messages: Message[];
  problems: Problem[];
}

/**
 * The messages that the inputs ask for, in the order text, markdown, markdown-v2, message. Not validated yet.
 *
 * @param channels that they are for: their tables tell which fields are numbers.
 */
export async function composeMessages({ content, messageFile, fields }: Inputs, workspace: Workspace, channels: readonly Channel[]): Promise<Composed> {
  const problems: Problem[] = [];
  const messages: Message[] = [];
  if (content.text !== '') messages.push({ msgtype: 'text', text: { content: content.text } });
  if (content.markdown !== '') messages.push({ msgtype: 'markdown', markdown: { content: content.markdown } });
  if (content.markdownV2 !== '') messages.push({ msgtype: 'markdown_v2', markdown_v2: { content: content.markdownV2 } });

  const whole = await wholeMessage(content.message, messageFile, workspace, problems);
  const lines = parseFields(fields);
  problems.push(...lines.problems);
  const message = lines.fields.reduce<unknown>((changed, line) => override(changed, line, channels), whole);
  // What could not even be read was named above; a list, a number or an empty file can be read and is no message.
  if (message !== undefined && problems.length === 0) {
    if (isRecord(message)) messages.push(message as Message);
    else problems.push(...validateMessage(channels[0] ?? 'robot', message).problems);
  }
  return { messages, problems };
}

async function wholeMessage(inline: string, file: string, workspace: Workspace, problems: Problem[]): Promise<unknown> {
  if (inline !== '' && file !== '') {
    problems.push({ path: 'message', limit: 'message or message-file', actual: 'both', fix: 'Leave one of the two empty' });
    return undefined;
  }
  const text = file === '' ? ({ ok: true, value: inline } as const) : await readMessageFile(workspace, file);
  if (!text.ok) {
    problems.push(text.problem);
    return undefined;
  }
  if (text.value === '' && file === '') return undefined;
  const parsed = await parseMessage(text.value, file === '' ? 'message' : 'message-file');
  if (parsed.ok) return parsed.value;
  problems.push(parsed.problem);
  return undefined;
}

/** Every input is text; the table knows which fields of a message are numbers. */
function override(message: unknown, { path, value }: FieldLine, channels: readonly Channel[]): unknown {
  const type = channels.map((channel) => fieldSpecAt(channel, message, path.join('.'))?.type).find((known) => known !== undefined);
  const isNumber = (type === 'integer' || type === 'number') && /^-?\d+(\.\d+)?$/.test(value.trim());
  return setField(message, path, isNumber ? Number(value) : value);
}
