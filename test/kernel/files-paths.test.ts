// SPDX-License-Identifier: Apache-2.0
// The path of an open is the truth, in all the ways in which it can mislead: a program (ringside-paths, as root) says
// what the kernel tells of each of its descriptors, and the stream of an ordinary user's engine has to say the same.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { assertWhole, beginFiles, type FilesDocument, type OpenEvent } from '../support/files';
import { workload } from '../support/watch';

const ALONE = 200;

interface Told {
  readonly pid: number;
  readonly name: string;
  readonly fd: number;
  readonly errno: number;
  readonly bytes: Buffer;
  readonly event: OpenEvent | undefined;
}

describe('paths', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ringside-paths-'));
  let document: FilesDocument;
  const told: Told[] = [];
  let rewritten: number[] = [];

  const all = (name: string) => told.filter((one) => one.name === name);
  const event = (name: string): OpenEvent => {
    const [one, ...more] = all(name);
    assert.ok(one?.event && !more.length, `${all(name).length} of ${name}`);
    return one.event;
  };

  before(async () => {
    const watching = await beginFiles(['--comm', 'ringside-paths']);
    const run = spawnSync(workload('paths'), [folder], { encoding: 'utf8', maxBuffer: 1 << 26 });
    document = await watching.end();
    assert.equal(run.status, 0, run.stderr);
    const left = new Map<number, OpenEvent[]>();
    for (const one of document.streams.files?.rows ?? [])
      left.set(one.pid, [...(left.get(one.pid) ?? []), one]);
    for (const line of run.stdout.split('\n').filter(Boolean)) {
      const [pid = '', name = '', ...rest] = line.split(' ');
      if (name === 'rewritten') {
        rewritten = rest.map(Number);
        continue;
      }
      const [fd = '', errno = '', hex = ''] = rest;
      const next = left.get(Number(pid))?.shift();
      told.push({
        ...{ pid: Number(pid), name, fd: Number(fd), errno: Number(errno) },
        ...{ bytes: Buffer.from(hex, 'hex'), event: next },
      });
    }
  });
  // rm goes down by descriptor: Node's own way ends where a path is too long.
  after(() => spawnSync('rm', ['-rf', folder]));

  it('every open is there, with its result, and nothing else is', () => {
    assertWhole(document);
    for (const { name, fd, errno, event: one } of told)
      assert.deepEqual([one?.fd, one?.errno], [fd, errno], name);
    const counted = told.length + rewritten.reduce((sum, count) => sum + count, 0);
    assert.equal(document.streams.files?.rows.length, counted);
    assert.ok(told.length > 240, `${told.length}`);
  });

  it('what the kernel tells of the descriptor is the path', () => {
    let compared = 0;
    for (const { name, bytes, event: one } of told) {
      if (!bytes.length || name === 'name') continue;
      assert.equal(one?.path, bytes.toString().replace(/ \(deleted\)$/, ''), name);
      compared++;
    }
    assert.ok(compared > 200, `${compared}`);
  });

  it('an open that worked is known by its file, also where it deserves a further word', () => {
    const kinds = Object.fromEntries(
      ['relative', 'dfd', 'openat2', 'symlink', 'creat', 'root', 'long', 'bind', 'handle'].map((name) => [
        name,
        event(name).path_kind,
      ]),
    );
    assert.deepEqual([...new Set(Object.values(kinds))], ['object'], JSON.stringify(kinds));
    assert.equal(event('o_path').path_kind, 'object o_path');
    assert.equal(event('tmpfile').path_kind, 'object tmpfile');
    assert.equal(event('deleted').path_kind, 'object deleted');
    assert.equal(event('memfd').path_kind, 'object no_tree');
    assert.match(event('pipe').path ?? '', /^pipe:\[\d+\]$/);
    assert.equal(event('overlay').path_kind, 'object overlay');
    assert.equal(event('overlay-written').path_kind, 'object overlay');
  });

  it('an open that failed is known by what the caller wrote, joined to what it was relative to', () => {
    const claims = {
      'relative-missing': [`${folder}/./none`, 'ENOENT'],
      'dfd-missing': [`${folder}/a/no/such`, 'ENOENT'],
      'absolute-missing': ['/there/is/none', 'ENOENT'],
      refused: [`${folder}/a`, 'EISDIR'],
      'symlink-not-followed': [`${folder}/link`, 'ELOOP'],
      'chroot-missing': ['/in/none', 'ENOENT'],
      'own-root-missing': ['/old/none', 'ENOENT'],
    };
    for (const [name, [path, error]] of Object.entries(claims)) {
      const { path: said, error: why, path_kind } = event(name);
      assert.deepEqual([said, why, path_kind], [path, error, 'claim'], name);
    }
    const unread = event('unreadable');
    assert.deepEqual([unread.path, unread.error, unread.path_kind], [null, 'EFAULT', 'claim unreadable']);
  });

  it('4,095 bytes are told whole; of more, the front is cut and it is said', () => {
    const long = event('long').path ?? '';
    assert.equal(Buffer.byteLength(long), 4095);
    assert.ok(long.startsWith(`${folder}/ddd`));
    const cut = event('too-long').path ?? '';
    assert.equal(Buffer.byteLength(cut), 4096);
    assert.match(cut, /^…[d/]+ddd$/u);
  });

  it('names of any bytes are kept: control characters as they are, what is not UTF-8 as \\xNN', () => {
    assert.deepEqual(
      all('name').map(({ event: one }) => one?.path?.slice(folder.length + 1)),
      [
        'line\nfeed',
        '\x1b[31mred\x1b[0m\x07',
        'caf\\xe9-\\xff\\xfe',
        'grüß',
        '<img src=x onerror=alert(1)>',
        'back\\x5cx41slash',
        'quote"\'$(id)',
      ],
    );
  });

  it('a process with a root or mounts of its own has two views of a path, and what lies outside is said', () => {
    const { path, host_path, path_kind } = event('chroot');
    assert.deepEqual([path, host_path, path_kind], ['/in/file', `${folder}/jail/in/file`, 'object']);
    const outside = event('chroot-outside');
    assert.deepEqual([outside.path, outside.path_kind], [`${folder}/a/c`, 'object outside']);
    const own = event('own-root');
    assert.deepEqual([own.path, own.host_path, own.path_kind], ['/file', null, 'object']);
    // A mount of the process's own namespace, of what this machine has elsewhere.
    const bound = { bind: `${folder}/a/c`, 'bind-root': `${folder}/a` };
    for (const [name, host] of Object.entries(bound)) assert.equal(event(name).host_path, host);
    const others = told.filter(({ name }) => !name.startsWith('chroot') && !Object.hasOwn(bound, name));
    assert.ok(others.every(({ event: one }) => !one?.host_path));
  });

  it('a thread that rewrites the path while it is opened does not change what was opened', (t) => {
    const [first = 0, other = 0] = rewritten;
    assert.ok(first > 100 && other > 100, `${rewritten}: the two were not mixed`);
    const opens = (document.streams.files?.rows ?? []).filter(({ flags }) => /O_NOCTTY/.test(flags));
    const of = (name: string) =>
      opens.filter(({ path, error }) => !error && path === `${folder}/${name}`).length;
    assert.deepEqual([of('first-file'), of('other-file')], [first, other]);
    t.diagnostic(`${first} and ${other} of 20,000 opens, difference 0`);
  });

  it('a process that ends at once is seen with its path and name', () => {
    const alone = all('at-once');
    assert.equal(alone.length, ALONE);
    assert.equal(new Set(alone.map(({ pid }) => pid)).size, ALONE);
    for (const { event: one } of alone)
      assert.deepEqual([one?.path, one?.comm], [`${folder}/a/c`, 'ringside-paths']);
  });
});
