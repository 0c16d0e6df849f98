import type { INode, NodeApiError, NodeOperationError } from 'n8n-workflow';

import { failure } from '../../failure.ts';

const MADE_TWICE = 'n8n will do the same again, and there may be two of it then: turn it off for what adds something.';

/** What n8n shows of an error. @param before what had already happened in the same item. */
export const accountFailure = (node: INode, error: unknown, itemIndex: number, before = ''): NodeApiError | NodeOperationError => failure(node, error, itemIndex, before, MADE_TWICE);
