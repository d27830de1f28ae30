// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { components, placements, whyUnsafe } from '../../../build/scripts/install-helper.mjs';

const directory = { isSymbolicLink: () => false, isDirectory: () => true, uid: 0, gid: 0, mode: 0o755 };
const link = { ...directory, isSymbolicLink: () => true, isDirectory: () => false };

/** An lstat over a picture of a file system: path -> what differs from a directory of root. */
const lstat = (picture) => (path) => (path in picture ? { ...directory, ...picture[path] } : undefined);
const why = (picture) => whyUnsafe('/usr/local/libexec/ringside', lstat({ '/': {}, '/usr': {}, ...picture }));

describe('components', () => {
  it('are walked from / down', () => {
    assert.deepEqual(components('/usr/local'), ['/', '/usr', '/usr/local']);
    assert.deepEqual(components('/'), ['/']);
  });
});

describe('a directory for a program of root', () => {
  it('is safe when all above it is of root, and may not exist yet', () => {
    assert.equal(why({ '/usr/local': {} }), null);
    assert.equal(
      why({ '/usr/local': {}, '/usr/local/libexec': {}, '/usr/local/libexec/ringside': {} }),
      null,
    );
  });
  it('is refused below a symbolic link', () => {
    assert.match(why({ '/usr/local': link }), /^\/usr\/local is a symbolic link/);
  });
  it('is refused below a file', () => {
    assert.match(why({ '/usr/local': { isDirectory: () => false } }), /not a directory/);
  });
  it('is refused below a directory of somebody else', () => {
    assert.match(why({ '/usr/local': { uid: 1000 } }), /belongs to user 1000/);
  });
  it('is refused where others could replace what is in it', () => {
    assert.match(why({ '/usr/local': { mode: 0o1777 } }), /by everybody/);
    assert.match(why({ '/usr/local': { mode: 0o2775, gid: 50 } }), /by group 50/);
    assert.equal(why({ '/usr/local': { mode: 0o775 } }), null);
  });
});

describe('the polkit policy', () => {
  const policy = readFileSync(
    join(import.meta.dirname, '../../../build/linux/app.ringside.Ringside.policy'),
    'utf8',
  );
  const value = (tag) => policy.match(new RegExp(`<${tag}>([^<]*)</`))?.[1];

  it('names the path at which the helper is placed', () => {
    const path = policy.match(/key="org\.freedesktop\.policykit\.exec\.path">([^<]+)</)?.[1];
    assert.equal(path, placements.find(({ what }) => what === 'helper').target);
  });
  it('asks for an administrator, and only where somebody sits', () => {
    assert.equal(value('allow_any'), 'no');
    assert.equal(value('allow_inactive'), 'no');
    assert.equal(value('allow_active'), 'auth_admin_keep');
  });
  it('passes no display on', () => {
    assert.ok(!policy.includes('exec.allow_gui'));
  });
});
