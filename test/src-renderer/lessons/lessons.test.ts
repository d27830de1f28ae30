// SPDX-License-Identifier: Apache-2.0
// What the texts of all lessons say to the window: filters that can be read, calls and answers that exist, links that
// lead somewhere.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../../../src-main/helper/native';
import { callByName } from '../../../src-main/shared/call-text';
import { isErrno } from '../../../src-main/shared/errno-names';
import { readTerm } from '../../../src-main/shared/filter-terms';

const FOLDER = join(ROOT, 'bpf/tracers/syscalls/lessons');
const lessons = readdirSync(FOLDER).map((file) => ({
  name: file.replace('.mdx', ''),
  text: readFileSync(join(FOLDER, file), 'utf8'),
}));

for (const { name, text } of lessons) {
  test(`${name}: its links back to the live view set filters that the filter bar would take`, () => {
    const links = [...text.matchAll(/<LookAt filter=\{\[(.*?)\]\} by="(process|call)">/g)];
    assert.equal(links.length, text.split('<LookAt').length - 1, 'a link that is written otherwise');
    assert.ok(links.length > 0, 'a lesson has something to look at');
    for (const [, list = ''] of links)
      for (const [, term = ''] of list.matchAll(/'([^']*)'/g)) {
        const reading = readTerm(term, isErrno);
        assert.equal(reading.state, 'complete', term);
        if (reading.state === 'complete' && reading.term.field === 'call')
          assert.ok(callByName(reading.term.value).length > 0, `there is no call ${reading.term.value}`);
      }
  });

  test(`${name}: its links to other lessons lead to one`, () => {
    const hrefs = [...text.matchAll(/\]\(([^)]*)\)/g)].map(([, href = '']) => href);
    for (const href of hrefs) {
      assert.match(href, /^lesson:/, 'the window leads nowhere else');
      assert.ok(
        lessons.some((one) => `lesson:${one.name}` === href),
        href,
      );
    }
  });

  test(`${name}: the answers that it names exist`, () => {
    for (const [answer] of text.matchAll(/\bE[A-Z]{3,}\b/g)) assert.ok(isErrno(answer), answer);
  });
}
