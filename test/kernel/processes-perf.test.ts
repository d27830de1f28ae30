// SPDX-License-Identifier: Apache-2.0
// Each birth, exec and end that `perf trace` tells of a shell build and a loop is in the stream, with the same parent,
// file and name; and no other. Both look at the same run, as root and as an ordinary user.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { assertWholeLives, beginLives } from '../support/lives';

/** A user of the test's own: whatever runs as this one belongs to it. */
const UID = 54_321;
const ROUNDS = 300;
const SCRIPT = `
  for i in 1 2 3; do echo "int f$i(void){return $i;}" >f$i.c; cc -c f$i.c; done
  echo "int f1(void),f2(void),f3(void);int main(void){return f1()+f2()-f3();}" >m.c
  cc -o prog m.c f1.o f2.o f3.o && ./prog; cc nowhere.c; ./none
  printf "#!/bin/sh\\nexit 7\\n" >script; chmod +x script; ./script "two words"; sh -c 'kill -KILL $$'
  i=0; while [ $i -lt ${ROUNDS} ]; do /bin/true; i=$((i+1)); done; exit 3`;

const EVENTS = ['fork', 'exec', 'exit'].map((name) => `sched:sched_process_${name}`).join();
const TRACED = 'mountpoint -q /sys/kernel/tracing || mount -t tracefs tracefs /sys/kernel/tracing; exec "$@"';

test('perf trace tells of the same births, execs and ends', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'ringside-perf-'));
  chownSync(folder, UID, UID);
  try {
    const file = join(folder, 'perf');
    const watching = await beginLives(['--uid', String(UID)]);
    const become = ['setpriv', '--reuid', String(UID), '--regid', String(UID), '--clear-groups'];
    const perf = ['perf', 'trace', '-m', '4M', '-o', file, '-e', EVENTS, '--', ...become];
    const run = spawnSync(
      'unshare',
      ['--mount', 'sh', '-c', TRACED, 'sh', ...perf, '/bin/sh', '-c', `cd ${folder}; ${SCRIPT}`],
      { encoding: 'utf8', env: { ...process.env, HOME: folder } },
    );
    const document = await watching.end();
    const said = readFileSync(file, 'utf8');
    assert.doesNotMatch(said, /LOST/, run.stderr);
    assertWholeLives(document);
    const all = (form: RegExp) => [...said.matchAll(form)].map(([, ...words]) => words.join(' '));
    const { process_fork: forks, process_exec: execs, process_exit: exits } = document.streams;
    const theirs = {
      forks: all(/sched_process_fork\(.* parent_pid: (\d+).*, child_pid: (\d+)/g),
      // The program that becomes the other user is not his yet.
      execs: all(/sched_process_exec\(filename: "(.*)", pid: (\d+)/g).filter((exec) => !/setpriv/.test(exec)),
      exits: all(/sched_process_exit\(comm: "(.*)", pid: (\d+)/g),
    };
    const ours = {
      forks: forks.rows.map(({ pid, child_pid }) => `${pid} ${child_pid}`),
      execs: execs.rows
        .filter(({ error }) => error === null)
        .map(({ asked_path, pid }) => `${asked_path} ${pid}`),
      exits: exits.rows.map(({ comm, pid }) => `${comm} ${pid}`),
    };
    // What happens on two processors at once is in no order that both would have to agree on.
    for (const what of ['forks', 'execs', 'exits'] as const) {
      assert.ok(theirs[what].length > ROUNDS, `${what}: ${theirs[what].length}, ${run.stderr}`);
      assert.deepEqual(ours[what].sort(), theirs[what].sort(), what);
    }
    assert.deepEqual(
      exits.rows.filter(({ status }) => status === 3).map(({ comm }) => comm),
      ['sh'],
    );
    t.diagnostic(
      `${theirs.forks.length} births, ${theirs.execs.length} execs, ${theirs.exits.length} ends, difference 0`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
