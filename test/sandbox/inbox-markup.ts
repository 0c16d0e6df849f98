/** What the inbox may write: anything beyond it came from a message and got through. */
const TAGS = new Set(
  ('a article bdi blockquote br button code dd details div dl dt em fieldset form h1 h2 h3 h4 h5 h6 header hr img input label li ol option p path pre section select small ' +
    'span strong summary svg table tbody td th thead time tr ul').split(' '),
);
const ATTRIBUTES = new Set(
  ('alt aria-current aria-hidden checked class d data-group data-id data-msgid data-question data-version datetime dir disabled download hidden href id loading name ' +
    'referrerpolicy rel selected src start tabindex target title type value viewBox').split(' '),
);

const TAG = /<(\/?)([a-zA-Z0-9]+)((?:\s+[a-zA-Z-]+(?:="[^"<>]*")?)*)\s*\/?>/g;
const ATTRIBUTE = /([a-zA-Z-]+)(?:="([^"]*)")?/g;
const ADDRESS = /^(?:https?:\/\/|mailto:|\/\?group=|\/sandbox\/media\/(?:[\w%.~!*()-]|&#39;)*$|\/inbox\/picture\/\d+(?:\/\d+)?$|\/inbox\/material\/(?:[\w%.~!*()-]|&#39;)*$|\/sandbox\/images\/[\w-]+$)/;

/** Everything in rendered markup that a browser could act upon and that the inbox does not write itself. */
export function hazardsIn(markup: string): string[] {
  const hazards: string[] = [];
  const text = markup.replace(TAG, (_whole, closing: string, tag: string, attributes: string) => {
    if (!TAGS.has(tag)) hazards.push(`tag ${closing}${tag}`);
    for (const [, name = '', value = ''] of attributes.matchAll(ATTRIBUTE)) {
      if (!ATTRIBUTES.has(name)) hazards.push(`attribute ${name}`);
      if ((name === 'href' || name === 'src') && !ADDRESS.test(value)) hazards.push(`${name} to ${value}`);
    }
    if (tag === 'a' && closing === '' && attributes.includes('_blank') && !attributes.includes('noopener')) {
      hazards.push('a new window that can steer this one');
    }
    return '';
  });
  const loose = /.{0,20}[<>].{0,20}/s.exec(text);
  if (loose) hazards.push(`loose markup: ${loose[0]}`);
  return hazards;
}
