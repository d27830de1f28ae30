// SPDX-License-Identifier: Apache-2.0
// What the helper still may once it has said READY, seen from outside; and what an ordinary user may do with the
// descriptors that he gets from it.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { LIFE_PROGRAMS } from '../../src-main/engine/session';
import { loadTracers } from '../../src-main/engine/tracers';
import { BUILT_HELPER, wordFor } from '../../src-main/helper/door';
import { addon, type NativeHelper, type NativeReady } from '../../src-main/helper/native';
import { median } from '../support/median';
import { workload } from '../support/watch';

const MAP_TYPE_ARRAY = 2;
const MAP_TYPE_RINGBUF = 27;

/** Started as root does it: spawned with one end of a socket pair. */
async function startHelper(
  word = 'normal',
): Promise<{ helper: NativeHelper; ready: NativeReady; ms: number }> {
  const begun = performance.now();
  const helper = new (addon().Helper)([BUILT_HELPER, word], 2);
  const ready = await helper.ready(30_000);
  return { helper, ready, ms: performance.now() - begun };
}

interface Descriptor {
  readonly fd: number;
  readonly target: string;
  readonly mapId: string | undefined;
}

const descriptorsOf = (pid: number | 'self'): Descriptor[] =>
  readdirSync(`/proc/${pid}/fd`).flatMap((name) => {
    try {
      const info = readFileSync(`/proc/${pid}/fdinfo/${name}`, 'utf8');
      const target = readlinkSync(`/proc/${pid}/fd/${name}`);
      return [{ fd: Number(name), target, mapId: /^map_id:\t(\d+)$/m.exec(info)?.[1] }];
    } catch {
      return []; // the one that listed the folder
    }
  });

describe('a helper that is told which tracers', () => {
  const LEFT_OUT = -constants.errno.ECANCELED;

  it('loads their programs and those that serve all, and of others nothing', async () => {
    const { helper, ready } = await startHelper(wordFor('small', ['files', 'memory']));
    helper.close();
    const errors = new Map(ready.programs.map(({ name, error }) => [name, error]));
    const all = loadTracers().map(({ name, programs }) => ({
      name,
      own: [...programs.tally, ...programs.stream, ...programs.surveys, ...(programs.inventories ?? [])],
    }));
    for (const { name, own } of all)
      for (const program of own)
        assert.equal(errors.get(program) === LEFT_OUT, !['files', 'memory'].includes(name), program);
    for (const program of [...LIFE_PROGRAMS, 'on_living', 'floor_enter', 'processes_clear'])
      assert.equal(errors.get(program), 0, program);
  });
});

describe('the helper after READY', () => {
  let helper: NativeHelper;
  let ready: NativeReady;
  let status: Map<string, string>;

  before(async () => {
    ({ helper, ready } = await startHelper());
    const lines = readFileSync(`/proc/${helper.pid}/status`, 'utf8').split('\n');
    status = new Map(lines.map((line) => line.split(':\t') as [string, string]));
  });
  after(() => helper.close());

  it('has no capability in any set', () => {
    for (const set of ['CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb'])
      assert.equal(status.get(set), '0000000000000000', set);
  });

  it('is nobody: a uid and a gid of its own, no further group', () => {
    for (const name of ['Uid', 'Gid']) {
      const ids = new Set(status.get(name)?.split('\t').map(Number));
      assert.equal(ids.size, 1, `${name}: real, effective, saved and of the file system are one`);
      assert.ok([...ids][0] !== 0 && [...ids][0] !== 1000, `${name} ${[...ids][0]}`);
    }
    assert.equal(status.get('Groups')?.trim(), '');
  });

  it('can gain nothing, and call only what is on its list', () => {
    assert.equal(status.get('NoNewPrivs'), '1');
    assert.equal(status.get('Seccomp'), '2');
    assert.equal(status.get('Threads'), '1');
  });

  it('is undumpable: its files in /proc are root’s although it is not', () => {
    for (const file of ['status', 'environ', 'mem'])
      assert.equal(statSync(`/proc/${helper.pid}/${file}`).uid, 0, file);
  });

  it('holds the socket, /dev/null and BPF objects, none of which it gave away', () => {
    const held = descriptorsOf(helper.pid);
    const targets = new Map(held.map(({ fd, target }) => [fd, target]));
    assert.match(targets.get(0) ?? '', /^socket:/);
    assert.equal(targets.get(1), '/dev/null');
    assert.equal(targets.get(2), '/dev/null');
    const kinds = new Map<string, number>();
    for (const { target } of held.filter(({ fd }) => fd > 2)) kinds.set(target, (kinds.get(target) ?? 0) + 1);
    const allowed = ['anon_inode:bpf-map', 'anon_inode:bpf-prog', 'anon_inode:bpf_link', 'anon_inode:btf'];
    assert.deepEqual(
      [...kinds.keys()].filter((kind) => !allowed.includes(kind)),
      [],
    );
    assert.equal(kinds.get('anon_inode:bpf-prog'), ready.programs.filter(({ error }) => !error).length);
    assert.equal(kinds.get('anon_inode:bpf_link'), ready.programs.filter(({ iterator }) => iterator).length);
    const given = descriptorsOf('self').flatMap(({ mapId }) => mapId ?? []);
    assert.ok(given.length >= ready.cpus, 'we hold the rings');
    assert.deepEqual(
      held.filter(({ mapId }) => mapId !== undefined && given.includes(mapId)),
      [],
      'it keeps no ring',
    );
  });

  it('ends when the socket does', async () => {
    const { helper: other } = await startHelper();
    other.close();
    for (let waited = 0; other.exitStatus() < 0 && waited < 1000; waited += 10)
      await new Promise((resolve) => setTimeout(resolve, 10));
    assert.equal(other.exitStatus(), 0);
  });
});

