// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { accountsFrom, UserNames } from '../../../src-main/identity/user-names';

const folder = mkdtempSync(join(tmpdir(), 'ringside-users-'));
after(() => rmSync(folder, { recursive: true, force: true }));

test('lines of /etc/passwd; the first of a number or a name holds, and what is no line is left out', () => {
  const { byUid, byName } = accountsFrom(
    [
      'root:x:0:0:root:/root:/bin/sh',
      'toor:x:0:0::/:',
      'a:x:1000:1000:::',
      '+nis::::::',
      'b:x:-1:0:::',
      'c',
      '',
    ].join('\n'),
  );
  assert.deepEqual(
    [...byUid],
    [
      [0, 'root'],
      [1000, 'a'],
    ],
  );
  assert.deepEqual(
    [...byName],
    [
      ['root', 0],
      ['toor', 0],
      ['a', 1000],
    ],
  );
});

test('a name by number and a number by name; a stranger has none', async () => {
  const path = join(folder, 'passwd');
  writeFileSync(path, 'root:x:0:0:::\nada:x:1000:1000:::\n');
  const users = new UserNames(path);
  assert.equal(users.of(1000), 'ada');
  assert.equal(users.of(4242), undefined);
  assert.equal(await users.uidOf('ada'), 1000);
  assert.equal(await users.uidOf('nobody-is-called-so-here'), undefined);
  assert.deepEqual(users.names(), ['root', 'ada']);
});

test('without the file there are numbers', () => {
  assert.equal(new UserNames(join(folder, 'none')).of(0), undefined);
});
