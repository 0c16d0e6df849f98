import { errcodePage, errcodeSpec } from './spec/errcodes.ts';
import type { ErrcodeSpec } from './spec/types.ts';

/** Whose API it is. WeCom and WeChat share a manner and most numbers of errors, and not what the numbers mean. */
export interface Vendor {
  /** For people. */
  name: string;
  /** What is known of a code, or undefined. */
  errcodeSpec: (errcode: number) => ErrcodeSpec | undefined;
  /** The vendor's page about a code. */
  errcodePage: (errcode: number) => string;
  /** What to do where that depends on the vendor's own words. @param errmsg without secrets. */
  fixFor?: (errcode: number, errmsg: string) => string | undefined;
}

/** Of a request from an address that is not among the application's trusted ones. */
const UNTRUSTED = 60020;

/** The address that WeCom saw the request come from: `…, from ip: 203.0.113.7, …`. It is what the administrator has to enter. */
function callerIn(errmsg: string): string | undefined {
  return /\bfrom ip: ?([\d.]+\d|[\da-f:]*:[\da-f:]+)/i.exec(errmsg)?.[1];
}

export const WECOM: Vendor = {
  name: 'WeCom',
  errcodeSpec,
  errcodePage,
  fixFor: (errcode, errmsg) => {
    const address = errcode === UNTRUSTED ? callerIn(errmsg) : undefined;
    return address && `The address is ${address}. ${errcodeSpec(errcode)?.fix ?? ''}`;
  },
};
