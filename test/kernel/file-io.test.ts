// SPDX-License-Identifier: Apache-2.0
// Reads and writes by file: against a program that counts its own, to the call and the byte, its time by its own clock;
// a shell's, as strace sees them; of more files than there are names; and in a capture, by plain DuckDB.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { LONG } from '../support/long';
import { ask } from '../support/plain-duck';
import { record, userFolder } from '../support/recording';
import { parseDocument, ringside, type Setting, workload } from '../support/watch';

interface IoRow {
  readonly pid: number;
  readonly comm: string;
  readonly path: string;
  readonly count: number;
  readonly reads: number;
  readonly writes: number;
  readonly bytes_read: number;
  readonly bytes_written: number;
  readonly errors: number;
  readonly total_ns: number;
  readonly max_ns: number;
}

/** Reads, writes, bytes read, bytes written, failed ones. */
type Io = readonly [number, number, number, number, number];

interface Said {
  readonly pid: number;
  readonly output: string;
  readonly waited_ns: number;
  readonly files: Readonly<Record<string, readonly [...Io, number]>>;
}

const NOTHING: Io = [0, 0, 0, 0, 0];
const added = (a: Io, b: Io) => a.map((one, at) => one + (b[at] ?? 0)) as unknown as Io;

function byPath(rows: readonly IoRow[]): Record<string, Io> {
  const files: Record<string, Io> = {};
  for (const row of rows)
    files[row.path] = added(files[row.path] ?? NOTHING, [
      ...[row.reads, row.writes, row.bytes_read, row.bytes_written, row.errors],
    ] as unknown as Io);
  return files;
}

/** The last 508 bytes, as they are kept. */
const kept = (path: string) => (path.length > 511 ? `…${path.slice(-508)}` : path);

async function watched(command: readonly string[], setting: Setting = {}) {
  const watching = await ringside(['watch', 'file_io', '--json', '--', ...command], setting);
  assert.equal(watching.status, 0, watching.stderr);
  const document = parseDocument(watching);
  assert.equal(document.lost.total, 0, JSON.stringify(document.lost));
  const { file_io = [] } = document.tallies as unknown as Record<string, IoRow[]>;
  return { rows: file_io, stderr: watching.stderr };
}

const CALLS =
  'read,write,pread64,pwrite64,readv,writev,preadv,pwritev,preadv2,pwritev2,sendfile,splice,copy_file_range';
const LINE = /^(\w+)\((.*)\) += (-?\d+)/gm;
const KINDS: readonly [RegExp, string][] = [
  [/^pipe:/, '(pipes)'],
  [/^(socket|UNIX|TCP|UDP)/, '(sockets)'],
];

/** Which file each call reads and which it writes, by what stands behind its descriptors. */
function asStraceSays(folder: string): Record<string, Io> {
  const files: Record<string, Io> = {};
  const text = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  for (const [, call = '', args = '', result] of text.join('\n').matchAll(LINE)) {
    const named = [...args.replace(/"(\\.|[^"\\])*"/g, '""').matchAll(/\d+<([^>]*)>/g)].map(
      ([, path = '']) => KINDS.find(([kind]) => kind.test(path))?.[1] ?? path,
    );
    const [bytes, failed] = [Math.max(0, Number(result)), Number(result) < 0 ? 1 : 0];
    const note = (path: string | undefined, one: Io) => {
      const file = path ?? '(no open file)';
      files[file] = added(files[file] ?? NOTHING, one);
    };
    const both = call === 'sendfile' ? [1, 0] : /splice|copy/.test(call) ? [0, 1] : undefined;
    if (both || !call.includes('write')) note(named[both?.[0] ?? 0], [1, 0, bytes, 0, failed]);
    if (both || call.includes('write')) note(named[both?.[1] ?? 0], [0, 1, 0, bytes, failed]);
  }
  return files;
}

const FILES = 5000;

