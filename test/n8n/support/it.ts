import { inject, test } from 'vitest';

import { startSandbox } from '../../../sandbox/server.ts';
import { Rest } from '../../../scripts/n8n/rest.ts';

/**
 * A test with the n8n of the run, signed in, and a sandbox. The sandbox is the file's own, so that credentials can be made once for
 * a file; each test finds it empty.
 */
export const it = test
  .extend('rest', { scope: 'file' }, () => new Rest(inject('n8n').baseUrl, inject('n8n').cookie))
  .extend('fileSandbox', { scope: 'file' }, async ({}, { onCleanup }) => {
    const sandbox = await startSandbox();
    onCleanup(() => sandbox.close());
    return sandbox;
  })
  .extend('sandbox', ({ fileSandbox }) => {
    fileSandbox.reset();
    return fileSandbox;
  });
