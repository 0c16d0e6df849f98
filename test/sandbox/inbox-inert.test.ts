import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conversationItem } from '../../sandbox/inbox/conversation.ts';
import { renderMessage } from '../../sandbox/inbox/render/message.ts';
import type { InboxMedia, InboxMessage, InboxRecipients } from '../../sandbox/inbox/source.ts';
import { HOSTILE } from './inbox-hostile.ts';
import { hazardsIn } from './inbox-markup.ts';
import { APP_SAMPLES, SAMPLES } from './inbox-samples.ts';

const OPTIONS = [{ id: 'a', text: 'A', is_checked: true }, { id: 'b', text: 'B' }];

/** Cards that are answered. */
const CARDS = [
  { card_type: 'button_interaction', main_title: { title: 'Deploy?' }, button_selection: { question_key: 'q', title: 'Where', option_list: OPTIONS, selected_id: 'b' }, button_list: [{ text: 'Yes', key: 'y', style: 1 }, { text: 'Link', type: 1, url: 'https://example.com/' }] },
  { card_type: 'vote_interaction', main_title: { title: 'When?' }, checkbox: { question_key: 'q', mode: 1, option_list: OPTIONS }, submit_button: { text: 'Send', key: 's' } },
  { card_type: 'multiple_interaction', main_title: { title: 'What?' }, select_list: [{ question_key: 'q', title: 'Which', option_list: OPTIONS }], submit_button: { text: 'Send', key: 's' } },
].map((fields) => ({ msgtype: 'template_card', fields, media: [], to: undefined }));

/** What members write. */
const WRITTEN = [
  { msgtype: 'location', fields: { Label: 'Here', Location_X: '1', Location_Y: '2' } },
  { msgtype: 'link', fields: { Title: 'Build', Description: 'Green', Url: 'https://example.com/' } },
  { msgtype: 'event', fields: { Event: 'click', EventKey: 'menu' } },
  { msgtype: 'mixed', fields: { msg_item: [{ msgtype: 'text', text: { content: 'Look' } }] } },
].map((sample) => ({ ...sample, media: [], to: undefined }));

/** What comes with articles or a mini program. */
const WHOLE = [
  { msgtype: 'mpnews', fields: { articles: [{ title: 'Notes', thumb_media_id: 'cover', author: 'Zhang', content: '<p>Text</p><img src="https://example.com/a.png">', digest: 'New', content_source_url: 'https://example.com/' }] } },
  { msgtype: 'miniprogram_notice', fields: { appid: 'wx1', page: 'pages/index', title: 'Booked', description: 'Today', emphasis_first_item: true, content_item: [{ key: 'Room', value: '402' }, { key: 'Floor', value: '4' }] } },
].map((sample) => ({ ...sample, media: [], to: undefined }));

const ALL = [...SAMPLES, ...APP_SAMPLES, ...CARDS, ...WRITTEN, ...WHOLE];
const TYPES = [...new Set(ALL.map(({ msgtype }) => msgtype)), '__proto__', 'constructor', '<b>'];

interface Written {
  msgtype: string;
  fields: unknown;
  robot?: string;
  media?: InboxMedia[];
  to?: unknown;
}

function markupOf({ msgtype, fields, robot = 'Group', media = [], to }: Written): string {
  const message: InboxMessage = { id: 7, robot, msgtype, message: { msgtype, [msgtype]: fields }, media, at: 0, ...(to ? { to: to as InboxRecipients } : {}) };
  const view = { group: robot, pictures: true };
  return renderMessage(message, undefined, true).toString() + conversationItem(robot, message, view).toString();
}

/** The same value in the place of every text in the sample, however deep it stands. */
function filledWith(value: unknown, sample: unknown): unknown {
  if (typeof sample === 'string') return value;
  if (Array.isArray(sample)) return sample.map((one) => filledWith(value, one));
  if (typeof sample !== 'object' || sample === null) return sample;
  return Object.fromEntries(Object.entries(sample).map(([key, one]) => [key, filledWith(value, one)]));
}

