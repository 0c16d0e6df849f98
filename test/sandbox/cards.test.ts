import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { sendMessage, startWithClock, upload, uploadUrl } from './wire.ts';
import type { Clocked } from './wire.ts';

type Card = Record<string, unknown>;

let stage: Clocked;
beforeEach(async () => {
  stage = await startWithClock();
});
afterEach(() => stage.sandbox.close());

const errcodeOf = async (card: Card): Promise<number> =>
  (await sendMessage(stage.webhook, { msgtype: 'template_card', template_card: card })).errcode;

const LINK = 'https://ci.example/42';
const TEXT_NOTICE: Card = { card_type: 'text_notice', main_title: { title: 'Build 42' }, card_action: { type: 1, url: LINK } };
const NEWS_NOTICE: Card = { ...TEXT_NOTICE, card_type: 'news_notice', card_image: { url: LINK } };

const without = (card: Card, field: string): Card => ({ ...card, [field]: undefined });

describe.each([
  ['text_notice', TEXT_NOTICE],
  ['news_notice', NEWS_NOTICE],
])('a card of type %s', (_type, card) => {
  it('is accepted with what it needs', async () => {
    expect(await errcodeOf(card)).toBe(0);
  });

  it.each(['card_type', 'main_title', 'card_action'])('needs its %s', async (field) => {
    expect(await errcodeOf(without(card, field))).toBe(40058);
  });

  it('opens a link or a mini program, and one of them', async () => {
    const withAction = (card_action: unknown): Card => ({ ...card, card_action });
    expect(await errcodeOf(withAction({ type: 2, appid: 'wx1', pagepath: 'pages/index' }))).toBe(0);
    expect(await errcodeOf(withAction({ type: 2, appid: 'wx1' }))).toBe(0);
    const incomplete = [{}, { url: LINK }, { type: 1 }, { type: 1, url: '' }, { type: 2, url: LINK }];
    for (const wrong of [...incomplete, { type: 0 }, { type: 3 }, { type: '1', url: LINK }]) {
      expect(await errcodeOf(withAction(wrong))).toBe(40058);
    }
    expect(await errcodeOf(withAction({ type: 1, url: 'ci.example' }))).toBe(45034);
  });

  it('has up to 3 jumps, each with a title and what its type needs', async () => {
    const withJumps = (...jump_list: unknown[]): Card => ({ ...card, jump_list });
    const jump = { type: 1, title: 'Log', url: LINK };
    expect(await errcodeOf(withJumps(jump, { title: 'Plain' }, { type: 2, title: 'App', appid: 'wx1' }))).toBe(0);
    expect(await errcodeOf(withJumps(jump, jump, jump, jump))).toBe(40058);
    for (const wrong of [{ type: 1, url: LINK }, { type: 1, title: 'Log' }, { type: 2, title: 'App' }, { type: 3, title: 'x' }]) {
      expect(await errcodeOf(withJumps(wrong))).toBe(40058);
    }
  });

  it('has up to 6 rows, each with a keyname and what its type needs', async () => {
    const withRows = (...horizontal_content_list: unknown[]): Card => ({ ...card, horizontal_content_list });
    const row = { keyname: 'Branch', value: 'main' };
    expect(await errcodeOf(withRows(row, { type: 1, keyname: 'Log', url: LINK }, { type: 3, keyname: 'By', userid: 'wq' }))).toBe(0);
    expect(await errcodeOf(withRows(...Array<unknown>(6).fill(row)))).toBe(0);
    expect(await errcodeOf(withRows(...Array<unknown>(7).fill(row)))).toBe(40058);
    for (const wrong of [{ value: 'x' }, { type: 1, keyname: 'x' }, { type: 3, keyname: 'x' }, { type: 4, keyname: 'x' }]) {
      expect(await errcodeOf(withRows(wrong))).toBe(40058);
    }
    expect(await errcodeOf(withRows({ type: 2, keyname: 'x' }))).toBe(41006);
  });

  it("attaches a file of the robot's own, not a voice and not another robot's", async () => {
    const row = { type: 2, keyname: 'File', value: 'a.txt' };
    const withFile = (media_id: unknown): Card => ({ ...card, horizontal_content_list: [{ ...row, media_id }] });
    const amr = Buffer.concat([Buffer.from('#!AMR\n'), Buffer.alloc(13, 0x04)]);
    const voice = await upload(uploadUrl(stage.webhook, 'voice'), { bytes: amr });
    const foreign = await upload(uploadUrl(stage.sandbox.addRobot('Other').webhook));
    const own = await upload(uploadUrl(stage.webhook));
    expect(await errcodeOf(withFile(voice.media_id))).toBe(40007);
    expect(await errcodeOf(withFile(foreign.media_id))).toBe(40007);
    expect(await errcodeOf(withFile(own.media_id))).toBe(0);
  });

  it('has a source with one of four colours', async () => {
    const withColour = (desc_color: unknown): Card => ({ ...card, source: { desc: 'CI', icon_url: LINK, desc_color } });
    for (const colour of [0, 1, 2, 3]) expect(await errcodeOf(withColour(colour))).toBe(0);
    for (const wrong of [4, -1, '0', 1.5]) expect(await errcodeOf(withColour(wrong))).toBe(40058);
    expect(await errcodeOf({ ...card, source: { icon_url: 'icon.png' } })).toBe(45034);
  });

  it('has a quote with what its type needs', async () => {
    const withQuote = (quote_area: unknown): Card => ({ ...card, quote_area });
    expect(await errcodeOf(withQuote({ title: 'Log', quote_text: 'ok' }))).toBe(0);
    expect(await errcodeOf(withQuote({ type: 1, url: LINK }))).toBe(0);
    for (const wrong of [{ type: 1 }, { type: 2 }, { type: 3 }, 'x']) expect(await errcodeOf(withQuote(wrong))).toBe(40058);
  });

  it('is not refused for texts longer than recommended', async () => {
    expect(await errcodeOf({ ...card, main_title: { title: '构'.repeat(200), desc: '建'.repeat(200) } })).toBe(0);
  });
});