it('says READY within a second (median of five)', async (context) => {
  const times: number[] = [];
  for (let round = 0; round < 5; round++) {
    const { helper, ms } = await startHelper();
    helper.close();
    times.push(ms);
  }
  context.diagnostic(`READY after ${times.map((ms) => ms.toFixed(0)).join(', ')} ms`);
  assert.ok(median(times) < 1000);
});

describe('an ordinary user with the helper’s descriptors', () => {
  interface Grasp {
    uid: number;
    tables: number;
    rings: number;
    descriptors: { map_type: number; frozen: number }[];
    tries: { on: string; what: string; error: number; must: 'work' | 'fail' }[];
  }
  let grasp: Grasp;

  before(() => {
    const line = ['1000', BUILT_HELPER, 'normal', workload('grasp')];
    grasp = JSON.parse(execFileSync(workload('door-keeper'), line, { encoding: 'utf8' })) as Grasp;
    assert.equal(grasp.uid, 1000);
  });

  it('gets rings and frozen tables, and nothing else', () => {
    const { descriptors, rings, tables } = grasp;
    assert.equal(descriptors.length, rings + tables);
    assert.ok(tables > 0);
    for (const { map_type } of descriptors.slice(0, rings)) assert.equal(map_type, MAP_TYPE_RINGBUF);
    for (const descriptor of descriptors.slice(rings))
      assert.deepEqual(descriptor, { map_type: MAP_TYPE_ARRAY, frozen: 1 });
  });

  it('reads them', () => {
    const tries = grasp.tries.filter(({ must }) => must === 'work');
    assert.ok(tries.length >= grasp.tables + 2 * grasp.rings);
    assert.deepEqual(
      tries.filter(({ error }) => error),
      [],
    );
  });

  it('writes, deletes, pins and keeps nothing, and does not reach the helper', () => {
    const tries = grasp.tries.filter(({ must }) => must === 'fail');
    assert.ok(tries.length >= 6 * grasp.tables + 8 * grasp.rings + 4);
    assert.deepEqual(
      tries.filter(({ error }) => !error),
      [],
    );
  });
});

describe('strace beside the helper', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ringside-strace-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('sees only calls that are on the list after READY, whatever is asked', () => {
    const trace = join(folder, 'trace');
    const asked = ['-f', '-qq', '-o', trace, workload('hostile'), BUILT_HELPER, 'fuzz', '1', '1200'];
    const ran = spawnSync('strace', asked, { encoding: 'utf8' });
    assert.equal(ran.status, 0, ran.stderr);
    const calls = new Map<string, number>();
    const ready = new Set<string>();
    for (const line of readFileSync(trace, 'utf8').split('\n')) {
      const [, pid, call, first] = /^(\d+) +(?:<\.\.\. )?(\w+)(?:\((\w*)|.*resumed)/.exec(line) ?? [];
      if (!pid || !call) continue;
      // The first message of a helper is READY; the client's own socket is never descriptor 0.
      if (call === 'sendmsg' && first === '0') ready.add(pid);
      else if (ready.has(pid)) {
        const name = call === 'bpf' && first ? `${call} ${first}` : call;
        calls.set(name, (calls.get(name) ?? 0) + 1);
      }
    }
    const list = [
      'read',
      'recvmsg',
      'sendmsg',
      'close',
      'exit_group',
      'clock_gettime',
      'rt_sigreturn',
      'bpf',
    ];
    const commands = [
      'MAP_LOOKUP_ELEM',
      'MAP_UPDATE_ELEM',
      'MAP_DELETE_ELEM',
      'OBJ_GET_INFO_BY_FD',
      'RAW_TRACEPOINT_OPEN',
      'ITER_CREATE',
      'PROG_TEST_RUN',
    ];
    const allowed = [...list, ...commands.map((command) => `bpf BPF_${command}`)];
    assert.ok(ready.size > 0 && [...calls.values()].reduce((sum, count) => sum + count, 0) > 400);
    for (const must of ['recvmsg', 'bpf BPF_RAW_TRACEPOINT_OPEN', 'bpf BPF_ITER_CREATE', 'exit_group'])
      assert.ok(calls.has(must), `${must} was made`);
    assert.deepEqual(
      [...calls.keys()].filter((name) => !allowed.includes(name)),
      [],
    );
  });
});
