import { createRequire } from 'node:module';
import { inspect } from 'node:util';

import { ESLint } from 'eslint';
import type { Linter } from 'eslint';
import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';

import { choiceName } from '../../core/spec/choices.ts';
import { envelope, messageTypes } from '../../core/spec/messages.ts';
import type { Channel, FieldSpec } from '../../core/spec/types.ts';
import { properties } from '../../n8n-node/nodes/WeCom/parameters/index.ts';
import { SWITCHES } from '../../n8n-node/nodes/WeCom/parameters/options.ts';
import { RECIPIENTS } from '../../n8n-node/nodes/WeCom/parameters/recipients.ts';
import { bodySpec, slotsOf } from '../../n8n-node/nodes/WeCom/parameters/slots.ts';
import { sending, shown } from './panel.ts';

const n8nNodesBase = createRequire(import.meta.url)('eslint-plugin-n8n-nodes-base') as ESLint.Plugin & { configs: { nodes: { rules: Linter.RulesRecord } } };

/** The one that n8n's own lint leaves out; and the order of a form's fields is the form's, not the alphabet's: a title comes before its text. */
const NOT_ASKED = ['n8n-nodes-base/node-param-type-options-max-value-present', 'n8n-nodes-base/node-param-fixed-collection-type-unsorted-items'];

const CHANNELS: readonly Channel[] = ['robot', 'app'];

type Part = INodeProperties | INodePropertyOptions | INodePropertyCollection;

const isParameter = (part: Part): part is INodeProperties => 'type' in part;
const isGroup = (part: Part): part is INodePropertyCollection => 'values' in part;

/** Every parameter, also those within collections. */
function everyParameter(parts: readonly Part[]): INodeProperties[] {
  return parts.flatMap((part) => {
    if (isGroup(part)) return everyParameter(part.values);
    return isParameter(part) ? [part, ...everyParameter(part.options ?? [])] : [];
  });
}

const all = everyParameter(properties);

const optionsOf = ({ options = [] }: INodeProperties): INodePropertyOptions[] => options.filter((option): option is INodePropertyOptions => 'value' in option);

const named = (name: string, channel?: Channel): INodeProperties[] =>
  properties.filter((one) => one.name === name && (channel === undefined || isOf(channel, one)));

/** A group chat has messages of its own, and what WeCom fetches by itself is no upload. */
function isOf(channel: Channel, { displayOptions }: INodeProperties): boolean {
  const { authentication = [], resource = [], operation = [] } = displayOptions?.show ?? {};
  return authentication.includes(channel) && !resource.includes('groupChat') && !operation.includes('uploadByUrl');
}

async function complaints(parameters: readonly INodeProperties[]): Promise<string[]> {
  const rules = Object.fromEntries(Object.entries(n8nNodesBase.configs.nodes.rules).filter(([rule]) => rule.startsWith('n8n-nodes-base/node-param-') && !NOT_ASKED.includes(rule)));
  const eslint = new ESLint({
    overrideConfigFile: true,
    overrideConfig: [{ files: ['**/*.ts'], languageOptions: { parser: tseslint.parser }, plugins: { 'n8n-nodes-base': n8nNodesBase }, rules }],
  });
  const text = `export const parameters: INodeProperties[] = ${inspect(parameters, { depth: null, maxArrayLength: null, maxStringLength: null })};`;
  const [result] = await eslint.lintText(text, { filePath: 'n8n-node/nodes/WeCom/parameters/all.ts' });
  return (result?.messages ?? []).map(({ ruleId, message, line }) => `${String(ruleId)}: ${message} (${text.split('\n')[line - 1]?.trim() ?? ''})`);
}

describe('the parameters, written out', () => {
  it('break none of n8n’s rules', async () => {
    expect(await complaints(properties)).toEqual([]);
  });

  it.each<[string, INodeProperties]>([
    ['boolean-without-whether', { displayName: 'Safe', name: 'safe', type: 'boolean', default: false, description: 'Makes it safe' }],
    ['display-name-miscased', { displayName: 'media type', name: 'mediaType', type: 'string', default: '' }],
    ['excess-final-period', { displayName: 'Title', name: 'title', type: 'string', default: '', description: 'The title of it.' }],
    ['without-no-data-expression', { displayName: 'Resource', name: 'resource', type: 'options', options: [{ name: 'Message', value: 'message' }], default: 'message' }],
    ['unsorted-items', { displayName: 'One', name: 'one', type: 'options', options: ['E', 'D', 'C', 'B', 'A'].map((name) => ({ name, value: name })), default: 'A' }],
  ])('would be found to break the rule on %s', async (rule, parameter) => {
    expect((await complaints([parameter])).join('\n')).toContain(rule);
  });

  it('have hints of at most 120 characters', () => {
    expect(all.filter(({ hint = '' }) => hint.length > 120)).toEqual([]);
  });

  it('have no emoji in their labels', () => {
    const labels = all.flatMap((one) => [one.displayName, ...optionsOf(one).map(({ name }) => name)]);
    expect(labels.filter((label) => /\p{Extended_Pictographic}/u.test(label))).toEqual([]);
  });

  it('explain themselves to whoever fills them in, a person or an agent', () => {
    const silent = all.filter(({ type, description }) => !['collection', 'fixedCollection', 'notice'].includes(type) && description === undefined);
    expect([...new Set(silent.map(({ displayName }) => displayName))].sort()).toEqual(['Operation', 'Put Output File in Field', 'Resource', 'Title']);
  });
});