describe('a text notice', () => {
  it('needs a title or the text below it', async () => {
    expect(await errcodeOf({ ...TEXT_NOTICE, main_title: { desc: 'x' } })).toBe(40058);
    expect(await errcodeOf({ ...TEXT_NOTICE, main_title: { title: ' ' }, sub_title_text: '' })).toBe(40058);
    expect(await errcodeOf({ ...TEXT_NOTICE, main_title: {}, sub_title_text: 'It is done' })).toBe(0);
  });

  it('has its emphasis as an object of texts', async () => {
    expect(await errcodeOf({ ...TEXT_NOTICE, emphasis_content: { title: '100 %', desc: 'passed' } })).toBe(0);
    expect(await errcodeOf({ ...TEXT_NOTICE, emphasis_content: { title: 100 } })).toBe(40058);
  });
});

describe('a news notice', () => {
  it('needs its title, also when there is a text below it', async () => {
    expect(await errcodeOf({ ...NEWS_NOTICE, main_title: { desc: 'x' }, sub_title_text: 'x' })).toBe(40058);
  });

  it('needs a picture with a link, also when there is an area with a picture', async () => {
    const area = { image_url: LINK };
    expect(await errcodeOf({ ...without(NEWS_NOTICE, 'card_image'), image_text_area: area })).toBe(40058);
    expect(await errcodeOf({ ...NEWS_NOTICE, card_image: { aspect_ratio: 1.5 } })).toBe(40058);
    expect(await errcodeOf({ ...NEWS_NOTICE, image_text_area: area })).toBe(0);
    expect(await errcodeOf({ ...NEWS_NOTICE, image_text_area: { title: 'x' } })).toBe(40058);
  });

  it('shows its picture at a ratio from 1.3 to 2.25', async () => {
    const withRatio = (aspect_ratio: unknown): Card => ({ ...NEWS_NOTICE, card_image: { url: LINK, aspect_ratio } });
    for (const ratio of [1.3, 2, 2.25]) expect(await errcodeOf(withRatio(ratio))).toBe(0);
    for (const wrong of [1.29, 2.26, '1.3', 0]) expect(await errcodeOf(withRatio(wrong))).toBe(40058);
  });

  it('has up to 4 paragraphs, each with a title', async () => {
    const withParagraphs = (...vertical_content_list: unknown[]): Card => ({ ...NEWS_NOTICE, vertical_content_list });
    const paragraph = { title: 'Changes', desc: 'x' };
    expect(await errcodeOf(withParagraphs(...Array<unknown>(4).fill(paragraph)))).toBe(0);
    expect(await errcodeOf(withParagraphs(...Array<unknown>(5).fill(paragraph)))).toBe(40058);
    expect(await errcodeOf(withParagraphs({ desc: 'x' }))).toBe(40058);
  });
});

it.each(['button_interaction', 'vote_interaction', 'multiple_interaction', ''])(
  'the card type "%s" is none that a robot has',
  async (card_type) => {
    expect(await errcodeOf({ ...NEWS_NOTICE, card_type })).toBe(40058);
  },
);
