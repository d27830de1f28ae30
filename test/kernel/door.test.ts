// SPDX-License-Identifier: Apache-2.0
// The real pkexec, a real polkit on a system bus, and the installed helper: an ordinary user watches when the rule
// says yes, and is told why not when anything else is the case.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { INSTALLED_HELPER } from '../../src-main/helper/door';
import { ROOT } from '../../src-main/helper/native';
import { ExitCode } from '../../src-main/shared/failure';
import { type Answer, type PolkitBus, startPolkitBus } from '../support/polkit-bus';
import { reachableRoot } from '../support/reachable-root';
import type { WatchDocument } from '../support/watch';

/** On every machine, in every passwd, and nobody's favourite. */
const USER = 'nobody';
const UID = '65534';
const MAIN = join(reachableRoot(), 'out/src-main/cli/main.js');
const LIMIT_MS = 30_000;

function installHelper(...words: string[]): void {
  const script = join(ROOT, 'build/scripts/install-helper.mjs');
  const done = spawnSync(process.execPath, [script, ...words], { encoding: 'utf8' });
  assert.equal(done.status, 0, done.stdout + done.stderr);
}

interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `ringside watch syscalls` as the user, without any socket handed over; in a scene of its own when there is one. */
function start(words: readonly string[], scene?: string) {
  const engine = [process.execPath, MAIN, 'watch', 'syscalls', '--json', ...words];
  const user = ['setpriv', '--reuid', UID, '--regid', UID, '--clear-groups', ...engine];
  const line = scene ? ['unshare', '-m', 'sh', '-ec', `${scene}\nexec "$@"`, 'sh', ...user] : user;
  const child = spawn(line[0] ?? '', line.slice(1), {
    cwd: '/',
    env: { PATH: process.env.PATH, HOME: '/nonexistent' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text;
    });
  const limit = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS);
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (status, signal) => {
      clearTimeout(limit);
      resolve({ status, signal, ...texts });
    });
  });
  return { pid: child.pid ?? 0, ended };
}

const watch = (words: readonly string[], scene?: string) => start(words, scene).ended;

async function complains(scene: string | undefined, what: RegExp, why: RegExp): Promise<void> {
  const { status, stdout, stderr } = await watch(['--seconds', '1'], scene);
  assert.equal(status, ExitCode.NoRights, stderr);
  assert.equal(stdout, '');
  assert.match(stderr, what);
  assert.match(stderr, why);
  assert.match(stderr, /^ {2}what to do: {2}\S/m);
}

/** Helpers that were started from the installed copy. */
const helpers = () =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/exe`) === INSTALLED_HELPER;
      } catch {
        return false;
      }
    });

async function waitFor<T>(what: string, look: () => T | undefined, limitMs: number): Promise<T> {
  for (let waited = 0; waited <= limitMs; waited += 10) {
    const found = look();
    if (found !== undefined) return found;
    await sleep(10);
  }
  throw new Error(`waited ${limitMs} ms in vain for ${what}`);
}

describe('behind pkexec', () => {
  const wasThere = existsSync(INSTALLED_HELPER);
  let bus: PolkitBus | undefined;

  before(() => installHelper());
  after(() => {
    if (!wasThere) installHelper('--remove');
  });
  afterEach(async () => {
    await bus?.stop();
    bus = undefined;
  });
  const polkitSays = async (answer: Answer) => {
    bus = await startPolkitBus({ user: USER, answer });
  };

  it('an ordinary user watches when polkit says yes', async () => {
    await polkitSays('yes');
    // A machine may be so quiet that nothing else returns from a call while the watch lasts.
    const calls = setInterval(() => existsSync('/'), 10);
    const { status, stdout, stderr } = await watch(['--events', '--seconds', '1']).finally(() =>
      clearInterval(calls),
    );
    assert.equal(status, 0, stderr);
    const document = JSON.parse(stdout) as WatchDocument;
    assert.equal(document.door, 'pkexec');
    assert.ok(document.tallies.syscalls.some((row) => row.pid === process.pid));
    const delivered = document.streams.syscalls?.delivered ?? 0;
    assert.ok(delivered > 0, JSON.stringify({ ...document, tallies: undefined }, null, 1));
    assert.equal(helpers().length, 0);
  });

  it('the helper has no rights, and ends with an engine that is killed', async (context) => {
    await polkitSays('yes');
    const running = start([]);
    const pid = await waitFor(
      'a helper without rights',
      () => helpers().find((one) => /^Seccomp:\t2$/m.test(readFileSync(`/proc/${one}/status`, 'utf8'))),
      10_000,
    );
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    assert.match(status, /^CapPrm:\t0{16}$/m);
    assert.doesNotMatch(status, /^Uid:.*\t0\b/m);
    process.kill(running.pid, 'SIGKILL');
    const killed = performance.now();
    await waitFor('the helper’s end', () => (helpers().length ? undefined : true), 1000);
    context.diagnostic(`the helper ended ${(performance.now() - killed).toFixed(0)} ms after the engine`);
    assert.equal((await running.ended).signal, 'SIGKILL');
  });

  const refused = /^ringside: Ringside may not watch the kernel\.$/m;
  it('is told when polkit says no', async () => {
    await polkitSays('no');
    await complains(undefined, refused, /^ {2}why: {2}polkit did not allow it/m);
  });
  it('is told when polkit would ask and nobody can answer', async () => {
    await polkitSays('auth');
    await complains(undefined, refused, /no authentication agent runs in this session/);
  });

  // In mount namespaces of their own, so that the machine keeps what it has.
  it('is told when there is no bus', async () =>
    complains(
      'mkdir -p /run/dbus; mount -t tmpfs none /run/dbus',
      refused,
      /^ {2}why: {2}polkit did not allow it/m,
    ));
  it('is told when there is no pkexec', async () =>
    complains(
      'mount --bind /dev/null /usr/bin/pkexec',
      /^ringside: The helper cannot be started\.$/m,
      /^ {2}why: {2}\/usr\/bin\/pkexec/m,
    ));
  it('is told when the installed helper is of another build, and pkexec is not asked', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ringside-door-'));
    const other = join(folder, 'other');
    try {
      await complains(
        `cp ${INSTALLED_HELPER} ${other}; echo >> ${other}; mount --bind ${other} ${INSTALLED_HELPER}`,
        /^ringside: The privileged helper is of another build\.$/m,
        /differs from/,
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
