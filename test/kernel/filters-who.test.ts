// SPDX-License-Identifier: Apache-2.0
// Whom one asks for holds for every tracer: files and processes, watched together, have the opens, execs and ends of
// one process, group, unit, container or user, as many as these count themselves, and none of the same beside them.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { treesHere } from '../../src-main/identity/cgroup-tree';
import type { FilesDocument } from '../support/files';
import type { LivesDocument } from '../support/lives';
import { waitFor } from '../support/processes';
import { containerId, OWN_GROUP, removeOwnGroups } from '../support/runc';
import { workload } from '../support/watch';
import { begin } from '../support/watching';

const OPENS = 1000;
const FILES = 2;
const ROUNDS = 20;

describe('files and processes together', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ringside-who-'));
  chmodSync(folder, 0o777);
  const [tree] = treesHere();
  const group = (path: string) => join(tree?.mount ?? '', OWN_GROUP, path);
  const id = containerId();
  after(() => {
    rmSync(folder, { recursive: true, force: true });
    removeOwnGroups();
  });

  const opens = ['opens', OPENS, 0, folder, FILES, 0].map(String).slice(1).join(' ');
  const script = `i=0; while [ $i -lt ${ROUNDS} ]; do /bin/true; i=$((i+1)); done; ${workload('opens')} ${opens}`;

  /** In a group, or as a user: the shell, `true` so often, and the program that opens. */
  function run(where: string | number): void {
    const [enter, uid] = typeof where === 'string' ? [`echo $$ >${where}/cgroup.procs; `, 0] : ['', where];
    const line = `${enter}exec /bin/sh -c '${script}' </dev/null`;
    const { status, stdout, stderr } = spawnSync('/bin/sh', ['-c', line], {
      encoding: 'utf8',
      uid,
      gid: uid,
    });
    assert.equal(status, 0, stderr);
    assert.equal((JSON.parse(stdout) as { opens: number }).opens, OPENS);
  }

  async function watched(options: readonly string[], work: () => void | Promise<void>) {
    const all = ['--events', '--limit', '100000', '--budget', '0'];
    const setting = { environment: { RINGSIDE_WATCH: 'files,processes' } };
    const watching = await begin([...options, ...all], setting);
    await work();
    const { document } = await watching.end();
    const { streams, lost } = document as unknown as LivesDocument & FilesDocument;
    assert.equal(lost.total, 0);
    const counts = {
      opens: streams.files?.rows.filter(({ path }) => path?.startsWith(`${folder}/`)).length,
      births: streams.process_fork.rows.length,
      execs: streams.process_exec.rows.length,
      ends: streams.process_exit.rows.length,
    };
    for (const { pid } of streams.process_exec.rows)
      assert.ok(streams.process_exit.rows.some((end) => end.pid === pid));
    return counts;
  }

  // The files are made first; the shell was a shell before it entered.
  const whole = { opens: OPENS + FILES, births: ROUNDS + 1, execs: ROUNDS + 2, ends: ROUNDS + 2 };

  it('of a group, a unit and a container, and of what is below', async () => {
    const unit = `ringside-who-${process.pid}.service`;
    const places: readonly (readonly [options: readonly string[], path: string])[] = [
      [['--cgroup', `${OWN_GROUP}/one`], 'one/below'],
      [['--unit', unit], `system.slice/${unit}`],
      [['--container', id.slice(0, 62)], `docker/${id}`],
    ];
    for (const [, path] of places) mkdirSync(group(path), { recursive: true });
    mkdirSync(group('beside'));
    for (const [options, path] of places) {
      const counts = await watched(options, () => {
        run(group(path));
        run(group('beside'));
      });
      assert.deepEqual(counts, whole, options.join(' '));
    }
  });

  it('of a user', async () => {
    const counts = await watched(['--user', 'nobody'], () => {
      run(65_534);
      run(65_533);
    });
    // Here the first shell is his as well, and becomes the second.
    assert.deepEqual(counts, { ...whole, execs: whole.execs + 1 });
  });

  it('of one process alone, which was there before', async () => {
    const start = () => spawn(workload('opens'), opens.split(' '), { stdio: ['pipe', 'pipe', 'inherit'] });
    const [asked, beside] = [start(), start()];
    const waits = (pid = 0) => readFileSync(`/proc/${pid}/syscall`, 'utf8').startsWith('0 ');
    await waitFor('the programs to wait', () => (waits(asked.pid) && waits(beside.pid)) || undefined, 10_000);
    const counts = await watched(['--pid', String(asked.pid)], async () => {
      for (const one of [asked, beside]) {
        one.stdin.end('\n');
        await once(one, 'close');
      }
    });
    assert.deepEqual(counts, { opens: OPENS, births: 0, execs: 0, ends: 1 });
  });
});
