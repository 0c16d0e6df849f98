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

export const WECOM: Vendor = { name: 'WeCom', errcodeSpec, errcodePage };
