// SPDX-License-Identifier: Apache-2.0
// A helper that is of another build, speaks otherwise, or not at all (stand-in.c), and a kernel that lacks what it
// needs: the engine says what is wrong, ends in bounded time with the documented status, and leaves no process.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { SCHEMA_HASH } from '../../src-main/shared/events.gen';
import { ExitCode } from '../../src-main/shared/failure';
import { newMark } from '../support/processes';
import { parseDocument, ringside, type Setting, type Watched, workload } from '../support/watch';

const SECONDS = ['--seconds', '1'];

interface Behaved extends Watched {
  readonly ms: number;
  /** Processes that are left a second after the engine. */
  readonly left: readonly number[];
}

/** `ringside watch` with somebody else behind the socket. */
async function watchBehind(words: readonly string[], setting: Setting): Promise<Behaved> {
  const mark = newMark();
  const begun = performance.now();
  const environment = { ...setting.environment, ...mark.environment };
  const watched = await ringside(['watch', 'syscalls', ...words], { ...setting, environment });
  const ms = performance.now() - begun;
  let left = mark.pids();
  for (let waited = 0; left.length && waited < 1000; waited += 50) {
    await sleep(50);
    left = mark.pids();
  }
  for (const pid of left) process.kill(pid, 'SIGKILL');
  return { ...watched, ms, left };
}

const standIn = (way: string, words: readonly string[] = SECONDS, setting: Setting = {}) =>
  watchBehind(words, {
    ...setting,
    helper: workload('stand-in'),
    environment: { RINGSIDE_STAND_IN: way },
  });

function complains(behaved: Behaved, status: ExitCode, what: RegExp, why: RegExp): void {
  assert.equal(behaved.status, status, behaved.stderr);
  // The helper's own words may come before.
  const lines = behaved.stderr.split('\n');
  const first = lines.findIndex((line) => line.startsWith('ringside: '));
  assert.match(lines[first] ?? '', what);
  assert.match(lines[first + 1] ?? '', /^ {2}why: {2}/);
  assert.match(lines[first + 1] ?? '', why);
  assert.match(lines[first + 2] ?? '', /^ {2}what to do: {2}\S/);
  assert.equal(lines.length, first + 4, behaved.stderr);
  assert.deepEqual(behaved.left, []);
}

