import type { Sandbox } from '../../sandbox/server.ts';

/** What was uploaded, in the order of the names, since uploads go side by side: names and bytes, fetched as a browser would from the sandbox's page. */
export async function uploadsTo({ baseUrl, state }: Sandbox): Promise<{ name: string; bytes: Buffer }[]> {
  const names = new Intl.Collator('en', { numeric: true });
  const uploads = await Promise.all(
    state().media.map(async ({ media_id, filename }) => {
      const response = await fetch(`${baseUrl}/sandbox/media/${media_id}`);
      if (!response.ok) throw new Error(`The sandbox has not kept ${filename}: ${await response.text()}`);
      return { name: filename, bytes: Buffer.from(await response.arrayBuffer()) };
    }),
  );
  return uploads.sort((a, b) => names.compare(a.name, b.name));
}

/** Bytes that no packer makes smaller, always the same. */
export function noise(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = 1;
  for (let at = 0; at < length; at++) bytes[at] = (state = (state * 48_271) % 0x7fff_ffff) & 0xff;
  return bytes;
}