describe('the inbox, given what strangers write', () => {
  it('would notice hostile markup if it were there', () => {
    for (const markup of ['<script>', '<p onclick="x">', '<a href="javascript:x">', '<img src="data:x">', '<p x="">', 'a < b']) {
      expect(hazardsIn(markup), markup).not.toEqual([]);
    }
  });

  it.each(ALL.map((sample, index) => ({ ...sample, index })))(
    'shows $msgtype (sample $index) without a hazard, as it is and with any hostile text in all its fields',
    ({ msgtype, fields, media = [], to }) => {
      expect(hazardsIn(markupOf({ msgtype, fields, media, to }))).toEqual([]);
      for (const text of HOSTILE) {
        const uploads = media.map((one) => ({ ...one, media_id: text, filename: text }));
        const markup = markupOf({ msgtype, fields: filledWith(text, fields), media: uploads, robot: text, to: filledWith(text, to) });
        expect(hazardsIn(markup), text).toEqual([]);
      }
    },
  );

  it.each(CARDS)('shows what can be pressed without a hazard, before whoever sees it in whatever state ($fields.card_type)', ({ msgtype, fields }) => {
    for (const text of HOSTILE) {
      const card = filledWith(text, fields) as Record<string, unknown>;
      const cards = [{ users: [text, 'LiSi'], card, replaced: undefined }, { users: [text], card, replaced: text }];
      const message: InboxMessage = { id: 7, robot: text, msgtype, message: {}, media: [], at: 0, msgid: text, cards, from: text, delivery: [text] };
      expect(hazardsIn(renderMessage(message, undefined, true).toString()), text).toEqual([]);
    }
  });

  it.each(HOSTILE)('shows a stream, a group chat and what was recalled without a hazard: %j', (text) => {
    const message = { id: 7, robot: text, msgtype: 'markdown_v2', media: [], at: 0, message: { msgtype: 'markdown_v2', markdown_v2: { content: text }, stream: { id: text, msg_item: [{ image: { base64: text } }] } } };
    for (const more of [{ bot: true }, { chat: text }, { recalled: true }] as const) expect(hazardsIn(renderMessage({ ...message, ...more }, undefined, true).toString())).toEqual([]);
  });

  it.each(['text', 'markdown', 'markdown_v2'])('shows %s whose content mixes hostile texts without a hazard', (msgtype) => {
    const mixed = fc.array(fc.constantFrom(...HOSTILE, '**', '`', '> ', '\n', '[', '](', ')', '<font color="info">', '</font>'));
    fc.assert(
      fc.property(mixed, (parts) => {
        expect(hazardsIn(markupOf({ msgtype, fields: { content: parts.join('') } }))).toEqual([]);
      }),
    );
  });

  it('survives any JSON in the place of the fields, for every type', () => {
    const names = fc.constantFrom(...new Set(ALL.flatMap(({ fields }) => JSON.stringify(fields).match(/(?<=")\w+(?=":)/g) ?? [])));
    const json = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom<unknown>(...HOSTILE, null, true, 0, -1, 1, 2, 3, 1e308),
        fc.string({ unit: 'binary' }),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(names, tie('value'), { maxKeys: 8 }),
      ),
    })).value;
    fc.assert(
      fc.property(fc.constantFrom(...TYPES), json, (msgtype, fields) => {
        expect(hazardsIn(markupOf({ msgtype, fields }))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('writes out the controls that reorder a file name', () => {
    const media = [{ media_id: 'm', filename: 'invoice\u202Efdp.exe', size: 6, type: 'file' }];
    const markup = markupOf({ msgtype: 'file', fields: { media_id: 'm' }, media });
    expect(markup).toContain('<bdi>invoice<span class="control">U+202E</span>fdp.exe</bdi>');
  });

  it('keeps the emoji of a file name whole', () => {
    const media = [{ media_id: 'm', filename: '👨‍👩‍👧 ✈️.zip', size: 6, type: 'file' }];
    expect(markupOf({ msgtype: 'file', fields: { media_id: 'm' }, media })).toContain('<bdi>👨‍👩‍👧 ✈️.zip</bdi>');
  });

  it('isolates the direction of names, mentions and titles from what stands beside them', () => {
    const markup = markupOf({ msgtype: 'text', robot: '\u05D0', fields: { content: 'x', mentioned_list: ['\u05D1'] } });
    expect(markup).toContain('<bdi>\u05D0</bdi>');
    expect(markup).toContain('@<bdi>\u05D1</bdi>');
    expect(markup).toContain('<p class="text" dir="auto">');
  });

  it('opens links in a window that neither steers this one nor learns its address', () => {
    const content = '[a](https://example.com/)';
    for (const msgtype of ['markdown', 'markdown_v2']) {
      expect(markupOf({ msgtype, fields: { content } })).toContain(
        '<a href="https://example.com/" title="https://example.com/" target="_blank" rel="noopener noreferrer">a</a>',
      );
    }
  });

  // A renderer that needs quadratic or exponential time does not come back before the test's own time is over.
  const LONGEST = 4096;
  it.each(['>', '> ', '*', '**', '***a', '_', '`', '``a', '[', '![', '[](', '](', '(', '<', '<@', '<font color="info">', '- ', '  - x\n', '|', '| a ', '\\', '#', '\n', '&', 'http://', 'https://a.', '<font color="info">**'])(
    'renders 4096 bytes of %j in every markup type',
    (piece) => {
      const content = piece.repeat(LONGEST / piece.length);
      for (const msgtype of ['text', 'markdown', 'markdown_v2']) {
        const markup = markupOf({ msgtype, fields: { content: `${content} end` } });
        expect(hazardsIn(markup)).toEqual([]);
      }
    },
  );

  it('cuts a very long string in the raw JSON, so that a picture does not fill the page', () => {
    const markup = markupOf({ msgtype: 'image', fields: { base64: 'A'.repeat(2_800_000) } });
    expect(markup.length).toBeLessThan(5000);
    expect(markup).toContain('(2800000 characters, cut here for the page)');
  });
});
