import { readFile } from 'node:fs/promises';

import type { Plugin } from 'esbuild';

/** The tables' help texts and the pages they come from are for forms and documents. The Action shows neither, and would load them at every start. */
export const withoutHelpTexts: Plugin = {
  name: 'without-help-texts',
  setup(build) {
    build.onLoad({ filter: /[\\/]core[\\/]spec[\\/][\w-]+\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      return { loader: 'ts', contents: source.replaceAll(/\b(about|source): '(?:[^'\\\n]|\\.)*'/g, "$1: ''") };
    });
  },
};
