import { showMessage } from './message-in-words.ts';
import type { Plan } from './plan.ts';
import { print } from './print.ts';

/** Prints what would be sent. @param groups how many robots would send it, where robots do. */
export function printPlan({ channel, files, steps }: Plan, groups: number): void {
  const whom = { robot: groups === 1 ? 'One group' : `Each of ${groups} groups`, app: 'The application’s recipients', appchat: 'The application’s group chat' }[channel];
  print(`Dry run: nothing is sent. ${whom} would get ${steps.length} message${steps.length === 1 ? '' : 's'}:`);
  steps.forEach((step, index) => {
    const what =
      step.kind === 'file'
        ? `${step.file.kind} ${step.file.path} as “${step.file.name}” (${step.file.size} bytes)`
        : showMessage(step.message);
    print(`${index + 1}. ${what}`);
  });
  const onlyUploaded = files.filter((file) => file.skip === undefined && !steps.some((step) => step.kind === 'file' && step.file === file));
  for (const file of onlyUploaded) print(`Upload only: ${file.kind} ${file.path} as “${file.name}” (${file.size} bytes)`);
  for (const file of files) if (file.skip !== undefined) print(`Left out: ${file.path}, ${file.skip}`);
}