describe('reads and writes by file', () => {
  const captures = userFolder('io-capture');
  const folder = mkdtempSync(join(tmpdir(), 'ringside-io-'));
  chmodSync(folder, 0o777);
  test.after(() => rmSync(folder, { recursive: true, force: true }));

  test('are those of a program that counts its own, its time by its own clock', async (t) => {
    const { rows, stderr } = await watched([workload('file-io'), folder]);
    const said = JSON.parse(stderr) as Said;
    // It looks into /proc to see its other thread sleep.
    const own = rows.filter(({ comm, path }) => comm === 'ringside-file-i' && !path.startsWith('/proc/'));
    const known = Object.fromEntries(
      Object.entries(said.files).map(([path, counts]) => [kept(path), counts.slice(0, 5) as unknown as Io]),
    );
    known[said.output] = added(known[said.output] ?? NOTHING, [0, 1, 0, stderr.length, 0]);
    assert.deepEqual(byPath(own), known);
    assert.ok(own.every(({ pid }) => pid === said.pid));
    for (const [path, counts] of Object.entries(said.files)) {
      const row = own.find((one) => one.path === kept(path));
      if (path === said.output || /compat/.test(path)) continue;
      assert.ok(
        row && row.total_ns > 0 && row.total_ns <= counts[5],
        `${path}: ${row?.total_ns} of ${counts[5]} ns`,
      );
      assert.ok(row.max_ns <= row.total_ns, path);
      assert.equal(row.count, row.reads + row.writes, path);
    }
    const pipes = own.find(({ path }) => path === '(pipes)');
    assert.ok(said.waited_ns >= 20e6 && (pipes?.max_ns ?? 0) >= said.waited_ns, `${pipes?.max_ns} ns`);
    const calls = Object.values(known).reduce((sum, [reads, writes]) => sum + reads + writes, 0);
    t.diagnostic(`${calls} reads and writes of ${Object.keys(known).length} files, difference 0`);
  });

  test('are those that strace sees of a shell and its programs', async (t) => {
    const [from, to, traced] = ['from', 'to', 'traced'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    writeFileSync(from, `${'line of a file\n'.repeat(5000)}`);
    // Who reads a pipe byte by byte does so in as many reads each time.
    const script = `dd if=${from} bs=1000 status=none of=${to}; cat /etc/passwd >> ${to}; cp ${to} ${to}-2
      head -c 300 ${from} | while read line; do echo $line; done >> ${to}
      dd of=/dev/full bs=7 count=3 status=none if=${from} 2>/dev/null; true`;
    const command = ['/bin/sh', '-c', script];
    const asUser = { uid: 1000, gid: 1000, env: { ...process.env, HOME: '/tmp' } };
    const run = spawnSync('strace', ['-ff', '-y', '-o', traced, '-e', `trace=${CALLS}`, ...command], asUser);
    assert.equal(run.status, 0, String(run.stderr));
    const traces = mkdtempSync(join(folder, 'traces-'));
    for (const name of readdirSync(folder).filter((one) => one.startsWith('traced.')))
      writeFileSync(join(traces, name), readFileSync(join(folder, name)));
    const files = asStraceSays(traces);
    for (const path of [to, `${to}-2`]) rmSync(path);
    const { rows } = await watched(command);
    assert.deepEqual(byPath(rows.filter(({ comm }) => comm !== 'ringside-gate')), files);
    assert.ok((files['/dev/full']?.[4] ?? 0) > 0 && (files['(pipes)']?.[0] ?? 0) > 1, JSON.stringify(files));
    t.diagnostic(`${rows.length} rows of ${Object.keys(files).length} files`);
  });

  test('of more files than there are names are all counted, and one that was let go of has its name again', async () => {
    const many = join(folder, 'many');
    mkdirSync(many);
    for (let file = 0; file < FILES; file++) writeFileSync(join(many, `${file}`), 'seven b');
    const one = join(folder, 'one');
    writeFileSync(one, 'a line\n');
    // Named again after more than the minute for which nobody uses it.
    const { rows } = await watched([
      '/bin/sh',
      '-c',
      `cat ${one}; sleep ${LONG ? 75 : 0}; cat ${one}; cat ${many}/* >/dev/null`,
    ]);
    const files = byPath(rows.filter(({ comm }) => comm === 'cat'));
    assert.deepEqual(files[one], [4, 0, 14, 0, 0]);
    const named = Object.entries(files).filter(([path]) => path.startsWith(`${many}/`));
    for (const [path, io] of named) assert.deepEqual(io, [2, 0, 7, 0, 0], path);
    assert.ok(named.length > 3000 && named.length < FILES, `${named.length} have names`);
    const others = files['(others)'] ?? NOTHING;
    assert.deepEqual([others[0], others[2]], [(FILES - named.length) * 2, (FILES - named.length) * 7]);
  });

  test('are in a capture, with their paths', async () => {
    const dir = join(captures, 'io');
    const { status, stderr } = await record(dir, ['--tracers', 'file_io'], [workload('file-io'), folder]);
    assert.equal(status, 0, stderr);
    const line = stderr.split('\n').find((one) => one.startsWith('{"pid"')) ?? '';
    const said = JSON.parse(line) as Said;
    const found = await ask(
      dir,
      `SELECT path, sum(reads)::INT AS reads, sum(writes)::INT AS writes, sum(bytes_read)::INT AS bytes_read,
         sum(bytes_written)::INT AS bytes_written, sum(errors)::INT AS errors
       FROM {file_io} WHERE pid = ${said.pid} AND comm = 'ringside-file-i' AND path NOT LIKE '/proc/%' GROUP BY path`,
    );
    const known = Object.fromEntries(
      Object.entries(said.files).map(([path, counts]) => [kept(path), counts.slice(0, 5) as unknown as Io]),
    );
    known[said.output] = added(known[said.output] ?? NOTHING, [0, 1, 0, line.length + 1, 0]);
    assert.deepEqual(byPath(found as unknown as IoRow[]), known);
    const [histogram] = await ask(
      dir,
      'SELECT sum("count")::INT AS n FROM {file_io_histogram} WHERE path LIKE \'%/from-0\'',
    );
    assert.equal(histogram?.n, (known[`${folder}/from-0`] ?? NOTHING)[0] + 1);
  });
});
