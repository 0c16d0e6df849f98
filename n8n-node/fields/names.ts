/** What n8n calls the group of values of every fixed collection here. */
export const VALUES = 'values';

/** A name in camel case: the parameter that stands for a field within a collection. */
export const camelCase = (name: string): string => name.replace(/_+(\w)/g, (_, letter: string) => letter.toUpperCase());
