import type { ErrcodeClass, ErrcodeSpec } from './types.ts';

/** WeChat's table of error codes. There is no page for a single one. */
const SOURCE = 'https://developers.weixin.qq.com/doc/offiaccount/Getting_Started/Global_Return_Code.html';

const TOKEN =
  'A new access token is fetched by itself, once; if WeChat refuses that one too, another program is rotating the tokens of the same account with the older call: let all of them use the stable token';
const CONSOLE = 'in the WeChat console under Settings and Development, Basic Configuration';
const UPLOAD_AGAIN = 'Upload the file again: a temporary media_id is good for 3 days, for this account only, and a deleted material has none any more. The cover of an article must be a permanent material';
const ADMIN = 'Ask the administrator of the account to confirm the address';
const FORMATS = 'Send what its kind takes: PNG, JPG or GIF as image, AMR or MP3 as voice, MP4 as video, JPG as thumb; a permanent image may be BMP too, a permanent voice WMA or WAV';

/** errcode, class, meaning, fix. The same number may mean another thing at WeCom. */
type Row = readonly [number, ErrcodeClass, string, string];

const ROWS: readonly Row[] = [
  [-1, 'busy', 'WeChat is busy', 'Try again later'],
  // The answer to a wrong secret when a token is asked for, and to a token that no longer holds everywhere else.
  [40001, 'token', 'the app secret is wrong, or the access token no longer holds', `If it was a token that was asked for: copy the app secret again ${CONSOLE}. ${TOKEN}`],
  [40002, 'caller', 'the grant type is wrong', 'Check what stands between here and WeChat: a relay may have changed the request'],
  [40003, 'caller', 'the openid is wrong', 'Use the openid that this very account knows the user by'],
  [40004, 'caller', 'the media type is not allowed', FORMATS],
  [40005, 'caller', 'the file is not of a type that is allowed here', FORMATS],
  [40006, 'caller', 'the size of the file is not allowed', 'Make the file smaller'],
  [40007, 'caller', 'the media_id is expired, deleted, of another kind, or of another account', UPLOAD_AGAIN],
  [40008, 'caller', 'the message type is not allowed', 'Use one of the types that this interface takes'],
  [40009, 'caller', 'the size of the picture is not allowed', 'Make it smaller: at most 10 MB as image, below 1 MB for the inside of an article'],
  [40010, 'caller', 'the size of the voice is not allowed', 'Cut it to 60 seconds and 2 MB'],
  [40011, 'caller', 'the size of the video is not allowed', 'Make the video smaller than 10 MB'],
  [40012, 'caller', 'the size of the thumb is not allowed', 'Make it a JPG of at most 64 KB'],
  [40013, 'caller', 'the app id is wrong', `Copy the app id again ${CONSOLE}: it begins with wx`],
  [40014, 'token', 'the access token is invalid', TOKEN],
  [40033, 'caller', 'the request holds characters that are not allowed, such as \\u escapes', 'Write the characters themselves, in UTF-8'],
  [40035, 'caller', 'a parameter is invalid', 'Compare the request with the page of the interface'],
  [40097, 'caller', 'a parameter is wrong', 'Compare the request with the page of the interface'],
  [40113, 'caller', 'the file type is not supported', FORMATS],
  [40114, 'caller', 'the index of the article is wrong', 'Use the number of an article that the draft has, from 0'],
  [40118, 'caller', 'the media_id has the wrong length', 'Copy the media_id exactly as the upload returned it'],
  [40121, 'caller', 'the media_id is of the wrong type', 'Use a media_id of the kind that is asked for here'],
  [40125, 'caller', 'the app secret is wrong', `Copy the app secret again ${CONSOLE}; it is shown only once, when it is made`],
  [40137, 'caller', 'the format of the picture is not supported', 'Convert the picture to JPG or PNG'],
  [40164, 'permission', 'the IP address of the caller is not on the allow-list of the account', `Add the IP address that WeChat names to the IP allow-list ${CONSOLE}; where the address changes, go through a relay (base URL) or a proxy with a fixed one`],
  [40243, 'permission', 'the app secret is frozen', `Unfreeze the app secret ${CONSOLE}`],
  [41001, 'token', 'the access token is missing', TOKEN],
  [41002, 'caller', 'the app id is missing', 'Set the app id'],
  [41004, 'caller', 'the app secret is missing', 'Set the app secret'],
  [41005, 'caller', 'WeChat found no file in the upload', 'Check that the file is not empty; if it is not, a proxy or relay between here and WeChat has changed the upload'],
  [41006, 'caller', 'the media_id is missing', 'Upload the file first and use its media_id'],
  [42001, 'token', 'the access token has expired', TOKEN],
  [43001, 'caller', 'the request had to be a GET', 'Check what stands between here and WeChat: a relay may have changed the request'],
  [43002, 'caller', 'the request had to be a POST', 'Check what stands between here and WeChat: a redirect turns a POST into a GET'],
  [44001, 'caller', 'the file is empty', 'Check that the file is not empty; if it is not, a proxy or relay between here and WeChat has changed the upload'],
  [44002, 'caller', 'the body of the request is empty', 'Check what stands between here and WeChat: a relay may have changed the request'],
  [44003, 'caller', 'there are no articles', 'Add at least one article'],
  [45001, 'caller', 'the file is too large', 'Make it smaller: at most 10 MB as image or video, 2 MB as voice, 64 KB as thumb'],
  [45002, 'caller', 'the content is too long', 'Shorten the content'],
  [45003, 'caller', 'the title is too long', 'Shorten the title to at most 32 characters'],
  [45004, 'caller', 'the digest or description is too long', 'Shorten the digest to at most 128 characters'],
  [45005, 'caller', 'a URL is too long', 'Shorten the URL to at most 1024 bytes'],
  [45007, 'caller', 'the voice is longer than 60 seconds', 'Cut the recording to 60 seconds'],
  [45008, 'caller', 'there are too many articles', 'Put fewer articles into one draft'],
  // A day's worth: unlike at WeCom, there is no use in waiting a minute.
  [45009, 'permission', 'the calls that the account has for one day are used up', 'Wait until midnight in China, or have the administrator reset the quota, which works 10 times a month'],
  [45011, 'rate', 'too many calls in one minute', 'Wait about a minute and call less often'],
  [45034, 'caller', 'the account has as many materials of this kind as it may', 'Delete materials that are not needed any more'],
  [45103, 'permission', 'this interface has been withdrawn', 'Permanent articles are no longer added as materials since 2022: add a draft with the same articles, which can be published from the draft box'],
  [45106, 'permission', 'this interface has been withdrawn', 'Permanent articles are no longer added as materials since 2022: add a draft with the same articles, which can be published from the draft box'],
  [45110, 'caller', 'the author is too long', 'Shorten the author to at most 16 characters'],
  [45166, 'caller', 'the content of the article is not allowed', 'Take scripts and what is no article out of the content, and keep it below 20000 characters and 1 MB'],
  [47001, 'caller', 'the request cannot be read', 'Check what stands between here and WeChat: a relay may have changed the request'],
  [48001, 'permission', 'the account has no permission for this interface', 'Some interfaces need a verified account, or a service account: the WeChat console lists what this one may call under Interface Permissions'],
  [48004, 'permission', 'the interface was taken away from the account', 'Look into the messages of the WeChat console'],
  [50002, 'permission', 'the account is restricted', 'Look into the messages of the WeChat console'],
  [53404, 'caller', 'the account may not add a goods card to a draft', 'Take product_info out of the article'],
  [53405, 'caller', 'the goods of the card are not on sale', 'Choose other goods, or take product_info out of the article'],
  [53406, 'caller', 'the goods card of the draft is not acceptable', 'Take product_info out of the article'],
  [61004, 'permission', 'the IP address of the caller is not registered', 'Add the IP address that WeChat names to the allow-list'],
  [89501, 'permission', 'the IP address waits for the confirmation of the administrator', ADMIN],
  [89503, 'permission', 'the IP address needs the confirmation of the administrator', ADMIN],
  [89506, 'permission', 'the administrator has refused the IP address twice within a day', 'Ask the administrator, and try again after 24 hours'],
  [89507, 'permission', 'the administrator has refused the IP address', 'Ask the administrator, and try again after an hour'],
];

/** The codes that concern tokens, media, materials and drafts, in ascending order. */
export const OFFICIAL_ERRCODES: readonly ErrcodeSpec[] = ROWS.map(([errcode, kind, meaning, fix]) => ({ errcode, class: kind, meaning, fix, source: SOURCE }));

const BY_CODE = new Map(OFFICIAL_ERRCODES.map((spec) => [spec.errcode, spec]));

/** What is known about a code of WeChat's, or undefined. */
export function officialErrcodeSpec(errcode: number): ErrcodeSpec | undefined {
  return BY_CODE.get(errcode);
}

export const OFFICIAL_ERRCODE_PAGE = SOURCE;
