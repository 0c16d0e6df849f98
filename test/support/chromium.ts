import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

const INSTALLED = [...new Set(['/usr/bin', ...(process.env.PATH ?? '').split(delimiter)])].flatMap((folder) =>
  NAMES.map((name) => join(folder, name)),
);

/** The browser of this machine, CHROMIUM_PATH before any other; undefined where there is none and its tests are skipped. */
export const chromiumPath: string | undefined = [process.env.CHROMIUM_PATH ?? '', ...INSTALLED].find(
  (path) => path !== '' && existsSync(path),
);

/** A browser that reaches 127.0.0.1 and nothing else, neither for a page nor for itself. */
export function launchChromium(): Promise<Browser> {
  if (chromiumPath === undefined) throw new Error('There is no Chromium: install one, or name it in CHROMIUM_PATH.');
  const args = [
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
  ];
  // Chromium's own sandbox does not start as root, which is who a container's tests run as; false adds --no-sandbox.
  // Without a UTF-8 locale Chromium saves every file with a Chinese name as “download”.
  const env = { ...process.env, LC_ALL: 'C.UTF-8' };
  return chromium.launch({ executablePath: chromiumPath, args, env, chromiumSandbox: process.getuid?.() !== 0 });
}
