// SPDX-License-Identifier: Apache-2.0
// What cannot be done is said: what is wrong, why, what to do; and the status is the documented one. These need no
// helper, and the ordinary user who asks has none.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { BUILT_HELPER, checkInstalledHelper, INSTALLED_HELPER } from '../../src-main/helper/door';
import { ExitCode, Failure } from '../../src-main/shared/failure';
import { reachableRoot } from '../support/reachable-root';

const MAIN = join(reachableRoot(), 'out/src-main/cli/main.js');
const LIMIT_MS = 20_000;

interface Asked {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `ringside WORDS` as an ordinary user; a program before it may set the scene as root. */
function ringside(words: readonly string[], environment: NodeJS.ProcessEnv = {}, scene = ''): Asked {
  const engine = [process.execPath, MAIN, ...words];
  const user = ['setpriv', '--reuid', '1000', '--regid', '1000', '--clear-groups', ...engine];
  const line = scene ? ['unshare', '-m', 'sh', '-ec', `${scene}\nexec "$@"`, 'sh', ...user] : user;
  const asked = spawnSync(line[0] ?? '', line.slice(1), {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: '/tmp', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LIMIT_MS,
  });
  assert.equal(asked.signal, null, `ringside ${words.join(' ')} hung`);
  return asked;
}

/** The three lines that a person gets, and nothing on standard output. */
function complains(asked: Asked, status: ExitCode, what: RegExp): void {
  assert.equal(asked.status, status, asked.stderr);
  assert.equal(asked.stdout, '');
  const [first = '', why = '', mend = '', ...rest] = asked.stderr.split('\n');
  assert.match(first, /^ringside: /);
  assert.match(first, what);
  assert.match(why, /^ {2}why: {2}\S.*[.:"…]$/);
  assert.match(mend, /^ {2}what to do: {2}\S/);
  assert.deepEqual(rest, ['']);
}

describe('wrong words', () => {
  const wrong: readonly (readonly [string, RegExp])[] = [
    ['wach', /There is no command "wach"/],
    ['watch', /One word names the tracers/],
    ['watch syscalls syscalls', /One word names the tracers/],
    ['watch nosuch', /There is no tracer "nosuch"/],
    ['watch syscalls,nosuch', /There is no tracer "nosuch"/],
    ['watch syscalls --pid 4194304', /There is no process 4194304/],
    ['watch syscalls --pid 0', /--pid "0" is not usable/],
    ['watch syscalls --pid=-1', /--pid "-1" is not usable/],
    ['watch syscalls --pid 1.5', /--pid "1.5" is not usable/],
    ['watch syscalls --pid mine', /--pid "mine" is not usable/],
    ['watch syscalls --calls nosuchcall', /There is no system call "nosuchcall"/],
    ['watch syscalls --calls getppid,,read', /There is no system call ""/],
    ['watch syscalls --longer-than 10', /--longer-than "10" is not a length of time/],
    ['watch syscalls --longer-than 10min', /--longer-than "10min" is not a length of time/],
    ['watch syscalls --longer-than=-5ms', /--longer-than "-5ms" is not a length of time/],
    ['watch syscalls --seconds 0', /--seconds "0" is not usable/],
    ['watch syscalls --seconds soon', /--seconds "soon" is not usable/],
    ['watch syscalls --seconds 1e99', /--seconds "1e99" is not usable/],
    ['watch syscalls --seconds', /An option is not known or lacks its value/],
    ['watch syscalls --uid=-1', /--uid "-1" is not usable/],
    ['watch syscalls --uid root', /--uid "root" is not usable/],
    ['watch syscalls --cgroup 0', /--cgroup "0" is not usable/],
    ['watch syscalls --comm a-name-of-16-byt', /--comm "a-name-of-16-byt" is too long/],
    ['watch syscalls --limit 1000001', /--limit "1000001" is not usable/],
    ['watch syscalls --budget 101', /--budget "101" is not usable/],
    ['watch syscalls --size huge', /--size "huge" is not known/],
    ['watch syscalls --nosuch', /An option is not known or lacks its value/],
    ['watch syscalls --', /There is no command after "--"/],
    ['doctor --nosuch', /An option is not known/],
    ['tracers --nosuch', /An option is not known/],
  ];
  for (const [words, what] of wrong)
    it(`ringside ${words}`, () => complains(ringside(words.split(' ')), ExitCode.Usage, what));

  it('ringside alone shows the help and the status of wrong usage', () => {
    const { status, stdout } = ringside([]);
    assert.equal(status, ExitCode.Usage);
    assert.equal(stdout, ringside(['--help']).stdout);
  });

  it('the help documents the statuses', () => {
    const { status, stdout } = ringside(['--help']);
    assert.equal(status, ExitCode.Done);
    for (const text of ['0 done', '1 internal error', '2 wrong usage', '3 no rights', '4 the helper was'])
      assert.ok(stdout.includes(text), text);
  });
});

describe('a socket to the helper that is none', () => {
  const words = ['watch', 'syscalls', '--seconds', '1'];
  it('is no number, or one of the standard streams', () => {
    for (const fd of ['', 'abc', '-1', '0', '2', '3.5'])
      complains(ringside(words, { RINGSIDE_HELPER_FD: fd }), ExitCode.Usage, /The helper cannot be reached/);
  });
  it('is not open', () =>
    complains(ringside(words, { RINGSIDE_HELPER_FD: '99' }), ExitCode.NoRights, /The helper cannot be used/));
});

describe('the installed helper', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ringside-installed-'));
  const installed = join(folder, 'ringside-helper');
  after(() => rmSync(folder, { recursive: true, force: true }));
  before(() => cpSync(BUILT_HELPER, installed));

  const refuses = (what: RegExp, why: RegExp) =>
    assert.throws(
      () => checkInstalledHelper(installed, BUILT_HELPER),
      (error: unknown) => {
        assert.ok(error instanceof Failure);
        assert.match(error.what, what);
        assert.match(error.why, why);
        assert.match(error.mend, /npm run setup/);
        assert.equal(error.exitCode, ExitCode.NoRights);
        return true;
      },
    );

  it('is taken when it is root’s alone and the same as the one that was built', () =>
    checkInstalledHelper(installed, BUILT_HELPER));
  it('is refused when somebody else owns it', () => {
    chownSync(installed, 1000, 0);
    refuses(/is refused/, /is not root's alone/);
    chownSync(installed, 0, 0);
  });
  it('is refused when others may write to it', () => {
    for (const mode of [0o775, 0o757]) {
      chmodSync(installed, mode);
      refuses(/is refused/, /is not root's alone/);
    }
    chmodSync(installed, 0o755);
  });
  it('is refused when it differs by a byte', () => {
    writeFileSync(installed, '\n', { flag: 'a' });
    refuses(/is of another build/, /differs from/);
  });
  it('is missed when it is not there', () => {
    rmSync(installed);
    refuses(/is not installed/, /There is no/);
  });

  it('is missed by an ordinary user too', () => {
    // In a mount namespace of its own, what the machine has installed is out of sight.
    const where = dirname(INSTALLED_HELPER);
    const hidden = existsSync(where) ? `mount -t tmpfs none ${where}` : ':';
    const asked = ringside(['watch', 'syscalls', '--seconds', '1'], {}, hidden);
    complains(asked, ExitCode.NoRights, /The privileged helper is not installed/);
    assert.match(asked.stderr, /npm run setup/);
  });
});
