import type { INodeProperties } from 'n8n-workflow';

import { DRAFT } from '../../../../core/spec/official-requests.ts';
import { titleOf } from '../../../../core/spec/titles.ts';
import type { FieldSpec } from '../../../../core/spec/types.ts';
import { parameterOf } from '../../../fields/parameter.ts';

const ADD = { resource: ['draft'], operation: ['add'] };

/** What few articles have is left to JSON, so that the form stays one that can be seen as a whole. */
const IN_JSON_ONLY = ['pic_crop_235_1', 'pic_crop_1_1', 'product_info'];

const offered = (spec: FieldSpec): FieldSpec => ({ ...spec, fields: spec.fields?.filter(({ name }) => !IN_JSON_ONLY.includes(name)) ?? [] });

/** What a draft is made of: a form for each article, or the articles as they are. */
export const draft: INodeProperties[] = [
  {
    displayName: 'Article Input',
    name: 'articleInput',
    type: 'options',
    options: [
      { name: 'Fields', value: 'fields', description: 'A form for each article' },
      { name: 'JSON', value: 'json', description: 'Articles as WeChat takes them, with every field there is, also those that were written for add_news, which WeChat has withdrawn' },
    ],
    default: 'fields',
    description: 'How the articles are given',
    displayOptions: { show: ADD },
  },
  ...(DRAFT.fields ?? []).map((spec): INodeProperties => ({
    ...parameterOf({ spec: offered(spec), path: [spec.name], name: spec.name, displayName: titleOf(spec) }),
    displayOptions: { show: { ...ADD, articleInput: ['fields'] } },
  })),
  {
    displayName: 'Articles (JSON)',
    name: 'articlesJson',
    type: 'json',
    default: '[\n  {\n    "title": "",\n    "content": "",\n    "thumb_media_id": ""\n  }\n]',
    required: true,
    description: 'An array of articles, one article, or an object with articles in it',
    displayOptions: { show: { ...ADD, articleInput: ['json'] } },
  },
];
