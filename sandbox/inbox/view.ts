/** What the reader chose, all of it in the page's address: it survives a reload and can be kept as a bookmark. */
export interface View {
  /** The group's name, as asked for; there may be none of that name. */
  group: string | undefined;
  /** Whether pictures are fetched from foreign hosts. */
  pictures: boolean;
}

export const viewOf = (query: URLSearchParams): View => ({
  group: query.get('group') ?? undefined,
  pictures: query.get('pictures') === 'show',
});

/** The query that leads to a view; without a group, to the list of groups. */
export function queryOf({ group, pictures }: View): string {
  const query = new URLSearchParams();
  if (group !== undefined) query.set('group', group);
  if (pictures) query.set('pictures', 'show');
  return query.toString();
}
