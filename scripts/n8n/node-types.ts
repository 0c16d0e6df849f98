import type { Rest } from './rest.ts';

/** A node's type as the editor gets it. */
export interface NodeType {
  /** `<package>.<node>` */
  name: string;
  displayName: string;
  version: number | number[];
  properties: { name: string; displayName: string; type: string; options?: unknown[] }[];
  usableAsTool?: boolean;
}

/** All the types that n8n has loaded from one package. */
export async function nodeTypesOf(rest: Rest, packageName: string): Promise<NodeType[]> {
  const types = await rest.read<NodeType[]>('/types/nodes.json');
  return types.filter(({ name }) => name.startsWith(`${packageName}.`));
}
