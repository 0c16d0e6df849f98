import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { createDeadline } from '../../../core/deadline.ts';
import { isWithheld, listDepartments, listMemberIds, listMembers, listTags } from '../../../core/directory.ts';
import type { Entry } from '../../../core/directory.ts';
import { isWeComError, RejectedError } from '../../../core/errors.ts';
import type { Outcome } from '../../../core/outcome.ts';
import type { Connection } from '../../../core/request.ts';
import { connectApp } from '../../connection.ts';
import { CLOCK } from '../../ports.ts';

/** Milliseconds for one look at the directory: somebody is waiting for the list to open. */
const BUDGET = 25_000;

/** After so many members a page of the list ends; the rest comes when somebody scrolls to its end. */
const ENOUGH = 100;

type Search = (this: ILoadOptionsFunctions, filter?: string, paginationToken?: string) => Promise<INodeListSearchResult>;

/** What the lists of recipients in the panel call, each time that somebody opens one or types into it. */
export const listSearch: Record<'searchMembers' | 'searchDepartments' | 'searchTags', Search> = {
  async searchMembers(filter = '', paginationToken = '0') {
    return inDirectory(this, (connection) => findMembers(connection, filter, Number(paginationToken)));
  },
  async searchDepartments(filter = '') {
    return inDirectory(this, async (connection) => asList(matching(valueOf(await listDepartments(connection)), filter)));
  },
  async searchTags(filter = '') {
    return inDirectory(this, async (connection) => asList(matching(valueOf(await listTags(connection)), filter)));
  },
};

/**
 * WeCom gives the members of one department at a time and cannot search. So this goes through the departments until it has found
 * enough, or all the rest.
 *
 * @param from the number of the first department that no page has had yet.
 */
async function findMembers(connection: Connection, filter: string, from: number): Promise<INodeListSearchResult> {
  const departments = valueOf(await listDepartments(connection));
  const found = new Map<string, Entry>();
  for (const [index, { id }] of departments.entries()) {
    if (index < from) continue;
    if (found.size >= ENOUGH) return { ...asList([...found.values()]), paginationToken: String(index) };
    const outcome = await listMembers(connection, id);
    if (isWithheld(outcome)) return asList(matching(valueOf(await listMemberIds(connection)), filter));
    // What is there is of more use than an error about what is not.
    if (outcome.delivery !== 'sent' && found.size > 0) break;
    for (const member of matching(valueOf(outcome), filter)) found.set(member.id, member);
  }
  return asList([...found.values()]);
}

const matching = (entries: readonly Entry[], filter: string): Entry[] => {
  const wanted = filter.trim().toLowerCase();
  return entries.filter(({ id, name = '' }) => id.toLowerCase().includes(wanted) || name.toLowerCase().includes(wanted));
};

const asList = (entries: readonly Entry[]): INodeListSearchResult => ({ results: entries.map(({ id, name }) => ({ name: name === undefined ? id : `${name} (${id})`, value: id })) });

function valueOf<T>(outcome: Outcome<T>): T {
  if (outcome.delivery !== 'sent') throw outcome.error;
  return outcome.value;
}

/** @throws NodeApiError or NodeOperationError that says what to do without the list: the ID does as well. */
async function inDirectory(context: ILoadOptionsFunctions, search: (connection: Connection) => Promise<INodeListSearchResult>): Promise<INodeListSearchResult> {
  try {
    return await search((await connectApp(context, createDeadline(CLOCK, BUDGET))).connection);
  } catch (error) {
    if (!isWeComError(error)) throw new NodeOperationError(context.getNode(), error instanceof Error ? error : String(error));
    // Little more than a line of it is seen without scrolling.
    const message = 'Choose “By ID” and write the ID instead, or see below what the list needs.';
    const description = `${error.what} ${error.fix.trim()}.`;
    if (!(error instanceof RejectedError)) throw new NodeOperationError(context.getNode(), message, { description });
    throw new NodeApiError(context.getNode(), { errcode: error.errcode }, { message, description, httpCode: String(error.errcode) });
  }
}
