/**
 * What GitHub's runner would take for its commands in an action's output, by its own rules: a line, ended by CR, LF or both,
 * that begins with "::" after any white space and has another "::", or that holds the older "##[…]" anywhere.
 *
 * https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
export function commandsIn(output: string): { name: string; data: string; line: string }[] {
  return output.split(/\r\n|\r|\n/).flatMap((line) => {
    const trimmed = line.trimStart();
    const end = trimmed.indexOf('::', 2);
    if (trimmed.startsWith('::') && end >= 0) {
      const [name = ''] = trimmed.slice(2, end).split(' ');
      return [{ name, data: unescape(trimmed.slice(end + 2)), line }];
    }
    const old = /##\[([^\] ]*)[^\]]*\](.*)/.exec(line);
    return old === null ? [] : [{ name: old[1] ?? '', data: old[2] ?? '', line }];
  });
}

const unescape = (data: string): string => data.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
