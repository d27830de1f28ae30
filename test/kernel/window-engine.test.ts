// SPDX-License-Identifier: Apache-2.0
// What a window is told second by second adds up to what a program knows of itself.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { ownClock } from '../support/own-clock';
import { userFolder } from '../support/recording';
import { startScript, workload } from '../support/watch';

interface Probe {
  counts: Record<string, Record<string, number>>;
  kinds: Record<string, number>;
  events: number;
  eventComms: string[];
  when: Record<string, number[]>;
  told: { second: number; seconds: number }[];
  trouble: { state: string; what: string; mend: string } | null;
  digests: Record<string, string[]>;
  late: Record<string, string[]>;
}

/** Standard output of a program that runs while the probe watches. */
function output(command: string, ...argv: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, argv, { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (part) => {
      text += part;
    });
    child.once('error', reject);
    child.once('close', () => resolve(text));
  });
}

const LOOK_SECONDS = 0.1;

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

// Two at a time: most of what each does is waiting.
describe('what a window is told', { concurrency: 2 }, () => {
  test('the seconds add up to the program’s own count, call by call, and are those in which it ran', async () => {
    const probe = startScript('test/support/window-probe.js', ['6']);
    probe.child.stdin?.end();
    await later(2500);
    const begun = Date.now() / 1000;
    const known = JSON.parse(await output(workload('known'))) as { calls: Record<string, number> };
    const ended = Date.now() / 1000;
    const { stdout, stderr } = await probe.ended;
    const told = JSON.parse(stdout) as Probe;
    assert.equal(told.trouble, null, stderr);
    const when = told.when['ringside-known'] ?? [];
    // A look at the end of a second may see what is some milliseconds younger.
    assert.ok(Math.min(...when) > begun - LOOK_SECONDS, `${when} ends after ${begun}`);
    assert.ok(Math.max(...when) > ended - LOOK_SECONDS, `${when} ends after ${ended}`);
    assert.ok(Math.max(...when) - 1 < ended, `${when} began before ${ended}`);
    for (const [name, count] of Object.entries(known.calls))
      assert.equal(told.counts['ringside-known']?.[name], count, `${name} by the window's seconds`);
    assert.ok((told.kinds.second ?? 0) >= 3, `${told.kinds.second} seconds in six`);
    assert.equal(told.events, 0, 'no single call without asking');
    eachBeginsWhereTheLastEnded(told.told);
  });

  /** The first is told as soon as there is something. */
  function eachBeginsWhereTheLastEnded(told: Probe['told']): void {
    assert.ok((told[0]?.seconds ?? 1) < 1, `the first is of ${told[0]?.seconds} s`);
    const whole: typeof told = [];
    for (const one of told) {
      const before = whole.at(-1);
      if (before?.second === one.second) {
        assert.ok(one.seconds > before.seconds, 'told again, there is more of it');
        whole.pop();
      }
      whole.push(one);
    }
    assert.ok(whole.length > 2);
    for (const [at, one] of whole.entries()) {
      const before = whole[at - 1];
      if (!before) continue;
      assert.equal(one.second, before.second + 1);
      assert.ok(at === 1 ? Math.abs(one.seconds - 1) < 0.1 : one.seconds === 1, `${one.seconds} s`);
    }
  }

  test('following a process streams its calls and no other’s, and does not touch the counts', async () => {
    const probe = startScript('test/support/window-probe.js', ['8', 'follow', 'perl']);
    probe.child.stdin?.end();
    await later(2000);
    const script =
      'my $n = 0; for my $s (1..40) { getppid for 1..100; $n += 100; select undef, undef, undef, 0.1 } print $n';
    const made = Number(await output('perl', '-e', script));
    const told = JSON.parse((await probe.ended).stdout) as Probe;
    assert.equal(told.counts.perl?.getppid, made);
    assert.ok(told.events > 100, `${told.events} events`);
    assert.deepEqual(told.eventComms, ['perl']);
  });

  test('a window that comes late is told what the first one was, to the row, the name and the nanosecond', async () => {
    const probe = startScript('test/support/window-probe.js', ['10', 'late', '7500']);
    probe.child.stdin?.end();
    await later(2000);
    await output(workload('known'));
    const { digests, late, trouble } = JSON.parse((await probe.ended).stdout) as Probe;
    assert.equal(trouble, null);
    assert.ok(Object.keys(late).length >= 8, `${Object.keys(late).length} seconds`);
    assert.deepEqual(late, digests);
  });

  test('while nobody sees the window each second is told all the same, and adds up', async () => {
    const probe = startScript('test/support/window-probe.js', [
      '8',
      'ask',
      '[[1000,{"kind":"seen","seen":false}]]',
    ]);
    probe.child.stdin?.end();
    await later(3000);
    const known = JSON.parse(await output(workload('known'))) as { calls: Record<string, number> };
    const { told, counts } = JSON.parse((await probe.ended).stdout) as Probe;
    for (const [name, count] of Object.entries(known.calls))
      assert.equal(counts['ringside-known']?.[name], count, name);
    const seconds = [...new Set(told.map(({ second }) => second))];
    assert.ok(seconds.length >= 5);
    assert.deepEqual(
      seconds,
      seconds.map((_, at) => (seconds[0] ?? 0) + at),
    );
  });

  test('the clock is set back and ahead: the seconds go on one by one, and nothing is told twice or never', async () => {
    const clock = ownClock(join(userFolder('window-clock'), 'clock'));
    const probe = startScript('test/support/window-probe.js', ['9'], { environment: clock.environment });
    probe.child.stdin?.end();
    await later(3000);
    clock.set(-3600);
    const known = JSON.parse(await output(workload('known'))) as { calls: Record<string, number> };
    await later(1500);
    clock.set(7200);
    const { stdout, stderr } = await probe.ended;
    const { told, counts, trouble } = JSON.parse(stdout) as Probe;
    assert.equal(trouble, null, stderr);
    const seconds = [...new Set(told.map(({ second }) => second))];
    assert.ok(seconds.length >= 6, `${seconds}`);
    assert.deepEqual(
      seconds,
      seconds.map((_, at) => (seconds[0] ?? 0) + at),
    );
    for (const [name, count] of Object.entries(known.calls))
      assert.equal(counts['ringside-known']?.[name], count, name);
  });
});
