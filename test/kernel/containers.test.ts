// SPDX-License-Identifier: Apache-2.0
// Who is who, with real containers by runc: in groups as each runtime names them, short ones, ended ones, and only
// those of one container, unit, group or user. Witnesses: runc makes the groups, the programs in them count themselves.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { ROOT } from '../../src-main/helper/native';
import { treesHere } from '../../src-main/identity/cgroup-tree';
import { assertNothingLost, total } from '../support/books';
import { replay } from '../support/grpc-replay';
import { ask, partsOf } from '../support/plain-duck';
import { Podman } from '../support/podman';
import { waitFor } from '../support/processes';
import { startRecord, userFolder } from '../support/recording';
import { Container, containerId, OWN_GROUP, removeOwnGroups } from '../support/runc';
import { ringside, watch, type WatchDocument, workload } from '../support/watch';
import { begin } from '../support/watching';

interface Known {
  readonly calls: Readonly<Record<string, number>>;
}

interface Process {
  readonly pid: number;
  readonly comm: string;
  readonly parent: number;
  readonly watched: boolean;
  readonly [word: string]: unknown;
}

const processesOf = (document: WatchDocument) =>
  (document as unknown as { readonly processes: readonly Process[] }).processes;
const of = (document: WatchDocument, comm: string) =>
  processesOf(document).filter((one) => one.comm === comm);

/** Every call that a program counted itself, and no more of these. */
function assertCounted(document: WatchDocument, comm: string, runs: readonly Known[]): void {
  for (const name of Object.keys(runs[0]?.calls ?? {}))
    assert.equal(
      total(document, (row) => row.comm === comm && row.syscall === name),
      runs.reduce((sum, { calls }) => sum + (calls[name] ?? 0), 0),
      name,
    );
}

/** The program that counts itself, in these groups. */
function runIn(groups: readonly string[]): Known {
  const enter = groups.map((group) => `echo $$ >${group}/cgroup.procs; `).join('');
  const { stdout } = spawnSync('/bin/sh', ['-c', `${enter}exec ${workload('known')}`], { encoding: 'utf8' });
  return JSON.parse(stdout) as Known;
}

const POD = '7f1c4f2e-0b6d-4a61-9d3a-2f4f5b8a9c01';
const POD_ = POD.replaceAll('-', '_');

after(removeOwnGroups);

describe('a container of', () => {
  const kinds: readonly (readonly [string, (id: string) => string, Readonly<Record<string, unknown>>])[] = [
    ['Docker, by cgroupfs', (id) => `/docker/${id}`, { runtime: 'docker' }],
    ['Docker, by systemd', (id) => `/system.slice/docker-${id}.scope`, { runtime: 'docker' }],
    ['Podman', (id) => `/machine.slice/libpod-${id}.scope`, { runtime: 'podman' }],
    [
      'containerd, in a pod',
      (id) =>
        `/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod${POD_}.slice/cri-containerd-${id}.scope`,
      { runtime: 'containerd', pod: POD },
    ],
    ['CRI-O, in a pod', (id) => `/kubepods/besteffort/pod${POD}/crio-${id}`, { runtime: 'cri-o', pod: POD }],
    [
      'a pod, by cgroupfs',
      (id) => `/kubepods/burstable/pod${POD}/${id}`,
      { runtime: 'kubernetes', pod: POD },
    ],
  ];

  it('each runtime has its name, also when it lives shortly and is gone: all of them in one watching', async () => {
    const ids = kinds.map(containerId);
    const watching = await begin([]);
    const runs = kinds.map(([, path], index) => {
      const container = new Container(path(ids[index] ?? ''), { hostname: `box-${index}` });
      try {
        return JSON.parse(container.run()) as Known;
      } finally {
        container.remove();
      }
    });
    const { document } = await watching.end();
    assertCounted(document, 'program', runs);
    const found = of(document, 'program');
    assert.equal(found.length, kinds.length);
    kinds.forEach(([what, path, words], index) => {
      const id = ids[index] ?? '';
      const one = found.find(({ container }) => container === id);
      assert.ok(one, `${what}: ${JSON.stringify(found)}`);
      assert.equal(one.cgroup_path, OWN_GROUP + path(id), what);
      assert.equal(one.uts_name, `box-${index}`, what);
      assert.equal(one.user, userInfo().username, what);
      assert.equal(one.ended, true, what);
      assert.match(String(one.image_missing), /^The image is not known: .+\.$/, what);
      for (const [name, value] of Object.entries(words)) assert.equal(one[name], value, what);
    });
    assertNothingLost(document);
  });
});

