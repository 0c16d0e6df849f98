// What somebody would write by hand: a text posted to WEBHOOK, without retries, deadlines, proxies, or a check before it.
// With `require`, which is the quickest: an `import` reads all that node:http exports, and so loads its WebSockets as well.
const { request } = require('node:http');

const body = JSON.stringify({ msgtype: 'text', text: { content: process.env.TEXT } });
const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
const post = request(process.env.WEBHOOK, { method: 'POST', headers }, (response) => {
  let answer = '';
  response.setEncoding('utf8').on('data', (part) => (answer += part));
  response.on('end', () => (process.exitCode = JSON.parse(answer).errcode === 0 ? 0 : 1));
});
post.end(body);
