// SPDX-License-Identifier: Apache-2.0
// strace and we count the same of ordinary programs: each call by name, each error by call and errno. Compared is
// what strace itself counts alike in two runs; what depends on the moment (a wait that is interrupted, say) is not.

import assert from 'node:assert/strict';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { assertNothingLost, assertStreamIsTally, sumOf } from '../support/books';
import { parseStrace, strace } from '../support/strace';
import { type WatchDocument, watch } from '../support/watch';

const UID = 1000;
const COMPARABLE_LEAST = 0.9;

/** Commands in a folder of their own, which they may fill. Without pipes: how often those are read is chance. */
const COMMANDS: Readonly<Record<string, (folder: string) => string[]>> = {
  'a shell and what it starts': (folder) => [
    '/bin/sh',
    '-c',
    `cd ${folder}; ls -l /usr/bin >list; sort -r list >sorted; head -3 sorted; cat /etc/passwd; cat /nowhere;
     cp list copy; cmp list copy; mkdir a; mkdir a; rm -r a list; test -e list; grep -c perl sorted; false`,
  ],
  'perl with files, children and errors': (folder) => [
    '/usr/bin/perl',
    '-e',
    `chdir '${folder}'; for my $i (1..50) { open(my $f, '>', "f$i") or die; print $f 'x' x 9000; close $f; }
     my @all = <f*>; unlink @all; unlink 'f1'; opendir(my $d, '/etc'); my @e = readdir $d; stat("/etc/$_") for @e;
     for (1..5) { if (!fork) { getppid for 1..20; exit 3; } wait; } kill 0, 1; exit 4;`,
  ],
};

function counted(document: WatchDocument) {
  const calls = new Map<string, number>();
  const errors = new Map<string, number>();
  const add = (map: Map<string, number>, key: string, count: number) =>
    map.set(key, (map.get(key) ?? 0) + count);
  for (const row of document.tallies.syscalls) {
    add(calls, row.syscall, row.count);
    for (const [errno, count] of Object.entries(row.errors_by_errno))
      add(errors, `${row.syscall} ${errno}`, count);
  }
  return { calls, errors };
}

async function inFolder<Result>(run: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'ringside-oracle-'));
  chownSync(folder, UID, UID);
  try {
    return await run(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

for (const [name, command] of Object.entries(COMMANDS)) {
  test(`strace counts the same of ${name}`, async (t) => {
    const first = await inFolder((folder) => strace(command(folder), UID));
    const second = await inFolder((folder) => strace(command(folder), UID));
    const ours = await inFolder((folder) => watch(['--events'], command(folder), { uid: UID }));
    assert.equal(ours.status, first.status, `${ours.stderr}\n${first.stderr}`);
    assertNothingLost(ours.document);
    assertStreamIsTally(ours.document);
    const told = [parseStrace(first.text), parseStrace(second.text)] as const;
    const mine = counted(ours.document);
    const report: string[] = [];
    for (const kind of ['calls', 'errors'] as const) {
      const names = new Set([...told[0][kind].keys(), ...told[1][kind].keys(), ...mine[kind].keys()]);
      const of = (map: ReadonlyMap<string, number>) => (key: string) => map.get(key) ?? 0;
      const [once, again, our] = [of(told[0][kind]), of(told[1][kind]), of(mine[kind])];
      const comparable = [...names].filter((key) => once(key) === again(key));
      const differences = comparable
        .filter((key) => our(key) !== once(key))
        .map((key) => `${key}: strace ${once(key)}, ours ${our(key)}`);
      assert.deepEqual(differences, [], `${kind} of ${name}`);
      const all = sumOf([...told[0][kind].values()]);
      const share = sumOf(comparable.map(once)) / all;
      assert.ok(share >= COMPARABLE_LEAST, `only ${Math.round(share * 100)} % of the ${kind} are comparable`);
      report.push(`${sumOf(comparable.map(once))} of ${all} ${kind} compared (${comparable.length} names)`);
    }
    t.diagnostic(`${report.join(', ')}, difference 0`);
  });
}
