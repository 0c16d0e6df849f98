// Plain JavaScript, because it must also run, and say what is wrong, on the Node that is too old for everything else.
import { readFileSync } from 'node:fs';

const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const wanted = Number.parseInt(engines.node.replace('>=', ''), 10);

if (Number.parseInt(process.versions.node, 10) < wanted) {
  console.error(
    `This runs on Node ${wanted} or newer, and here is ${process.version}. ` +
      `\`npm ci\` brings its own Node along, unless install scripts were switched off: run \`npm ci\` without --ignore-scripts, or install Node ${wanted}.`,
  );
  process.exit(1);
}
