import { isObject } from '../message/fields.ts';
import type { JsonObject } from '../message/fields.ts';
import { MB } from '../media/kinds.ts';
import { digestOf, keptContent } from './content.ts';
import { AccountRefusal } from './errcodes.ts';

/** What an article may refer to. */
export interface ArticleSurroundings {
  /** Whether the account has a permanent material of one of these types. */
  hasMaterial: (mediaId: string, types: readonly string[]) => boolean;
  /** Whether a picture's address is one that this host gave. */
  isOwnPicture: (url: string) => boolean;
}

/** Characters, not bytes: https://developers.weixin.qq.com/doc/service/api/draftbox/draftmanage/api_draft_add */
const TITLE = 32;
const AUTHOR = 16;
const DIGEST = 128;
const CONTENT_BELOW = 20_000;
const CONTENT_BYTES_BELOW = MB;
const SOURCE_URL_BYTES = 1024;
const PICTURES = 20;

const charactersIn = (text: string): number => Array.from(text).length;

/**
 * An article of a draft as it is kept. `isOnly`: only then it has a digest of its own, or one that its text begins with.
 * @throws AccountRefusal 40097 for an unknown article_type, a field of another kind or no title; 45003, 45110, 45004 or 45005 for a title,
 * author, digest or address that is too long; 45166 for no content, 45002 for too much; 40007 for a cover or picture that is no permanent
 * one; 45008 for more than 20 pictures.
 */
export function keptArticle(article: JsonObject, surroundings: ArticleSurroundings, isOnly: boolean): JsonObject {
  const type = article.article_type ?? 'news';
  if (type !== 'news' && type !== 'newspic') throw new AccountRefusal(40097);
  const title = textIn(article, 'title', TITLE, 45003);
  if (title === '') throw new AccountRefusal(40097);
  const author = textIn(article, 'author', AUTHOR, 45110);
  const digest = textIn(article, 'digest', DIGEST, 45004);
  const content_source_url = textIn(article, 'content_source_url', Infinity, 45005);
  if (Buffer.byteLength(content_source_url) > SOURCE_URL_BYTES) throw new AccountRefusal(45005);
  const content = keptContent(contentOf(article), surroundings.isOwnPicture);
  return {
    article_type: type,
    title,
    author,
    digest: isOnly ? digest || digestOf(content) : '',
    content,
    content_source_url,
    ...(type === 'news' ? cover(article, surroundings) : pictures(article, surroundings)),
    need_open_comment: flagIn(article, 'need_open_comment'),
    only_fans_can_comment: flagIn(article, 'only_fans_can_comment'),
  };
}

function textIn(article: JsonObject, name: string, most: number, tooLong: number): string {
  const text = article[name] ?? '';
  if (typeof text !== 'string') throw new AccountRefusal(40097);
  if (charactersIn(text) > most) throw new AccountRefusal(tooLong);
  return text;
}

function flagIn(article: JsonObject, name: string): 0 | 1 {
  const flag = article[name] ?? 0;
  if (flag !== 0 && flag !== 1) throw new AccountRefusal(40097);
  return flag;
}

function contentOf({ content }: JsonObject): string {
  if (typeof content !== 'string' || content.trim() === '') throw new AccountRefusal(45166);
  if (charactersIn(content) >= CONTENT_BELOW || Buffer.byteLength(content) >= CONTENT_BYTES_BELOW) throw new AccountRefusal(45002);
  return content;
}

/** A temporary thumb is no cover, which is the usual mistake: both ids look the same. */
function cover(article: JsonObject, { hasMaterial }: ArticleSurroundings): JsonObject {
  const { thumb_media_id, pic_crop_235_1, pic_crop_1_1 } = article;
  if (typeof thumb_media_id !== 'string' || !hasMaterial(thumb_media_id, ['image', 'thumb'])) throw new AccountRefusal(40007);
  return { thumb_media_id, ...(pic_crop_235_1 !== undefined && { pic_crop_235_1 }), ...(pic_crop_1_1 !== undefined && { pic_crop_1_1 }) };
}

function pictures({ image_info }: JsonObject, { hasMaterial }: ArticleSurroundings): JsonObject {
  const list: unknown = isObject(image_info) ? image_info.image_list : undefined;
  if (!Array.isArray(list) || list.length === 0) throw new AccountRefusal(40007);
  if (list.length > PICTURES) throw new AccountRefusal(45008);
  const image_list = list.map((one: unknown) => {
    const id = isObject(one) ? one.image_media_id : undefined;
    if (typeof id !== 'string' || !hasMaterial(id, ['image'])) throw new AccountRefusal(40007);
    return { image_media_id: id };
  });
  return { image_info: { image_list } };
}
