import { OFFICIAL_ERRCODE_PAGE, officialErrcodeSpec } from '../spec/official-errcodes.ts';
import type { Vendor } from '../vendor.ts';

/** The public API host of the Official Accounts. */
export const OFFICIAL_BASE_URL = 'https://api.weixin.qq.com';

const NOT_ALLOWED_ADDRESS = 40164;

/** WeChat, as the host of the Official Accounts. */
export const WECHAT: Vendor = {
  name: 'WeChat',
  errcodeSpec: officialErrcodeSpec,
  errcodePage: () => OFFICIAL_ERRCODE_PAGE,
  fixFor: (errcode, errmsg) => {
    const address = errcode === NOT_ALLOWED_ADDRESS ? addressIn(errmsg) : undefined;
    return address && officialErrcodeSpec(errcode)?.fix.replace('the IP address that WeChat names', address);
  },
};

/** "invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist": the one that has to be entered. */
const addressIn = (errmsg: string): string | undefined => /\binvalid ip ([\d.]{7,15}|[\da-f:]{3,39})(?![\w.:])/i.exec(errmsg)?.[1];
