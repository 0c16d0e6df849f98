/** A module that is not bundled as it is, because the Action cannot reach it or needs next to nothing of it. */
export interface Replacement {
  /** The specifier as it stands in the importing file. */
  module: RegExp;
  /** The package whose files import it. Elsewhere the module stays what it is. */
  of: string;
  contents: string;
}

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
  // Node 24 runs WebAssembly with SIMD wherever GitHub's runner does; this is the parser for machines without.
  { module: /\/llhttp-wasm\.js$/, of: 'undici', contents: absent('The HTTP parser without SIMD') },
  // Forms of undici's own fetch; the Action's come from form-data.
  { module: /\/web\/(?:fetch\/body|fetch\/formdata|webidl)(?:\.js)?$/, of: 'undici', contents: absent('fetch') },
  // Nothing here subscribes. And with NODE_DEBUG=undici the real module prints the path of every request, which holds the
  // key of the robot or an access token.
  { module: /\/diagnostics\.js$|\/diagnostics$/, of: 'undici', contents: `
const silent = { hasSubscribers: false };
exports.channels = new Proxy({}, { get: () => silent });
` },
  // undici checks its own state with it. Node's module brings a differ for its messages along (2 ms of start).
  { module: /^node:assert$/, of: 'undici', contents: `
module.exports = (holds, message = 'An assumption of undici does not hold') => { if (!holds) throw new Error(message); };
` },
  // undici asks for Node's limit on headers and for a class to compare with; node:http with all it loads costs 3 ms.
  { module: /^node:http$/, of: 'undici', contents: `
exports.maxHeaderSize = 16 * 1024;
exports.IncomingMessage = class IncomingMessage {};
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
];
