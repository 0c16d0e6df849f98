import { isObject } from '../message/fields.ts';
import type { AccountSettings, Sandbox } from '../types.ts';
import type { Action } from './actions.ts';
import { fieldIn, given, numberIn, textIn } from './body.ts';

/** What concerns Official Accounts. */
export const ACCOUNT_ACTIONS: readonly [string, Action][] = [
  ['POST /sandbox/accounts', postAccount],
  ['POST /sandbox/news', postNews],
];

/** `{name, secretFrozen, mostPictures, mostOthers}`, all of them optional, makes an Official Account, or sets the one that has this name. */
function postAccount(sandbox: Sandbox, body: unknown): unknown {
  const name = textIn(body, 'name');
  const settings = settingsIn(body);
  const known = sandbox.accounts.find((account) => account.name === name);
  if (!known || Object.keys(settings).length === 0) return sandbox.addAccount({ ...given('name', name), ...settings });
  sandbox.configureAccount(known.name, settings);
  return known;
}

function settingsIn(body: unknown): Partial<AccountSettings> {
  const secretFrozen = fieldIn(body, 'secretFrozen');
  if (secretFrozen !== undefined && typeof secretFrozen !== 'boolean') throw new Error('"secretFrozen" is true or false.');
  const [mostPictures, mostOthers] = [numberIn(body, 'mostPictures'), numberIn(body, 'mostOthers')];
  return { ...given('secretFrozen', secretFrozen), ...given('mostPictures', mostPictures), ...given('mostOthers', mostOthers) };
}

/** `{articles, account}`, of which the second may be missing. */
function postNews(sandbox: Sandbox, body: unknown): unknown {
  const articles = fieldIn(body, 'articles');
  if (!Array.isArray(articles) || articles.length === 0 || !articles.every(isObject)) throw new Error('"articles" is a list of objects.');
  return sandbox.plantNews(articles, textIn(body, 'account'));
}
