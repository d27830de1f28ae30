// SPDX-License-Identifier: Apache-2.0
// The helper's request table under a fuzzer, with the protocol's rules as its judge (request-fuzz.c). Needs clang
// with libFuzzer, and no privilege. `npm run test:long` goes on for a hundred million messages.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ROOT } from '../../src-main/helper/native';
import { LONG } from '../support/long';

const SECONDS = 20;
const LONG_MESSAGES = 100_000_000;
const SANITIZED = ['-g', '-O1', '-fsanitize=fuzzer,address,undefined', '-fno-sanitize-recover=all'];

const folder = mkdtempSync(join(tmpdir(), 'ringside-fuzz-'));
const fuzzer = join(folder, 'request-fuzz');

function clang(...words: string[]): void {
  const built = spawnSync('clang', words, { cwd: ROOT, encoding: 'utf8' });
  assert.equal(built.status, 0, `clang (Debian packages clang and libclang-rt-14-dev):\n${built.stderr}`);
}

before(() => {
  const table = join(folder, 'serve.o');
  // The fuzzer plays the kernel: descriptors are its numbers.
  const played = ['-Dread=fuzz_read', '-Dclose=fuzz_close'];
  clang(...SANITIZED, ...played, '-c', 'native/helper/serve.c', '-o', table);
  clang(...SANITIZED, '-Wall', '-Wextra', 'test/fuzz/request-fuzz.c', table, '-o', fuzzer);
});

after(() => rmSync(folder, { recursive: true, force: true }));

/** One run; what it did with how many messages. */
function fuzz(seed: number, seconds: number): { messages: number; answered: number } {
  const ran = spawnSync(fuzzer, [`-max_total_time=${seconds}`, `-seed=${seed}`, '-rss_limit_mb=512'], {
    cwd: folder, // where it leaves an input that breaks a rule
    encoding: 'utf8',
    env: { ...process.env, ASAN_OPTIONS: 'quarantine_size_mb=16' },
    maxBuffer: 1 << 26,
  });
  assert.equal(ran.status, 0, `seed ${seed}:\n${ran.stderr.slice(-4000)}`);
  return JSON.parse(ran.stdout.trim().split('\n').at(-1) ?? '') as { messages: number; answered: number };
}

test('no message makes the request table break a rule of the protocol', (context) => {
  const total = { messages: 0, answered: 0 };
  do {
    const seed = 1 + Math.floor(Math.random() * 2 ** 31);
    const { messages, answered } = fuzz(seed, SECONDS);
    total.messages += messages;
    total.answered += answered;
    context.diagnostic(`seed ${seed}: ${messages} messages, ${answered} of them answered`);
  } while (LONG && total.messages < LONG_MESSAGES);
  assert.ok(total.answered > 10_000, 'the fuzzer gets past the bounds');
  assert.ok(total.messages - total.answered > 10_000, 'and is stopped by them');
});