// Together: one of them waits for half a minute.
describe('what stands where the helper should', { concurrency: true }, () => {
  describe('a READY that is none', { concurrency: true }, () => {
    const unusable = /The helper cannot be used/;
    const ways: readonly (readonly [string, string, RegExp])[] = [
      ['ends', 'the helper ends without one', /The helper ended before it was ready/],
      ['truncated', 'it lacks its end', /The helper speaks another protocol/],
      ['too-long', 'something hangs on it', /The helper speaks another protocol/],
      ['other-magic', 'it is somebody else’s', /The helper speaks another protocol/],
      ['other-version', 'it is of another version', /The helper speaks another protocol/],
      ['too-many-tables', 'it names more tables than there can be', /The helper speaks another protocol/],
      ['no-descriptors', 'its descriptors are missing', /The helper passed other descriptors than it said/],
      ['garbage-tables', 'its tables are pipes', /A table of the helper's cannot be mapped/],
      ['garbage-rings', 'its rings are pipes', /A ring buffer of the helper's cannot be mapped/],
    ];
    for (const [way, what, why] of ways)
      it(what, async () => complains(await standIn(way), ExitCode.NoRights, unusable, why));

    it('it never comes: the wait is bounded', async (context) => {
      const behaved = await standIn('sleeps');
      context.diagnostic(`gave up after ${(behaved.ms / 1000).toFixed(1)} s`);
      assert.equal(
        behaved.left.length,
        1,
        'only the one that sleeps is left, and nobody may end it but root',
      );
      complains({ ...behaved, left: [] }, ExitCode.NoRights, unusable, /The helper does not answer/);
      assert.ok(behaved.ms < 40_000);
    });
  });

  describe('a helper of another build', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ringside-other-'));
    after(() => rmSync(folder, { recursive: true, force: true }));

    it('is told by the schema that it carries', async () => {
      const helper = join(folder, 'ringside-helper');
      const bytes = readFileSync(workload('helper'));
      const at = bytes.indexOf(SCHEMA_HASH);
      assert.ok(at > 0, 'the helper carries the schema’s hash');
      bytes[at] = (bytes[at] ?? 0) === 0x30 ? 0x31 : 0x30;
      writeFileSync(helper, bytes);
      chmodSync(helper, 0o755);
      const behaved = await watchBehind(SECONDS, { helper });
      complains(behaved, ExitCode.NoRights, /The helper is of another build/, /records of another shape/);
      assert.match(behaved.stderr, /npm run setup/);
    });

    it('is told also when it claims so itself', async () =>
      complains(
        await standIn('other-schema'),
        ExitCode.NoRights,
        /The helper is of another build/,
        /records of another shape/,
      ));

    it('is no program at all', async () => {
      const helper = join(folder, 'not-there');
      complains(
        await watchBehind(SECONDS, { helper }),
        ExitCode.NoRights,
        /The helper cannot be used/,
        /The helper ended before it was ready/,
      );
    });
  });

  describe('a helper that goes wrong while it is watched through', { concurrency: true }, () => {
    const lost = /The helper was lost/;
    const words = ['--json', '--seconds', '20'];
    const check = (behaved: Behaved, why: RegExp) => complains(behaved, ExitCode.HelperLost, lost, why);

    it('leaves', async () => check(await standIn('leaves', words), /The helper is gone/));
    it('answers something else', async () =>
      check(await standIn('other-answers', words), /The helper answered something else than was asked/));
    it('answers with less than an answer', async () =>
      check(await standIn('short-answers', words), /The helper answered something else than was asked/));
    it('does not answer: the wait is bounded', async (context) => {
      const behaved = await standIn('mute', words);
      context.diagnostic(`gave up after ${(behaved.ms / 1000).toFixed(1)} s`);
      check(behaved, /The helper does not answer/);
      assert.ok(behaved.ms < 15_000);
    });
  });

  describe('a kernel that lacks something', () => {
    it('has rings that may not be handed over: no events, and why; counts go on', async () => {
      const events = await standIn('rings-not-shared', ['--events', ...SECONDS]);
      complains(
        events,
        ExitCode.Internal,
        /Single events cannot be watched on this kernel/,
        /CVE-2024-41009/,
      );
      const counts = await standIn('rings-not-shared', ['--json', ...SECONDS]);
      assert.equal(counts.status, 0, counts.stderr);
      assert.ok(parseDocument(counts).tallies.syscalls.length > 0);
      assert.deepEqual(counts.left, []);
    });

    it('has no BTF: the helper says so, and the engine where to look', () => {
      const main = join(workload('helper'), '../../../out/src-main/cli/main.js');
      const engine = [process.execPath, main, 'watch', 'syscalls', ...SECONDS];
      const watching = [workload('door-keeper'), '1000', workload('helper'), 'small', ...engine];
      // In a mount namespace of its own, an empty file lies over the kernel's BTF.
      const scene = 'mount --bind /dev/null /sys/kernel/btf/vmlinux\nexec "$@"';
      const { status, stderr } = spawnSync('unshare', ['-m', 'sh', '-ec', scene, 'sh', ...watching], {
        encoding: 'utf8',
        timeout: 30_000,
      });
      assert.equal(status, ExitCode.NoRights, stderr);
      assert.match(stderr, /ringside-helper: the kernel has no BTF.*CONFIG_DEBUG_INFO_BTF/);
      assert.match(stderr, /^ringside: The helper cannot be used\.$/m);
    });
  });
});