describe('the choices', () => {
  it.each<[Channel, string[]]>([
    ['robot', ['text', 'markdown', 'markdown_v2', 'image', 'voice', 'file', 'news', 'template_card']],
    ['app', ['text', 'markdown', 'image', 'voice', 'video', 'file', 'textcard', 'news', 'mpnews', 'miniprogram_notice', 'template_card']],
  ])('of messages of channel %s are the types with parameters of their own and the whole message', (channel, types) => {
    const [parameter, ...others] = named('messageType', channel);
    expect(others).toEqual([]);
    const options = parameter === undefined ? [] : optionsOf(parameter);
    expect(options.map(({ value }) => value).sort()).toEqual([...types, 'json'].sort());
    expect(options.filter(({ description = '' }) => description === '')).toEqual([]);
  });

  it('of cards are the two that only tell, and from an application three that are answered', () => {
    const kinds = named('cardType').map((parameter) => optionsOf(parameter).map(({ value }) => value));
    const ofApplication = ['button_interaction', 'news_notice', 'multiple_interaction', 'text_notice', 'vote_interaction'];
    // Sent by a robot and by an application, and in the place of one that was sent.
    expect(kinds).toEqual([['news_notice', 'text_notice'], ofApplication, ofApplication]);
    const answered = named('cardType').slice(0, 2).flatMap(optionsOf).filter(({ description = '' }) => description.includes('URL for receiving messages'));
    expect(answered.map(({ value }) => value)).toEqual(['button_interaction', 'multiple_interaction', 'vote_interaction']);
  });

  it.each<[Channel, string[]]>([
    ['robot', ['auto', 'file', 'voice']],
    ['app', ['auto', 'file', 'image', 'video', 'voice']],
  ])('of uploads of channel %s are the kinds that get a media_id', (channel, kinds) => {
    expect(named('mediaType', channel).flatMap(optionsOf).map(({ value }) => value)).toEqual(kinds);
  });

  it('of operations are those of the channel', () => {
    const operations = (show: object): unknown[] => properties.filter(({ name, displayOptions }) => name === 'operation' && inspect(displayOptions?.show) === inspect(show)).flatMap(optionsOf).map(({ value }) => value);
    expect(operations({ authentication: ['robot'], resource: ['media'] })).toEqual(['upload']);
    expect(operations({ authentication: ['robot'], resource: ['message'] })).toEqual(['send']);
    expect(operations({ authentication: ['app'], resource: ['media'] })).toEqual(['get', 'getHdVoice', 'upload', 'uploadByUrl', 'uploadImage']);
    expect(operations({ authentication: ['app'], resource: ['message'] })).toEqual(['recall', 'send', 'updateTemplateCard']);
    expect(operations({ authentication: ['app', 'robot'], resource: ['groupChat'] })).toEqual(['create', 'get', 'send', 'update']);
  });

  it('between numbers all have a name', () => {
    const unnamed = (spec: FieldSpec): string[] => {
      const own = (spec.fields ?? []).concat((spec.variants?.of ?? []).flatMap(({ fields }) => fields));
      return own.flatMap((field) => [...(field.values ?? []).filter((value) => choiceName(spec.name, field, value) === String(value)).map((value) => `${spec.name}.${field.name} ${value}`), ...unnamed(field)]);
    };
    const bodies = CHANNELS.flatMap((channel) => messageTypes(channel).map(({ msgtype }) => bodySpec(channel, msgtype)));
    expect(bodies.flatMap((body) => (body === undefined ? ['no body'] : unnamed(body)))).toEqual([]);
  });
});

describe('a parameter’s name', () => {
  it('stands for the same thing everywhere', () => {
    const meanings = new Map<string, Set<string>>();
    for (const { name, type, displayName } of properties) meanings.set(name, (meanings.get(name) ?? new Set()).add(`${displayName} [${type}]`));
    expect([...meanings].filter(([, meaning]) => meaning.size > 1)).toEqual([]);
  });

  it('of a field belongs to one type of message alone', () => {
    const owners = new Map<string, Set<string>>();
    for (const channel of CHANNELS) {
      for (const { msgtype } of messageTypes(channel)) {
        const body = bodySpec(channel, msgtype);
        for (const slot of body === undefined ? [] : [undefined, ...(body.variants?.of ?? [])].flatMap((choice) => slotsOf(body, choice?.value))) {
          owners.set(slot.name, (owners.get(slot.name) ?? new Set()).add(`${msgtype}.${slot.path.join('.')}`));
        }
      }
    }
    expect([...owners].filter(([name, owner]) => owner.size > 1 && name !== 'content')).toEqual([]);
    const others = properties.filter(({ displayOptions: { show = {} } = {} }) => show.messageType?.length !== 1 && !show.operation?.includes('updateTemplateCard')).map(({ name }) => name);
    expect(others.filter((name) => owners.has(name))).toEqual([]);
  });

  it.each(CHANNELS.flatMap((channel) => messageTypes(channel).map(({ msgtype }): [Channel, string] => [channel, msgtype])))('is shown once for channel %s and type %s', (channel, msgtype) => {
    for (const cardType of ['text_notice', 'news_notice']) {
      const values = shown(sending(channel, msgtype, { cardType }));
      const visible = properties.filter(({ displayOptions }) => Object.entries(displayOptions?.show ?? {}).every(([name, is]) => (is as unknown[]).includes(values[name])));
      const names = visible.map(({ name }) => name);
      expect(names).toEqual([...new Set(names)]);
    }
  });
});

