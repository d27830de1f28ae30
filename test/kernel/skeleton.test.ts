// SPDX-License-Identifier: Apache-2.0
// A new tracer is one folder: the skeleton, copied and renamed in a copy of the sources, is built, loaded, and
// counts exactly, without an edit to any other file.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { ROOT } from '../../src-main/helper/native';
import { runtimeParts } from '../support/runtime-parts';

const SIGNALS = 321;
const copy = mkdtempSync(join(tmpdir(), 'ringside-skeleton-'));

// The engine runs as an ordinary user, who has to get in.
chmodSync(copy, 0o755);
after(() => rmSync(copy, { recursive: true, force: true }));

test('the skeleton becomes a tracer by copying its folder', () => {
  const built = spawnSync('node', [join(ROOT, 'build/scripts/skeleton-tree.mjs'), copy, 'signals'], {
    encoding: 'utf8',
  });
  assert.equal(built.status, 0, built.stdout + built.stderr);
  // A link to packages below a closed folder is of no use to an ordinary user.
  rmSync(join(copy, 'node_modules'));
  for (const part of runtimeParts(ROOT))
    if (part.startsWith('node_modules/')) cpSync(join(ROOT, part), join(copy, part), { recursive: true });

  // perl's kill sends one signal a call, and signal 0 would not be one.
  const script = `$SIG{USR1} = 'IGNORE'; kill 'USR1', $$ for 1..${SIGNALS};`;
  const watched = spawnSync(
    'node',
    [
      'out/test/support/as-ordinary-user.js',
      '--',
      'node',
      'out/src-main/cli/main.js',
      'watch',
      'syscalls,signals',
      '--json',
      '--events',
      '--',
      '/usr/bin/perl',
      '-e',
      script,
    ],
    { cwd: copy, encoding: 'utf8', maxBuffer: 1 << 26 },
  );
  assert.equal(watched.status, 0, watched.stderr);
  const document = JSON.parse(watched.stdout) as {
    tallies: Record<
      string,
      { comm: string; signal?: number; result?: string; sent?: number; syscall?: string; count?: number }[]
    >;
    streams: Record<string, { delivered: number; rows: { signal: number; result: string }[] }>;
  };
  const signals = document.tallies.signals?.filter((row) => row.comm === 'perl' && row.signal === 10) ?? [];
  assert.equal(
    signals.reduce((sum, row) => sum + (row.sent ?? 0), 0),
    SIGNALS,
    'the tally counts every signal sent',
  );
  const rows = document.streams.signals?.rows.filter((row) => row.signal === 10) ?? [];
  assert.equal(rows.length, SIGNALS);
  const said = new Set([...signals, ...rows].map(({ result }) => result));
  assert.deepEqual([...said], ['ignored'], 'a unit of its own has its words');
  const kills =
    document.tallies.syscalls?.filter((row) => row.comm === 'perl' && row.syscall === 'kill') ?? [];
  assert.equal(kills[0]?.count, SIGNALS, 'the system-call tracer beside it says the same');
});