describe('a runtime’s socket', () => {
  /** Docker's recorded answer for a container of ours, on a socket with these rights. */
  async function named(mode: number): Promise<Process> {
    const id = containerId();
    const folder = mkdtempSync(join(tmpdir(), 'ringside-docker-'));
    const path = join(folder, 'docker.sock');
    const answer = readFileSync(join(ROOT, 'test/src-main/identity/recorded/docker.json'));
    const server = createServer((request, response) => {
      response.statusCode = request.url === `/containers/${id}/json` ? 200 : 404;
      response.end(answer);
    });
    server.listen(path);
    await once(server, 'listening');
    chmodSync(folder, 0o755);
    chmodSync(path, mode);
    const container = new Container(`/docker/${id}`);
    try {
      const watching = await begin([], { environment: { DOCKER_HOST: `unix://${path}` } });
      // The server is this process: it is not to be stopped while the container runs.
      await container.runBeside();
      const { document } = await watching.end();
      const [one] = of(document, 'program').filter((process) => process.container === id);
      assert.ok(one);
      return one;
    } finally {
      container.remove();
      server.close();
      server.closeAllConnections();
      rmSync(folder, { recursive: true, force: true });
    }
  }

  it('that this user may open tells name and image; one that he may not is said', async () => {
    const open = await named(0o666);
    assert.deepEqual(
      [open.container_name, open.image, open.image_missing],
      ['shop-web-1', 'nginx:1.25', undefined],
    );
    const closed = await named(0o600);
    assert.deepEqual([closed.container_name, closed.image], [undefined, undefined]);
    assert.match(String(closed.image_missing), /docker\.sock is not open to this user\.$/);
  });

  /** containerd's recorded answers of this container, likewise. */
  async function byContainerd(mode: number): Promise<Process> {
    const id = 'cd07f357feb0541cde79c4fdc326bdbe089644e9cda4a15440624b8e6bdc3b2b';
    const folder = mkdtempSync(join(tmpdir(), 'ringside-containerd-'));
    const path = join(folder, 'containerd.sock');
    const server = await replay(path, 'containerd-grpc.json');
    chmodSync(folder, 0o755);
    chmodSync(path, mode);
    const container = new Container(`/default/${id}`);
    try {
      const watching = await begin([], { environment: { CONTAINERD_ADDRESS: path } });
      await container.runBeside();
      const { document } = await watching.end();
      const [one] = of(document, 'program').filter((process) => process.container === id);
      assert.ok(one);
      return one;
    } finally {
      container.remove();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    }
  }

  it('that speaks gRPC likewise', async () => {
    const open = await byContainerd(0o666);
    assert.deepEqual(
      [open.runtime, open.container_name, open.image, open.image_missing],
      ['containerd', 'shop-web', 'registry.example/shop/web:1.25', undefined],
    );
    const closed = await byContainerd(0o600);
    assert.deepEqual([closed.container_name, closed.image], [undefined, undefined]);
    assert.match(String(closed.image_missing), /containerd tells it to root alone, and its files are not/);
  });
});

describe('Podman', () => {
  it('itself: its group, and the name that it tells', async () => {
    const podman = new Podman();
    try {
      await podman.serve();
      const watching = await begin([], { environment: { XDG_RUNTIME_DIR: podman.folder } });
      const known = JSON.parse(await podman.run('ringside-box')) as Known;
      const { document } = await watching.end();
      assertCounted(document, 'program', [known]);
      const [one, ...others] = of(document, 'program');
      assert.deepEqual(others, []);
      assert.match(String(one?.container), /^[0-9a-f]{64}$/);
      assert.deepEqual([one?.runtime, one?.container_name], ['podman', 'ringside-box']);
      assert.match(String(one?.image_missing), /Podman names none\.$/, 'it has a folder, and no image');
      assertNothingLost(document);
    } finally {
      await podman.end();
    }
  });
});

describe('a capture', () => {
  it('has the words of each process, as any other engine reads them', async () => {
    const dir = join(userFolder('containers'), 'capture');
    const id = containerId();
    const container = new Container(`/docker/${id}`, { hostname: 'kept' });
    const running = startRecord(dir, ['--cgroup', '/', '--no-events', '--seconds', '4']);
    try {
      await waitFor('a first second', () => partsOf(dir, 'ticks')[0], 20_000);
      const known = JSON.parse(container.run()) as Known;
      const { status, stderr } = await running.ended;
      assert.equal(status, 0, stderr);
      const rows = await ask(
        dir,
        `SELECT DISTINCT comm, container, runtime, uts_name, cgroup_path, user_name, unit FROM {processes}
         WHERE comm = 'program' AND pid <> 0`,
      );
      assert.deepEqual(rows, [
        {
          ...{ comm: 'program', container: id, runtime: 'docker', uts_name: 'kept', unit: null },
          ...{ cgroup_path: `${OWN_GROUP}/docker/${id}`, user_name: userInfo().username },
        },
      ]);
      const counted = `SELECT sum(returned)::INT AS n FROM {syscalls} AS c
        JOIN (SELECT DISTINCT process FROM {processes} WHERE container = '${id}') USING (process)
        WHERE syscall = 'getppid' AND comm = 'program'`;
      assert.deepEqual(await ask(dir, counted), [{ n: known.calls.getppid }]);
    } finally {
      container.remove();
    }
  });
});

