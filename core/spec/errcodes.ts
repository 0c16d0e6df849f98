import type { ErrcodeClass, ErrcodeSpec } from './types.ts';

/** WeCom's table of error codes. */
const SOURCE = 'https://developer.work.weixin.qq.com/document/path/90313';

const TOKEN =
  'A new access token is fetched by itself, once; if WeCom refuses that one too, another program or process may be rotating the tokens of the same application: let them share one token, or give each an application of its own';
const BAN = "do so before the next try, because asking for tokens with wrong credentials again and again gets the caller's IP address banned for an hour";
const CHECK_USERIDS = 'Check the userids in the address book of the WeCom admin console';
const UPLOAD_AGAIN = 'Upload the file again with the same robot or application that sends it, and use the new media_id within 3 days';
const VISIBLE_RANGE = "Add them to the application's visible range in the WeCom admin console";
const PROVIDER_MESSAGE = 'Check with the provider of the application which messages it may send to this enterprise';

/** errcode, class, meaning, fix. */
type Row = readonly [number, ErrcodeClass, string, string];

const ROWS: readonly Row[] = [
  [-1, 'busy', 'WeCom is busy', 'Try again later, at most 3 times'],
  [6000, 'busy', 'somebody else changed the same data at the same moment', 'Try again'],

  // The answer to a wrong secret when a token is asked for, and seen elsewhere for tokens that no longer hold: a new token is worth
  // one try there, and none when the token itself was refused, because repeated wrong secrets lock the caller's IP out for an hour.
  [40001, 'token', 'the secret is wrong, was reset, or belongs to a disabled application', `Copy the secret again from the application's page in the WeCom admin console, and check that the application is enabled; ${BAN}`],
  [40003, 'caller', 'a userid is invalid', CHECK_USERIDS],
  [40004, 'caller', 'the file is not of a type that is allowed here', 'Send JPG or PNG as image, AMR as voice, MP4 as video, and everything else as file'],
  [40005, 'caller', 'the media type asked for does not exist here', 'A robot uploads only "file" and "voice"; put a picture into an image message instead'],
  [40006, 'caller', 'the size of the file is not allowed', 'Files must be larger than 5 bytes and within the limit of their type'],
  [40007, 'caller', 'the media_id is expired, of another type, or from another robot or application', UPLOAD_AGAIN],
  [40008, 'caller', 'the message type is not allowed here', 'Use one of the message types that this robot or application can send'],
  [40009, 'caller', 'the size of the picture is not allowed', 'Make the picture smaller, or send it as a file'],
  [40011, 'caller', 'the size of the video is not allowed', 'Make the video smaller, or send it as a file'],
  [40013, 'caller', 'the corp id is wrong', `Copy the corp id again from "My Company" in the WeCom admin console; ${BAN}`],
  [40014, 'token', 'the access token is invalid', TOKEN],
  [40031, 'caller', 'the list of userids holds invalid ones', CHECK_USERIDS],
  [40032, 'caller', 'the list of userids is too long', 'Spread the recipients over several messages, or send to a department or tag'],
  [40033, 'caller', 'the request holds characters that are not allowed, such as \\u escapes', 'Write the characters themselves, in UTF-8'],
  [40035, 'caller', 'a parameter is invalid', 'Compare the fields of the message with the page of its type'],
  [40039, 'caller', 'a URL is too long', 'Shorten the URL to at most 1024 bytes'],
  [40050, 'caller', 'the group chat does not exist', 'Use the chat id that creating the group chat returned'],
  [40056, 'caller', 'the agent id is invalid', 'Copy the AgentId from the application\'s page in the WeCom admin console'],
  [40058, 'caller', 'a parameter is missing, malformed or too long', 'WeCom\'s own words name the field: correct or shorten it. A message is recalled only by the application that sent it, within 24 hours'],
  [40063, 'caller', 'a required parameter is empty', 'Fill in the field that WeCom names'],
  [40066, 'caller', 'the list of departments is invalid', 'Check the department ids in the address book'],
  [40068, 'caller', 'a tag id is invalid', 'Check the tag ids in the address book'],
  [40070, 'caller', 'the members of a tag are invalid', 'Check the members of the tag in the address book'],
  [40074, 'caller', 'news messages cannot be confidential', 'Turn "safe" off, or send an mpnews message'],
  [40091, 'caller', 'the secret is invalid, perhaps that of another corp', `Copy corp id and secret again, both from the same corp; ${BAN}`],
  [40094, 'caller', 'a URL is missing or has no scheme', 'Give a complete URL that begins with https:// or http://'],
  [41001, 'token', 'the access token is missing', TOKEN],
  [41002, 'caller', 'the corp id is missing', 'Set the corp id'],
  [41004, 'caller', 'the secret is missing', 'Set the secret of the application'],
  [41006, 'caller', 'the media_id is missing', 'Upload the file first and put its media_id into the message'],
  [41010, 'caller', 'the URL is missing', 'Add the URL to the message'],
  [41011, 'caller', 'the agent id is missing', 'Set the agent id of the application'],
  [41016, 'caller', 'the title is missing', 'Add a title to the message'],
  [41033, 'caller', 'the description is missing', 'Add a description to the message'],
  [42001, 'token', 'the access token has expired', TOKEN],
  [43004, 'permission', 'the member has not joined or never signed in', 'Ask the member to sign in to WeCom, or to follow the enterprise in WeChat'],
  [43009, 'permission', 'the corp is not verified', 'Have the corp verified in the WeCom admin console'],
  [43012, 'permission', 'the application has no callback URL, which interactive cards need', 'Set a URL for receiving messages on the application\'s page in the WeCom admin console, or send a text notice or news notice without an action menu'],
  [44001, 'caller', 'WeCom found no file in the upload', 'Check that the file is not empty; if it is not, a proxy or relay between here and WeCom has changed the upload'],
  [44004, 'caller', 'the text is empty', 'Write something into the content'],
  [45001, 'caller', 'the file is too large', 'Make the file smaller: at most 20 MB as file, 10 MB as image or video, 2 MB as voice, and 200 MB when WeCom fetches it from a URL'],
  [45002, 'caller', 'the message is too long', 'Shorten it, or let it be split over several messages'],
  [45007, 'caller', 'the voice is longer than 60 seconds', 'Cut the recording to 60 seconds, or send it as a file'],
  [45008, 'caller', 'there are more than 8 articles', 'Spread the articles over several messages'],
  [45009, 'rate', 'too many calls in too short a time', 'Wait about a minute and send less often: a robot takes 20 messages a minute'],
  [45031, 'permission', 'the secret is no longer secure', 'Reset the secret on the application\'s page in the WeCom admin console, and set the new one here'],
  [45032, 'caller', 'the author is longer than 64 bytes', 'Shorten the author to at most 64 bytes'],
  [45033, 'concurrency', 'too many calls at the same time', 'Run fewer calls at once'],
  [45034, 'caller', 'a URL has no scheme', 'Begin the URL with https:// or http://'],
  [48001, 'permission', 'the application may not use this interface', 'Grant the permission on the application\'s page in the WeCom admin console'],
  [48002, 'permission', 'this kind of access token has no permission for the interface', 'Use the secret of a self-built application; for group chats its visible range must be the whole corp'],
  [48004, 'permission', 'the permission is missing or was withdrawn', 'Ask the administrator to grant the permission again'],
  [48005, 'permission', 'the interface has been retired', 'Update to a version that does not use it'],
  [48006, 'permission', 'the permission was withdrawn because it was not used for a long time', 'Ask the administrator to enable it again'],
  [48009, 'permission', 'the secret of the contacts’ synchronisation may no longer read names', 'Use the secret of a self-built application, or write the ids of members and departments'],
  [49008, 'caller', 'the group has been dissolved', 'Send to another group'],
  [50001, 'permission', 'the domain of the sign-in redirect is not registered', 'Register the domain on the application\'s page in the WeCom admin console'],
  [50002, 'permission', 'the member is outside the range this application may see', VISIBLE_RANGE],
  [50003, 'permission', 'the application is disabled', 'Enable the application in the WeCom admin console'],
  [60003, 'caller', 'the department does not exist', 'Check the department ids in the address book'],
  [60011, 'permission', 'the application has no rights over this member, department or tag', VISIBLE_RANGE],
  [60020, 'permission', 'the IP address of the caller is not trusted', 'Add the IP address that WeCom names to the trusted IPs of the application and wait a minute; where the address changes, go through a relay (base URL) or a proxy with a trusted address, run where the address is fixed (in GitHub Actions, on a self-hosted runner), or send with a group robot\'s webhook, which needs no trusted address'],
  [60021, 'permission', 'the userid is outside the range this application may see', VISIBLE_RANGE],
  [60031, 'permission', 'the application may not call this interface', 'Use a self-built application'],
  [60111, 'caller', 'the userid does not exist', CHECK_USERIDS],
  [60123, 'caller', 'the department id is invalid', 'Check the department ids in the address book'],
  [60140, 'caller', 'the response_code is invalid, expired or already used', 'Use the newest response_code: it works once, and for 72 hours; the callback of the next click on the card brings a new one'],
  [60206, 'permission', 'only a third-party application may send this kind of message', PROVIDER_MESSAGE],
  [60207, 'permission', 'a third-party application may send template messages only', PROVIDER_MESSAGE],
  [60208, 'permission', 'a third-party application cannot send to @all, to departments or to tags', 'Name the users one by one'],
  [80001, 'permission', 'the trusted domain is wrong or has no ICP filing', 'Correct the trusted domain on the application\'s page in the WeCom admin console'],
  [81012, 'caller', 'there is no recipient', 'Name at least one user, department or tag'],
  [81013, 'caller', 'every recipient is invalid or outside the range this application may see', 'Check the ids, and add the recipients to the application\'s visible range'],
  [82001, 'caller', 'all recipients are empty', 'Name at least one user, department or tag'],
  [82002, 'caller', 'there are more than 100 departments', 'Spread them over several messages'],
  [82003, 'caller', 'there are more than 100 tags', 'Spread them over several messages'],
  [82004, 'caller', 'the content could crash clients', 'Take unusual characters and deep nesting out of the content'],
  [85002, 'caller', 'the content holds forbidden words', 'Reword the message'],
  [86001, 'caller', 'the chat id is invalid', 'Use the chat id that creating the group chat returned; a new one of your choice has 1 to 32 letters and digits'],
  [86003, 'caller', 'the chat does not exist', 'Use the chat id that creating the group chat returned'],
  [86006, 'caller', 'the number of members of the group chat is not allowed', 'Give a group chat 2 to 2000 members'],
  [86007, 'caller', 'a member of the group chat is invalid', `${CHECK_USERIDS}, and that the owner is one of the members`],
  [86008, 'permission', 'the group chat was created by another application', 'Send with the application that created the group chat'],
  [86101, 'permission', 'only the owner of the group chat may do this', 'Let the owner do it, or change the owner'],
  [86215, 'caller', 'the chat id is already taken', 'Choose another chat id, or leave it out'],
  [86216, 'caller', 'a member id is unknown', CHECK_USERIDS],
  [90200, 'caller', 'the appid of the mini-program is missing', 'Add the appid of a mini-program that is linked to the corp'],
  [90201, 'caller', 'the mini-program notice has too many content items', 'Keep it to 10 content items'],
  [90202, 'caller', 'a key of the mini-program notice is empty or too long', 'Give every key 1 to 10 characters'],
  [90203, 'caller', 'a value of the mini-program notice is empty or too long', 'Give every value 1 to 30 characters'],
  [90204, 'caller', 'the page of the mini-program notice is invalid', 'Give the path of a page that the mini-program has'],
  // Not in the published table, though inside the range that belongs to mini-program notices.
  [90205, 'caller', 'the mini-program notice is not acceptable', 'Check the notice against the limits of its page, and that the mini-program is linked to the corp'],
  [90206, 'caller', 'the mini-program is not linked to the corp', 'Link the mini-program to the corp in the WeCom admin console'],
  [90207, 'caller', 'the appid of the mini-program is invalid', 'Copy the appid again from the mini-program\'s own console'],
  [90208, 'caller', 'the appid does not match the mini-program linked to the corp', 'Link the mini-program to the corp, and use the appid of that one'],
  [92000, 'permission', 'the member is outside the range this application may see', VISIBLE_RANGE],
  [93000, 'caller', 'the webhook URL is wrong, or the robot was removed from the group', 'Copy the webhook URL again from the robot\'s page in the group\'s settings, and check that the robot is still in the group'],
  [93004, 'permission', 'the robot is disabled', 'Enable the robot again in the group\'s settings, or ask the administrator of WeCom to'],
  [93006, 'caller', 'the group id is invalid', 'Take the group id out of the message: a webhook always sends to its own group'],
  [93008, 'permission', 'the robot is not in the group', 'Add the robot to the group again and use its new webhook URL'],
  [301002, 'caller', 'the access token belongs to another application than the agent id', 'Set the agent id and the secret of one and the same application'],
  [301007, 'permission', 'the corp is dissolved or banned', 'Ask the administrator of WeCom about the state of the corp'],
  [301015, 'caller', 'the media_id is not that of an uploaded image', 'Upload the picture with the type image and use that media_id'],
  [301016, 'caller', 'the voice is not acceptable', 'Record it as AMR, at most 60 seconds and 2 MB, or send it as a file'],
  [301017, 'caller', 'the voice is not in AMR format', 'Convert the recording to AMR, or send it as a file'],
  [301019, 'caller', 'the MD5 does not match the content', 'Compute the MD5 over the bytes themselves, before base64, and write it in hex'],
  [301042, 'permission', 'the IP address of the caller is not on the allow-list', 'Add the IP address that WeCom names to the allow-list'],
  [830001, 'caller', 'the URL to fetch is invalid, or its server does not answer range requests', 'Give a public URL whose server supports the Range header'],
  [830002, 'caller', 'the file, or the range asked for, is larger than 20 MB', 'Fetch it in ranges of at most 20 MB'],
  [830003, 'caller', 'WeCom could not download the file', 'Check that the URL can be reached from the public internet, and try again'],
];

/** The codes that concern sending and media, in ascending order. */
export const ERRCODES: readonly ErrcodeSpec[] = ROWS.map(([errcode, kind, meaning, fix]) => ({ errcode, class: kind, meaning, fix, source: SOURCE }));

const BY_CODE = new Map(ERRCODES.map((spec) => [spec.errcode, spec]));

/** What is known about a code, or undefined. 0 is success and has no row. */
export function errcodeSpec(errcode: number): ErrcodeSpec | undefined {
  return BY_CODE.get(errcode);
}

/** WeCom's own lookup page for a code. It exists for every number. */
export function errcodePage(errcode: number): string {
  return `https://open.work.weixin.qq.com/devtool/query?e=${errcode}`;
}
