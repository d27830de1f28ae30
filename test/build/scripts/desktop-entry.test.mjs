// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { dataOf, desktopFiles, execValue, place, remove } from '../../../build/scripts/desktop-entry.mjs';

const data = mkdtempSync(join(tmpdir(), 'ringside-desktop-'));
after(() => rmSync(data, { recursive: true }));
const ENTRY = join(data, 'applications/app.ringside.Ringside.desktop');

describe('the desktop entry', () => {
  it('quotes words as the specification has it', () => {
    assert.equal(
      execValue(['/a b', 'c"d', 'e$f`g', '50%', 'h\\i']),
      '"/a b" "c\\\\"d" "e\\\\$f\\\\`g" "50%%" "h\\\\\\\\i"',
    );
  });

  it('starts this checkout, wherever it lies', () => {
    const [entry = ''] = Object.values(desktopFiles(data, '/home/x/my tools', '/usr/bin/node'));
    assert.match(
      entry,
      /^Exec="\/usr\/bin\/node" "\/home\/x\/my tools\/build\/scripts\/start\.mjs" "open" %f$/m,
    );
    assert.match(entry, /^TryExec=\/home\/x\/my tools\/build\/linux\/ringside$/m);
    assert.doesNotMatch(entry, /@/);
  });

  it('is placed once, goes when it is taken away, and says so', () => {
    assert.equal(place(data), true);
    assert.equal(place(data), false);
    const type = /^MimeType=(.*);$/m.exec(readFileSync(ENTRY, 'utf8'))?.[1] ?? '';
    assert.ok(
      readFileSync(join(data, 'mime/packages/app.ringside.Ringside.xml'), 'utf8').includes(`"${type}"`),
    );
    assert.equal(remove(data), true);
    assert.equal(remove(data), false);
    assert.equal(existsSync(ENTRY), false);
  });

  it('goes where the person’s data lies', () => {
    assert.equal(dataOf({ XDG_DATA_HOME: '/d', HOME: '/h' }), '/d');
    assert.equal(dataOf({ XDG_DATA_HOME: 'relative', HOME: '/h' }), '/h/.local/share');
    assert.equal(dataOf({ HOME: '/h' }), '/h/.local/share');
  });
});
