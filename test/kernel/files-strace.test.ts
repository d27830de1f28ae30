// SPDX-License-Identifier: Apache-2.0
// Every open that `strace -f -y` sees is in the stream with the same absolute path and result, and no other. Both look
// at the same run: we watch strace, and compare the opens of the processes that it traces.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { assertWhole, type OpenEvent, watchFiles } from '../support/files';
import { opensOf } from '../support/strace-opens';

const UID = 1000;

const as = (command: string, cwd: string) =>
  execFileSync('/bin/sh', ['-c', command], {
    cwd,
    uid: UID,
    gid: UID,
    env: { ...process.env, HOME: '/tmp' },
  });

/** Each in a folder of its own, which `prepare` may fill first. */
const WORKLOADS: Readonly<
  Record<string, { command: string; least: number; prepare?: (folder: string) => void }>
> = {
  'a shell build': {
    command:
      'for i in 1 2 3; do echo "#include <stdio.h>" >f$i.c; echo "int f$i(void){return $i;}" >>f$i.c; ' +
      'cc -c f$i.c; done; echo "int main(void){return f1()+f2()-f3();}" >m.c; ' +
      'cc -w -o prog m.c f1.o f2.o f3.o && ./prog; cc nowhere.c; make -s nothing',
    least: 500,
  },
  'a Python start-up': {
    command: '/usr/bin/python3 -c "import json, subprocess, sqlite3, email.parser, http.client"',
    least: 100,
  },
  'a git clone': {
    command: 'git clone -q --no-hardlinks from into && git -C into log -1 --format=%s',
    least: 100,
    prepare: (folder) => {
      as(
        'git init -q from && cd from && mkdir a && for i in 1 2 3 4 5; do echo $i >a/f$i; done && git add . && ' +
          'git -c user.name=n -c user.email=e@e commit -q -m first',
        folder,
      );
    },
  },
  find: { command: 'find /usr/include /usr/share/doc/libc6 /nowhere -name "*.h" >list', least: 100 },
};

const line = ({ pid, path, fd, error }: Pick<OpenEvent, 'pid' | 'path' | 'fd' | 'error'>) =>
  `${pid} ${path} = ${error ?? fd}`;

for (const [name, { command, least, prepare }] of Object.entries(WORKLOADS)) {
  test(`strace sees the same opens of ${name}`, async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'ringside-files-'));
    chownSync(folder, UID, UID);
    try {
      prepare?.(folder);
      const file = join(folder, '.opens');
      const strace = ['strace', '-f', '-y', '-qq', '-s', '5000', '-o', file];
      const calls = 'trace=open,openat,openat2,creat,open_by_handle_at';
      const { document, stderr } = await watchFiles(
        [...strace, '-e', calls, '--', '/bin/sh', '-c', `cd ${folder} && { ${command}; }`],
        { environment: { HOME: '/tmp' } },
      );
      assertWhole(document);
      const told = opensOf(readFileSync(file, 'utf8'));
      assert.ok(told.length >= least, `strace saw only ${told.length}: ${stderr}`);
      const traced = new Set(told.map(({ pid }) => pid));
      const ours = (document.streams.files?.rows ?? []).filter(({ tid }) => traced.has(tid));
      // By thread in its order: what two do at once has none.
      const byThread = (pid: number) => ({
        theirs: told.filter((open) => open.pid === pid).map(line),
        ours: ours.filter(({ tid }) => tid === pid).map((open) => line({ ...open, pid })),
      });
      for (const pid of traced) {
        const { theirs, ours: mine } = byThread(pid);
        assert.deepEqual(mine, theirs);
      }
      const kinds = new Set(
        ours.map(({ path_kind, error }) => `${error ? 'failed' : 'opened'} ${path_kind}`),
      );
      assert.ok(kinds.has('opened object') && kinds.has('failed claim'), [...kinds].join());
      t.diagnostic(`${told.length} opens of ${traced.size} processes, difference 0`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}
