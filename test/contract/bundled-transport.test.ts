import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { afterAll, beforeAll } from 'vitest';

import type { createHttp as CreateHttp } from '../../action/transport.ts';
import { buildAction } from '../../scripts/build/bundle.ts';
import { describeHttpContract } from './http.ts';

/** The same transport as it ships: in the bundle, parts of its libraries are replaced and others left out. */
let folder = '';
let createHttp: typeof CreateHttp;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bundled-transport-'));
  await buildAction(folder, 'action/transport.ts');
  ({ createHttp } = (await import(pathToFileURL(join(folder, 'index.js')).href)) as { createHttp: typeof CreateHttp });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describeHttpContract("the Action's, bundled,", () => {
  const http = createHttp({});
  return { http, close: http.close };
});
