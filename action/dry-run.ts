import type { Plan } from './plan.ts';
import { print } from './print.ts';

/** Characters of a message that are printed. */
const SHOWN = 1000;

/** Prints what would be sent. A message may hold a media_id, which is no more for the log than a key is. */
export function printPlan({ files, steps }: Plan, destinations: number): void {
  print(`Dry run: nothing is sent. ${destinations === 1 ? 'One group' : `Each of ${destinations} groups`} would get ${steps.length} message${steps.length === 1 ? '' : 's'}:`);
  steps.forEach((step, index) => {
    const what =
      step.kind === 'file'
        ? `${step.file.kind} ${step.file.path} as “${step.file.name}” (${step.file.size} bytes)`
        : `${step.message.msgtype} ${shorten(JSON.stringify(step.message, hideMediaIds))}`;
    print(`${index + 1}. ${what}`);
  });
  const onlyUploaded = files.filter((file) => file.skip === undefined && !steps.some((step) => step.kind === 'file' && step.file === file));
  for (const file of onlyUploaded) print(`Upload only: ${file.kind} ${file.path} as “${file.name}” (${file.size} bytes)`);
  for (const file of files) if (file.skip !== undefined) print(`Left out: ${file.path}, ${file.skip}`);
}

const hideMediaIds = (name: string, value: unknown): unknown => (name === 'media_id' ? '***' : value);

const shorten = (text: string): string => (text.length <= SHOWN ? text : `${text.slice(0, SHOWN)}… (${text.length} characters)`);
