import { describe, expect, it } from 'vitest';

import { confidentialWarning } from '../../core/confidential.ts';

describe('a file that is sent as confidential', () => {
  it.each(['a.txt', 'Report.PDF', 'b.docx', '图.jpeg', 'v1.2.xml'])('is nothing to warn of when WeCom lists its extension: %s', (filename) => {
    expect(confidentialWarning(filename)).toBeUndefined();
  });

  it.each(['app.apk', 'build.tar.gz', 'pdf', 'a.txt.zip', 'a.', ''])('is warned of when it does not: %s', (filename) => {
    expect(confidentialWarning(filename)).toMatchObject({ path: 'safe', actual: `"${filename}"`, fix: 'Turn it off for this file, or send the content as one of these' });
  });
});