describe('the panel', () => {
  it('shows of a text only what a text needs', () => {
    expect(Object.keys(shown(sending('robot', 'text'))).sort()).toEqual(['additionalFields', 'authentication', 'content', 'messageType', 'operation', 'resource', 'tooLong']);
    expect(Object.keys(shown(sending('app', 'text'))).sort()).toEqual(['additionalFields', 'authentication', 'content', 'messageType', 'operation', 'recipients', 'resource', 'toParty', 'toTag', 'toUser', 'tooLong']);
  });

  it('asks for a file by its binary field or its media_id, and for a robot’s picture by its binary field', () => {
    expect(shown(sending('robot', 'file'))).toMatchObject({ mediaSource: 'binary', binaryPropertyName: 'data' });
    expect(shown(sending('robot', 'file', { mediaSource: 'mediaId' }))).not.toHaveProperty('binaryPropertyName');
    expect(shown(sending('robot', 'file', { mediaSource: 'mediaId' }))).toHaveProperty('mediaId', '');
    expect(shown(sending('robot', 'image', { mediaSource: 'mediaId' }))).toHaveProperty('binaryPropertyName', 'data');
    expect(shown(sending('robot', 'image', { mediaSource: 'mediaId' }))).not.toHaveProperty('mediaId');
    expect(shown(sending('app', 'image'))).toHaveProperty('mediaSource', 'binary');
  });

  it('of uploads and downloads is small', () => {
    const upload = { authentication: 'robot', resource: 'media', operation: 'upload' };
    expect(shown(upload)).toEqual({ ...upload, binaryPropertyName: 'data', mediaType: 'auto', additionalFields: {} });
    const get = { authentication: 'app', resource: 'media', operation: 'get' };
    expect(shown(get)).toEqual({ ...get, mediaId: '', outputBinaryField: 'data', additionalFields: {} });
  });

  it('sends a text as a robot by default', () => {
    expect(shown({})).toMatchObject({ authentication: 'robot', resource: 'message', operation: 'send', messageType: 'text', tooLong: 'split' });
  });

  it('tells the byte limit of a text', () => {
    const hints = CHANNELS.flatMap((channel) => named('content', channel)).map(({ hint, displayOptions }) => [displayOptions?.show?.authentication?.[0], displayOptions?.show?.messageType?.[0], hint?.match(/\d+/)?.[0]]);
    expect(hints).toEqual([
      ['robot', 'text', '2048'],
      ['robot', 'markdown', '4096'],
      ['robot', 'markdown_v2', '4096'],
      ['app', 'text', '2048'],
      ['app', 'markdown', '2048'],
    ]);
  });

  it('offers an option only with the types that have it', () => {
    const given = { additionalFields: { safe: true, enableIdTrans: true, mentionUsers: 'a', dedupeSeconds: 60, fileName: 'a.txt', timeoutSeconds: 5 } };
    const offered = (channel: Channel, msgtype: string): string[] => Object.keys(shown(sending(channel, msgtype, given)).additionalFields as object).sort();
    expect(offered('robot', 'text')).toEqual(['mentionUsers', 'timeoutSeconds']);
    expect(offered('robot', 'file')).toEqual(['fileName', 'mentionUsers', 'timeoutSeconds']);
    expect(offered('app', 'text')).toEqual(['dedupeSeconds', 'enableIdTrans', 'safe', 'timeoutSeconds']);
    expect(offered('app', 'news')).toEqual(['dedupeSeconds', 'enableIdTrans', 'timeoutSeconds']);
    expect(offered('app', 'markdown')).toEqual(['dedupeSeconds', 'timeoutSeconds']);
    expect(offered('app', 'file')).toEqual(['dedupeSeconds', 'fileName', 'safe', 'timeoutSeconds']);
  });

  it('has a parameter for all that stands beside the body of an application’s message', () => {
    const beside = [...envelope('app').map(({ name }) => name), ...messageTypes('app').flatMap(({ options = [] }) => options.map(({ name }) => name))];
    const known: string[] = [...RECIPIENTS, ...SWITCHES].map(({ field }) => field);
    expect([...new Set(beside)].filter((name) => !known.includes(name)).sort()).toEqual(['agentid', 'duplicate_check_interval', 'enable_duplicate_check']);
  });
});
