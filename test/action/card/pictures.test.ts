import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { makeCard } from '../../../action/card/card.ts';
import type { Language } from '../../../action/card/words.ts';
import { startSandbox } from '../../../sandbox/server.ts';
import { ROOT, filesMatching } from '../../house/source-files.ts';
import { chromiumPath, launchChromium } from '../../support/chromium.ts';
import { contextOf } from '../../support/github-events.ts';
import { AUTO, AUTO_MARKDOWN, SPECIMENS } from './specimens.ts';

const [SEEN, KEPT] = [join(ROOT, '.demo/cards'), join(ROOT, 'docs/images/cards')];

/** The pictures that the guides show. */
const shownInGuides = (): Set<string> => new Set(filesMatching('docs/**/*.md').flatMap(({ text }) => [...text.matchAll(/images\/cards\/([\w.-]+\.png)/g)].map(([, name = '']) => name)));

/** Where a picture goes: into the guides' folder only when that is wanted, since no two are the same to the byte. */
const placeOf = (name: string): string => join(process.env.KEEP_PICTURES !== undefined && shownInGuides().has(name) ? KEPT : SEEN, name);

/** Beside and above a card, in pixels. */
const MARGIN = 4;

describe('the pictures of the guides', () => {
  it('are all there, in both languages, and there is none that no guide shows', async () => {
    expect((await readdir(KEPT)).sort()).toEqual([...shownInGuides()].sort());
    for (const name of shownInGuides()) expect([...shownInGuides()]).toContain(name.replace(/\.(?:en|zh-CN)\./, name.includes('.en.') ? '.zh-CN.' : '.en.'));
  });
});

describe.skipIf(chromiumPath === undefined)('on the inbox page', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchChromium();
    await mkdir(SEEN, { recursive: true });
  });

  afterAll(() => browser.close());

  it.each([
    ['en', AUTO, ''],
    ['zh-CN', AUTO, ''],
    ['en', AUTO_MARKDOWN, '-markdown'],
    ['zh-CN', AUTO_MARKDOWN, '-markdown'],
  ] as const)('every card in %s (%o) is shown in full, with none of its text beyond its edge', async (language: Language, choice, suffix) => {
    const sandbox = await startSandbox();
    const page = await browser.newPage({ viewport: { width: 900, height: 1400 }, deviceScaleFactor: 1.5 });
    try {
      for (const { name, event, wishes } of SPECIMENS) {
        const card = await makeCard(contextOf(event), { choice, language, channel: 'robot', ...wishes });
        if (!card.ok) throw new Error(`${name}: ${card.problem.actual}`);
        const answer = await fetch(sandbox.robots[0]?.webhook ?? '', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(card.message) });
        expect(await answer.json(), name).toMatchObject({ errcode: 0 });

        await page.goto(sandbox.baseUrl);
        const kind = choice.markdown ? '.markdown' : '.card';
        const shown = page.locator(kind).last();
        await shown.scrollIntoViewIfNeeded();
        const overflow = await page.evaluate(`((all) => all[all.length - 1].scrollWidth - all[all.length - 1].clientWidth)(document.querySelectorAll('${kind}'))`);
        expect(overflow, `${name}: pixels beyond the edge`).toBeLessThanOrEqual(0);
        const box = await shown.boundingBox();
        if (box === null) throw new Error(`${name} is not to be seen`);
        const clip = { x: box.x - MARGIN, y: box.y - MARGIN, width: box.width + 2 * MARGIN, height: box.height + MARGIN + 3 };
        await page.screenshot({ path: placeOf(`${name}${suffix}.${language}.png`), clip });
      }
    } finally {
      await page.close();
      await sandbox.close();
    }
  });
});