describe('more groups than the kernel’s table has rows for', () => {
  it('are counted, and those who are in them found by their folders', async () => {
    const [tree] = treesHere();
    assert.ok(tree);
    const many = Array.from({ length: 200 }, (_, index) => `${OWN_GROUP}/many/${index}.service`);
    const watching = await begin(['--comm', 'ringside-known'], { size: 'small' });
    for (const path of many) mkdirSync(join(tree.mount, path), { recursive: true });
    const runs = many.slice(-5).map((path) => runIn([join(tree.mount, path)]));
    const { document } = await watching.end();
    const { groups_not_kept } = document.lost as unknown as { readonly groups_not_kept: number };
    assert.ok(groups_not_kept >= 200 - 64, `${groups_not_kept} of 200 found no row among 64`);
    assertCounted(document, 'ringside-known', runs);
    assert.deepEqual(
      of(document, 'ringside-known').map(({ cgroup_path }) => cgroup_path),
      many.slice(-5),
    );
  });
});

describe('one part of the machine', () => {
  it('--container: by the beginning of its id, from its first process on, with groups below it', async () => {
    const id = containerId();
    const container = new Container(`/docker/${id}`);
    const other = new Container(`/docker/${containerId()}`);
    try {
      const child = container.create();
      let text = '';
      child.stdout?.on('data', (part: Buffer) => {
        text += part.toString();
      });
      const [code] = (await once(child, 'exit')) as [number];
      assert.equal(code, 0);
      // A group below it: a process that is put there is the container's.
      const nested = treesHere().map(({ mount }) => join(mount, OWN_GROUP, 'docker', id, 'nested'));
      for (const folder of nested) mkdirSync(folder);
      const watching = await begin(['--container', id.slice(0, 60)]);
      container.start();
      const closed = once(child, 'close');
      const below = runIn(nested);
      other.run();
      await closed;
      const { document } = await watching.end();
      assertCounted(document, 'program', [JSON.parse(text) as Known]);
      assertCounted(document, 'ringside-known', [below]);
      for (const one of processesOf(document).filter(({ watched }) => watched))
        assert.equal(one.container, id);
      assertNothingLost(document);
    } finally {
      container.remove();
      other.remove();
    }
  });

  it('--container on a machine whose runtime knows v1 alone', async () => {
    const [v2, v1] = treesHere();
    assert.ok(v2, 'a tree is mounted');
    const id = containerId();
    const group = join((v1 ?? v2).mount, OWN_GROUP, 'docker', id);
    mkdirSync(join(group, 'nested'), { recursive: true });
    const watching = await begin(['--container', id]);
    const runs = [runIn([group]), runIn([join(group, 'nested')])];
    runIn([]);
    const { document } = await watching.end();
    assertCounted(document, 'ringside-known', runs);
    for (const one of of(document, 'ringside-known')) assert.equal(one.container, id);
    assertNothingLost(document);
  });

  it('--unit and --cgroup PATH: a group of v2, with those below it', async () => {
    const [tree] = treesHere();
    assert.ok(tree && tree.hierarchy === 0, 'a v2 tree is mounted');
    const unit = `ringside-${process.pid}.service`;
    const path = `${OWN_GROUP}/system.slice/${unit}`;
    mkdirSync(join(tree.mount, path, 'below/deeper'), { recursive: true });
    mkdirSync(join(tree.mount, OWN_GROUP, 'beside'), { recursive: true });
    const run = (group: string) => runIn([join(tree.mount, group)]);
    for (const option of [
      ['--unit', unit.replace('.service', '')],
      ['--cgroup', path],
      ['--cgroup', join(tree.mount, path)],
    ]) {
      const watching = await begin(option);
      const runs = [path, `${path}/below`, `${path}/below/deeper`].map(run);
      run(`${OWN_GROUP}/beside`);
      const { document } = await watching.end();
      assertCounted(document, 'ringside-known', runs);
      assert.deepEqual(
        of(document, 'ringside-known').map((one) => [one.unit, one.cgroup_path]),
        [path, `${path}/below`, `${path}/below/deeper`].map((group) => [unit, group]),
      );
      assertNothingLost(document);
    }
  });

  it('--user', async () => {
    const name = 'nobody';
    const watching = await begin(['--user', name]);
    const run = (uid: number) =>
      JSON.parse(spawnSync(workload('known'), [], { uid, gid: uid }).stdout.toString()) as Known;
    const theirs = [run(65534), run(65534)];
    run(12345);
    const { document } = await watching.end();
    assertCounted(document, 'ringside-known', theirs);
    for (const one of of(document, 'ringside-known')) assert.deepEqual([one.uid, one.user], [65534, name]);
    assertNothingLost(document);
  });

  it('what is not there is said, with what is', async () => {
    for (const [option, name, words] of [
      ['--container', 'ringside-no-such', /There is no container "ringside-no-such"/],
      ['--unit', 'ringside-no-such', /There is no unit "ringside-no-such"/],
      [
        '--cgroup',
        '/ringside/no/such',
        /There is no control group "\/ringside\/no\/such"\.[\s\S]*It is in none of \//,
      ],
      ['--user', 'ringside-no-such', /There is no user "ringside-no-such"\.[\s\S]*\/etc\/passwd has: root, /],
    ] as const) {
      const { status, stderr } = await ringside(['watch', 'syscalls', option, name]);
      assert.equal(status, 2, stderr);
      assert.match(stderr, words);
    }
  });
});

