// SPDX-License-Identifier: Apache-2.0
// Opens that a program asks of a ring (io_uring): no system call makes them, and strace sees none of them. The program
// says what the kernel tells of each descriptor, and counts itself; it runs as root, the engine as an ordinary user.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { assertWhole, beginFiles, type FilesDocument, type OpenEvent } from '../support/files';
import { workload } from '../support/watch';

const ROUNDS = 20_000;

interface Told {
  readonly name: string;
  readonly fd: number;
  readonly errno: number;
  readonly path: string;
  readonly event: OpenEvent;
}

describe('opens by a ring', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ringside-ring-'));
  const told: Told[] = [];
  const said = new Map<string, number[]>();
  let document: FilesDocument;
  let many: OpenEvent[] = [];

  const one = (name: string): Told => {
    const [found, ...more] = told.filter((it) => it.name === name);
    assert.ok(found && !more.length, name);
    return found;
  };

  before(async () => {
    const watching = await beginFiles(['--comm', 'ringside-ring-o']);
    const run = spawnSync(workload('ring-opens'), [folder, String(ROUNDS), 'chroot'], { encoding: 'utf8' });
    document = await watching.end();
    assert.equal(run.status, 0, run.stderr);
    const rows = document.streams.files?.rows ?? [];
    const byRing = rows.filter(({ syscall }) => syscall.endsWith('@io_uring'));
    many = byRing.filter(({ flags }) => /O_NOCTTY/.test(flags));
    const left = byRing.filter((row) => !many.includes(row));
    for (const line of run.stdout.trim().split('\n')) {
      const [first = '', ...words] = line.split(' ');
      if (!/^\d+$/.test(first)) {
        said.set(first, words.map(Number));
        continue;
      }
      const [name = '', fd = '', errno = '', hex = ''] = words;
      const at = left.findIndex(({ pid }) => pid === Number(first));
      const [event] = left.splice(at, at < 0 ? 0 : 1);
      assert.ok(event, `${name} is not there`);
      told.push({
        name,
        fd: Number(fd),
        errno: Number(errno),
        path: Buffer.from(hex, 'hex').toString(),
        event,
      });
    }
    assert.deepEqual(left, [], 'and no other');
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('each is there, with its result, and with the path that the kernel tells of it', () => {
    assertWhole(document);
    assert.equal(told.length, 43);
    for (const { name, fd, errno, path, event } of told) {
      if (name === 'own-table') continue;
      assert.deepEqual([event.fd, event.errno], [fd, errno], name);
      // A name that is no UTF-8 is shown escaped; one that was never there has none to compare.
      if (path && name !== 'name' && name !== 'tmpfile') assert.equal(event.path, path, name);
      if (!errno) assert.match(event.path_kind, /^object/, name);
    }
    assert.equal(one('name').event.path, `${folder}/\x1b[31m\n\\xff<img onerror>`);
    assert.deepEqual(
      ['o_path', 'tmpfile', 'openat2'].map((name) => [one(name).event.path_kind, one(name).event.syscall]),
      [
        ['object o_path', 'openat@io_uring'],
        ['object tmpfile', 'openat@io_uring'],
        ['object', 'openat2@io_uring'],
      ],
    );
    const { flags, mode } = one('made').event;
    assert.deepEqual([flags, mode], ['O_RDWR|O_CREAT', 0o640]);
  });

  it('one that failed is known by what the kernel had copied, whatever stands there since', () => {
    const claims: Record<string, readonly [string, string]> = {
      missing: [`${folder}/./none`, 'ENOENT'],
      'dfd-missing': [`${folder}/a/no/such`, 'ENOENT'],
      'openat2-refused': [`${folder}/a/../a/c`, 'EXDEV'],
      'worker-missing': [`${folder}/a/none`, 'ENOENT'],
      'poller-missing': [`${folder}/a/none`, 'ENOENT'],
      rewritten: [`${folder}/a/no-first`, 'ENOENT'],
      'chroot-missing': ['/none', 'ENOENT'],
    };
    for (const [name, [path, error]] of Object.entries(claims)) {
      const { event } = one(name);
      assert.deepEqual([event.path, event.error, event.path_kind], [path, error, 'claim'], name);
    }
  });

  it('a root of its own, a table of the ring’s own, and a wait of a worker are said', () => {
    const { path, host_path } = one('chroot').event;
    assert.deepEqual([path, host_path], ['/c', `${folder}/a/c`]);
    const own = one('own-table').event;
    assert.deepEqual([own.path, own.path_kind, own.fd, own.errno], [`${folder}/a/c`, 'claim', -1, 0]);
    const [, least = 0] = said.get('waited') ?? [];
    assert.ok(least > 0 && one('waited-in').event.duration_ns >= least);
  });

  it('all of many are counted and told, of whichever thread answered', (t) => {
    const [pid, opened = 0, failed = 0] = said.get('many') ?? [];
    assert.equal(opened + failed, ROUNDS);
    const counts = [false, true].map(
      (bad) => many.filter((row) => row.pid === pid && (row.error !== null) === bad).length,
    );
    assert.deepEqual(counts, [opened, failed]);
    for (const { path, error } of many) assert.equal(path, `${folder}/a/${error ? 'nowhere' : 'c'}`);
    t.diagnostic(`${told.length} cases, ${opened} opened and ${failed} failed of ${ROUNDS}, difference 0`);
  });
});
