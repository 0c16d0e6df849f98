import { messageSpec } from './spec/messages.ts';
import type { Channel, FieldSpec } from './spec/types.ts';
import { checkFields } from './validate/fields.ts';
import { checkJson } from './validate/json.ts';
import { isRecord, kindOf } from './validate/kinds.ts';
import { createReport } from './validate/report.ts';
import type { Findings } from './validate/report.ts';

/**
 * Checks a whole message, `msgtype` and body, against the tables of its channel, and reports everything at once.
 *
 * Problems are what WeCom refuses, and what it would cut off without a word. Warnings are what it may not show in full or may
 * ignore. Neither quotes content: only sizes, types, names of fields and, where there is a choice, the value given.
 *
 * @see https://developer.work.weixin.qq.com/document/path/91770 for robots, https://developer.work.weixin.qq.com/document/path/90236 for
 * applications, https://developer.work.weixin.qq.com/document/path/90248 for their group chats
 */
export function validateMessage(channel: Channel, message: unknown): Findings {
  return validateObject(messageSpec(channel), message, 'Write an object with msgtype and the object of that name');
}

/** Checks an object against its row of the tables. @param fix what to do when it is no object. */
export function validateObject(spec: FieldSpec, object: unknown, fix: string): Findings {
  const report = createReport();
  if (!isRecord(object)) {
    report.problem({ path: spec.name, limit: 'an object', actual: kindOf(object), fix });
    return report.findings();
  }
  // What is too large or too deep is not looked at further.
  if (checkJson(object, report)) checkFields(spec, object, '', report);
  return report.findings();
}