describe('who it was', () => {
  it('a process that is moved while it runs is where it is now', async () => {
    const [tree] = treesHere();
    assert.ok(tree);
    const group = join(tree.mount, OWN_GROUP, 'app-test-org.example.Late-1.scope');
    mkdirSync(group, { recursive: true });
    const child = spawn('/bin/cat', { stdio: ['pipe', 'pipe', 'inherit'] });
    const watching = await begin(['--pid', String(child.pid)]);
    child.stdin.write('one\n');
    await once(child.stdout, 'data');
    writeFileSync(join(group, 'cgroup.procs'), String(child.pid));
    child.stdin.end('two\n');
    await once(child, 'close');
    const { document } = await watching.end();
    assert.deepEqual(
      of(document, 'cat').map(({ pid, app, cgroup_path }) => [pid, app, cgroup_path]),
      [[child.pid, 'org.example.Late', `${OWN_GROUP}/app-test-org.example.Late-1.scope`]],
    );
  });

  it('two processes of one pid and one name, each in its group', async () => {
    const [tree] = treesHere();
    assert.ok(tree);
    const groups = ['first', 'second'].map((name) => join(tree.mount, OWN_GROUP, `${name}.service`));
    for (const group of groups) mkdirSync(group, { recursive: true });
    for (let attempt = 0; ; attempt++) {
      const watching = await begin(['--comm', 'ringside-again']);
      const again = spawnSync(workload('again'), groups, { encoding: 'utf8' });
      const { document } = await watching.end();
      // 75: somebody else was given the pid in between.
      if (again.status === 75 && attempt < 5) continue;
      assert.equal(again.status, 0, again.stderr);
      const { pid } = JSON.parse(again.stdout) as { pid: number };
      const both = of(document, 'ringside-again').filter((one) => one.pid === pid);
      assert.deepEqual(
        both.map(({ unit, ended }) => [unit, ended]),
        [
          ['first.service', true],
          ['second.service', true],
        ],
      );
      assert.equal(new Set(both.map(({ started_ns }) => started_ns)).size, 2);
      return;
    }
  });

  it('who lives already has a row from the start, and a parent that is not watched a name', async () => {
    const idle = spawn('/bin/sleep', ['1000'], { stdio: 'ignore' });
    try {
      const watching = await begin([]);
      const { document } = await watching.end();
      const [row] = of(document, 'sleep').filter(({ pid }) => pid === idle.pid);
      assert.deepEqual([row?.parent, row?.ended, row?.watched], [process.pid, false, true]);
      assert.ok(processesOf(document).some(({ pid, parent }) => pid === 1 && parent === 0));
    } finally {
      idle.kill();
      await once(idle, 'close');
    }
    const { document } = await watch([], ['/bin/true']);
    const [command] = of(document, 'true');
    const byPid = new Map(processesOf(document).map((one) => [one.pid, one]));
    const line: string[] = [];
    for (let at = command; at; at = byPid.get(at.parent)) line.push(at.comm);
    assert.equal(byPid.get(command?.parent ?? 0)?.watched, false);
    assert.equal(line.at(-1), byPid.get(1)?.comm, `${line.join(' < ')} ends with the first process`);
  });
});
