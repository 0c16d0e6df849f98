import MarkdownIt from 'markdown-it';
import { textOf, type Fields } from '../fields.ts';
import { Html, html } from '../html.ts';
import { linkAddress } from '../link.ts';
import type { Showing } from './body.ts';
import { remotePicture } from './remote-picture.ts';

/** What WeCom lists for this type, as the parser calls it. Anything more would promise what a group does not show. */
const SYNTAX = ['heading', 'emphasis', 'list', 'blockquote', 'link', 'image', 'hr', 'backticks', 'fence', 'table', 'escape', 'newline'];

function parser(pictures: boolean): MarkdownIt {
  // The preset without any syntax. html: false writes every tag out as text: `<font>` and `<@userid>` appear literally,
  // as in WeCom, and `<script>` does nothing. Its nesting ends at 20 levels, so that `>>>>…` costs no stack anywhere.
  const markdown = new MarkdownIt('zero', { html: false, breaks: true }).enable(SYNTAX);
  // The library's own check lets `data:image/…` and relative addresses through.
  markdown.validateLink = (address) => linkAddress(address) !== undefined;
  const { rules } = markdown.renderer;
  rules.link_open = (tokens, index) => {
    const address = linkAddress(tokens[index]?.attrGet('href')) ?? '';
    return html`<a href="${address}" title="${address}" target="_blank" rel="noopener noreferrer">`.toString();
  };
  rules.image = (tokens, index) => {
    const token = tokens[index];
    return remotePicture(token?.attrGet('src'), token?.content ?? '', pictures).toString();
  };
  rules.fence = (tokens, index) => html`<pre tabindex="0"><code>${tokens[index]?.content}</code></pre>`.toString();
  rules.table_open = () => html`<div class="table-frame" tabindex="0"><table>`.toString();
  rules.table_close = () => html`</table></div>`.toString();
  // The library writes alignment as a style attribute, which this page's policy forbids.
  for (const cell of ['th', 'td'] as const) {
    rules[`${cell}_open`] = (tokens, index) => {
      const side = /right|center/.exec(tokens[index]?.attrGet('style') ?? '')?.[0] ?? 'left';
      return `<${cell} class="align-${side}">`;
    };
  }
  return markdown;
}

const WITH_PICTURES = parser(true);
const WITHOUT_PICTURES = parser(false);

/**
 * WeCom's second markdown: no font colours, no mentions, but lists, pictures, rules, fences and tables.
 * https://developer.work.weixin.qq.com/document/path/91770
 */
export function renderMarkdownV2(markdown: Fields, { pictures }: Showing): Html {
  const rendered = (pictures ? WITH_PICTURES : WITHOUT_PICTURES).render(textOf(markdown.content));
  return html`<div class="markdown v2" dir="auto">${new Html(rendered)}</div>`;
}
