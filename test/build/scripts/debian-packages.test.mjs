// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  distribution,
  groups,
  missing,
  queryFormat,
  wanted,
} from '../../../build/scripts/debian-packages.mjs';

const dpkg = [
  'clang\tinstalled\tc++-compiler, c-compiler, objc-compiler',
  'gcc\tconfig-files\tc-compiler',
  'cmake\thalf-configured\t',
  'libgtk-3-0t64\tinstalled\tlibgtk-3-0 (= 3.24.49-3), gtk3-binver-3.0.0',
  'zlib1g-dev\tinstalled\tlibz-dev (= 1:1.2.13)',
  '',
].join('\n');

describe('missing packages', () => {
  it('are those that dpkg does not know', () => {
    assert.deepEqual(missing(['clang', 'strace', 'zlib1g-dev'], dpkg), ['strace']);
  });
  it('include removed ones that left their settings, and unfinished ones', () => {
    assert.deepEqual(missing(['gcc', 'cmake'], dpkg), ['gcc', 'cmake']);
  });
  it('do not include names that an installed package provides', () => {
    assert.deepEqual(missing(['libgtk-3-0', 'libz-dev'], dpkg), []);
  });
  it('do not count what only a removed package provides', () => {
    assert.deepEqual(missing(['c-compiler'], 'gcc\tconfig-files\tc-compiler\n'), ['c-compiler']);
  });
  it('are all of them when dpkg told nothing', () => {
    assert.deepEqual(missing(['clang', 'gcc'], ''), ['clang', 'gcc']);
  });
});

describe('wanted packages', () => {
  it('are those to build and to run, unless more is asked for', () => {
    assert.deepEqual(Object.keys(wanted()), [...Object.keys(groups.build), ...Object.keys(groups.run)]);
    assert.ok(!('strace' in wanted()));
    assert.ok('strace' in wanted({ tests: true }));
    assert.ok('libgtk-3-0' in wanted({ tests: true }));
    assert.deepEqual(Object.keys(wanted({ window: true })), Object.keys({ ...wanted(), ...groups.window }));
    assert.ok(!('cpio' in wanted({ tests: true })));
    assert.ok('cpio' in wanted({ kernels: true }));
  });
  it('have a reason each', () => {
    for (const [name, reason] of Object.entries(wanted({ tests: true, kernels: true }))) {
      assert.match(name, /^[a-z0-9][a-z0-9+.-]+$/);
      assert.ok(reason.length > 8, `${name}: ${reason}`);
    }
  });
});

describe('the question to dpkg', () => {
  it('is one line a package with tabs between the fields', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg's own syntax
    assert.equal(queryFormat, '${Package}\\t${db:Status-Status}\\t${Provides}\\n');
  });
});

describe('distribution', () => {
  it('knows Debian by its ID alone', () => {
    const debian = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\n';
    assert.deepEqual(distribution(debian), { debian: true, name: 'Debian GNU/Linux 12 (bookworm)' });
    assert.deepEqual(distribution('ID=ubuntu\nID_LIKE=debian\n'), { debian: false, name: 'ubuntu' });
    assert.deepEqual(distribution(''), { debian: false, name: 'an unnamed system' });
  });
});
