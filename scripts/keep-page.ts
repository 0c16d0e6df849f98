import { writeFile } from 'node:fs/promises';

/** Saves the sandbox's inbox page as it is now into one file that needs no server: styles, pictures and files inside it. */
export async function keepPage(baseUrl: string, file: string): Promise<void> {
  const load = async (path: string): Promise<Response> => fetch(`${baseUrl}${path.replaceAll('&amp;', '&')}`);
  const asData = async (path: string): Promise<string> => {
    const answer = await load(path);
    const content = Buffer.from(await answer.arrayBuffer()).toString('base64');
    return `data:${answer.headers.get('content-type') ?? 'application/octet-stream'};base64,${content}`;
  };

  let page = (await (await load('/')).text()).replaceAll(/<script\b[^>]*><\/script>/g, '');
  for (const [link, path = ''] of page.matchAll(/<link rel="stylesheet" href="([^"]+)">/g)) {
    const style = await (await load(path)).text();
    page = page.replace(link, () => `<style>${style}</style>`);
  }
  for (const [, path = ''] of page.matchAll(/(?:src|href)="(\/(?:inbox|sandbox)\/[^"]+)"/g)) {
    const data = await asData(path);
    page = page.replaceAll(`"${path}"`, () => `"${data}"`);
  }
  await writeFile(file, page);
}
