import { createRequire } from 'node:module';

/** A module that is not bundled as it is, because the Action cannot reach it or needs next to nothing of it. */
export interface Replacement {
  /** The specifier as it stands in the importing file. */
  module: RegExp;
  /** The package whose files import it. Elsewhere the module stays what it is. */
  of: string;
  /** Paths in it start from the root of the repository. */
  contents: string;
}

const require = createRequire(import.meta.url);
const llhttp = require('undici/lib/llhttp/constants.js') as { TYPE: object; ERROR: object };

/** undici's parser, a WebAssembly module. As a file of its own it is a quarter smaller than as a text, and read as it is. */
export const PARSER = { file: 'llhttp.wasm', bytes: require('undici/lib/llhttp/llhttp_simd-wasm.js') as Buffer };

/** For what must never be reached: should that be wrong one day, it is a clear error instead of a wrong answer. */
const absent = (name: string): string => `
const absent = () => { throw new Error(${JSON.stringify(`${name} is not part of this bundle`)}); };
module.exports = new Proxy(absent, { get: () => absent, construct: absent });
`;

export const REPLACEMENTS: readonly Replacement[] = [
  // The transport speaks HTTP/1.1 only (allowH2: false); node:http2 alone costs 15 ms of start.
  { module: /\/client-h2(?:\.js)?$/, of: 'undici', contents: absent('HTTP/2') },
  // Only http and https proxies are let in, see action/transport/proxy.ts.
  { module: /\/socks5-proxy-agent(?:\.js)?$/, of: 'undici', contents: absent('SOCKS') },
  // Forms of undici's own fetch; the Action's come from form-data.
  { module: /\/web\/(?:fetch\/body|fetch\/formdata|webidl)(?:\.js)?$/, of: 'undici', contents: absent('fetch') },
  { module: /\/llhttp_simd-wasm\.js$/, of: 'undici', contents: `module.exports = require('node:fs').readFileSync(__folder + ${JSON.stringify(`/${PARSER.file}`)});` },
  // Node 24 runs WebAssembly with SIMD wherever GitHub's runner does; this is the parser for machines without.
  { module: /\/llhttp-wasm\.js$/, of: 'undici', contents: absent('The HTTP parser without SIMD') },
  // What undici reads of the tables around the parser, 12 kB with all methods, status codes and headers.
  { module: /\/llhttp\/constants\.js$/, of: 'undici', contents: `module.exports = ${JSON.stringify({ TYPE: llhttp.TYPE, ERROR: llhttp.ERROR })};` },
  // Nothing here subscribes. And with NODE_DEBUG=undici the real module prints the path of every request, which holds the
  // key of the robot or an access token.
  { module: /\/diagnostics(?:\.js)?$/, of: 'undici', contents: `
const silent = { hasSubscribers: false };
exports.channels = new Proxy({}, { get: () => silent });
` },
  // A tree of all known header names, built at start to lower-case a name without a copy; the caller can do without it.
  { module: /\/tree(?:\.js)?$/, of: 'undici', contents: 'exports.tree = { lookup: () => undefined };' },
  // undici checks its own state with it. Node's module brings a differ for its messages along (2 ms of start).
  { module: /^node:assert$/, of: 'undici', contents: `
module.exports = (holds, message = 'An assumption of undici does not hold') => { if (!holds) throw new Error(message); };
` },
  // undici asks for Node's limit on headers and for a class to compare with; node:http with all it loads costs 3 ms.
  { module: /^node:http$/, of: 'undici', contents: `
exports.maxHeaderSize = 16 * 1024;
exports.IncomingMessage = class IncomingMessage {};
` },
  // fdir looks around the machine for a picomatch of its own accord, though tinyglobby brings its own.
  { module: /^(?:node:)?module$/, of: 'fdir', contents: `
export const createRequire = () => Object.assign(absent, { resolve: absent });
const absent = () => { throw new Error('Only what is in this bundle is loaded'); };
` },
  // form-data's own way to send a form. With https, it would load TLS for plain http too (7 ms).
  { module: /^https?$/, of: 'form-data', contents: absent('FormData.submit') },
  // Guesses content types from file names: 200 kB. The content type is always given.
  { module: /^mime-types$/, of: 'form-data', contents: absent('mime-types') },
  // Measures streams of unknown length. The length is always given.
  { module: /^asynckit$/, of: 'form-data', contents: absent('asynckit') },
  // Ten packages to set one property in engines of 2015.
  { module: /^es-set-tostringtag$/, of: 'form-data', contents: `
module.exports = (object, value) => Object.defineProperty(object, Symbol.toStringTag, { configurable: true, value });
` },
  // Messages are only read from YAML. Where reading asks for text, a list or a mapping stands as a key.
  { module: /\/stringify\/\w+\.js$/, of: 'yaml', contents: `
const text = () => 'a list or a mapping';
const absent = () => { throw new Error('Writing YAML is not part of this bundle'); };
export const createStringifyContext = () => ({});
export { text as stringifyCollection, absent as stringifyDocument, absent as stringifyNumber, absent as stringifyPair, absent as stringifyString };
` },
  // The schema of YAML 1.2 and no other: messages are read with it alone.
  { module: /^\.\/tags\.js$/, of: 'yaml', contents: `
import { schema } from './node_modules/yaml/browser/dist/schema/core/schema.js';
export const coreKnownTags = {};
export const getTags = () => schema.slice();
` },
];
