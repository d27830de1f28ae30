// SPDX-License-Identifier: Apache-2.0
// Each exec that `strace -f` sees of ordinary programs is in the stream, with the same file, arguments and result, each
// birth with its parent, and each end with its status; and no other. Both look at the same run.

import assert from 'node:assert/strict';
import {
  chownSync,
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { assertWholeLives, watchLives } from '../support/lives';
import { livesOf, type StraceExec } from '../support/strace-lives';

const UID = 1000;

const WORKLOADS: Readonly<Record<string, { command: string; least: number; failing: boolean }>> = {
  'a shell build': {
    command:
      'for i in 1 2 3; do echo "#include <stdio.h>" >f$i.c; echo "int f$i(void){return $i;}" >>f$i.c; ' +
      'cc -c f$i.c; done; echo "int main(void){return f1()+f2()-f3();}" >m.c; ' +
      'cc -w -o prog m.c f1.o f2.o f3.o && ./prog; cc nowhere.c; make -s nothing; ' +
      'printf "#!/bin/sh\\nexit 7\\n" >script; chmod +x script; ./script "two words" ""; ./none; ./m.c; true',
    least: 20,
    failing: true,
  },
  'a Python start-up': {
    command:
      '/usr/bin/python3 -c "import subprocess, os, signal\n' +
      "subprocess.run(['true', 'caf\u00e9']); subprocess.run(['sh', '-c', 'kill -TERM \\$\\$'])\n" +
      'p = os.fork()\nif not p: os._exit(9)\nos.waitpid(p, 0)\n' +
      "try: subprocess.run(['no-such-program'])\nexcept FileNotFoundError: pass\"",
    least: 4,
    failing: true,
  },
};

/** What the kernel runs in the end, with which arguments: of a script, its interpreter with the script. */
function runs({
  path,
  asked,
  argv,
}: Pick<StraceExec, 'path' | 'asked' | 'argv'>): [string, readonly string[]] {
  const file = realpathSync(path);
  const head = Buffer.alloc(256);
  const fd = openSync(file, 'r');
  readSync(fd, head, 0, 256, 0);
  closeSync(fd);
  const [, interpreter] = /^#! *([^ \n]+)\n/.exec(head.toString('latin1')) ?? [];
  if (interpreter === undefined) return [file, argv];
  return runs({ path: interpreter, asked: interpreter, argv: [interpreter, asked, ...argv.slice(1)] });
}

for (const [name, { command, least, failing }] of Object.entries(WORKLOADS)) {
  test(`strace sees the same processes of ${name}`, async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'ringside-lives-'));
    chownSync(folder, UID, UID);
    try {
      const file = join(folder, '.lives');
      const calls = 'trace=execve,execveat,clone,clone3,fork,vfork,exit_group';
      const strace = ['strace', '-f', '-q', '-v', '-s', '100000', '-o', file, '-e', calls];
      const { document, stderr } = await watchLives(
        [...strace, '--', '/bin/sh', '-c', `cd ${folder} && { ${command}; }`],
        { environment: { HOME: '/tmp' } },
      );
      assertWholeLives(document);
      const told = livesOf(readFileSync(file, 'utf8'), folder);
      assert.ok(told.execs.length >= least, `strace saw only ${told.execs.length}: ${stderr}`);
      assert.equal(
        told.execs.some(({ error }) => error !== null),
        failing,
      );
      const { process_exec, process_exit, process_fork } = document.streams;
      const first = told.execs[0]?.pid ?? 0;
      const traced = new Set([first, ...told.births.map((birth) => Number(birth.split(' ')[1]))]);
      for (const pid of traced) {
        const theirs = told.execs.filter((exec) => exec.pid === pid);
        // strace itself ran in this process before.
        const ours = process_exec.rows
          .filter((exec) => exec.pid === pid)
          .filter(({ argv }) => argv?.[0] !== 'strace');
        assert.deepEqual(
          ours.map(({ path, error, argv }) => [path, error, error ? null : argv]),
          theirs.map((exec) => {
            const [path, argv] = exec.error ? [exec.path, null] : runs(exec);
            return [path, exec.error, argv];
          }),
          `${pid}`,
        );
        assert.deepEqual(
          ours.map(({ asked_path }) => asked_path),
          theirs.map(({ asked, error }) => (error ? null : asked)),
        );
      }
      const births = process_fork.rows
        .filter(({ thread, child_pid }) => !thread && traced.has(child_pid) && child_pid !== first)
        .map(({ pid, child_pid }) => `${pid} ${child_pid}`);
      assert.deepEqual(births.sort(), [...told.births].sort());
      const ends = process_exit.rows
        .filter(({ pid }) => traced.has(pid))
        .map(({ pid, status, signal_name }) => `${pid} ${signal_name ?? status}`);
      const theirEnds = told.ends.filter((end) => traced.has(Number(end.split(' ')[0])));
      assert.deepEqual(ends.sort(), theirEnds.sort());
      t.diagnostic(
        `${told.execs.length} execs, ${births.length} births, ${ends.length} ends of ${traced.size} processes, difference 0`,
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}
