// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { errnoMeaning, errnoName } from '../../../src-main/shared/call-text.js';
import {
  CALLS_I386,
  CALLS_X32,
  CALLS_X86_64,
  type CallEntry,
  ERRORS,
  KIND_SWITCHES,
  NAME_TABLES,
} from '../../../src-main/shared/calls.gen.js';

const ROOT = join(__dirname, '../../../..');
const RECORDED = join(ROOT, 'bpf/tracers/syscalls/recorded');
const GENERATOR = join(ROOT, 'build/scripts/gen-calls.mjs');
const HEADERS = '/usr/include/x86_64-linux-gnu/asm';
const LONGEST_SENTENCE = 140;

const ABIS: readonly { abi: string; calls: ReadonlyMap<number, CallEntry>; header: string }[] = [
  { abi: 'x86_64', calls: CALLS_X86_64, header: 'unistd_64.h' },
  { abi: 'i386', calls: CALLS_I386, header: 'unistd_32.h' },
  { abi: 'x32', calls: CALLS_X32, header: 'unistd_x32.h' },
];

const allCalls = (): CallEntry[] => ABIS.flatMap(({ calls }) => [...calls.values()]);

/** Name -> number as the C preprocessor sees them; undefined without a header or a compiler. */
function numbersOf(header: string): Map<string, number> | undefined {
  const path = join(HEADERS, header);
  if (!existsSync(path)) return undefined;
  const names = [...readFileSync(path, 'utf8').matchAll(/__NR_(\w+)/g)].map((match) => match[1] ?? '');
  const probe = [`#include "${path}"`, ...new Set(names)].map((line, index) =>
    index === 0 ? line : `=${line} __NR_${line}`,
  );
  const input = ['#define __X32_SYSCALL_BIT 0', ...probe].join('\n');
  const { stdout, status } = spawnSync('cc', ['-E', '-P', '-xc', '-'], { input, encoding: 'utf8' });
  if (status !== 0) return undefined;
  const rows = [...stdout.matchAll(/=(\w+) \(?(?:0 \+ )?(\d+)\)?/g)];
  return new Map(rows.map((row) => [row[1] ?? '', Number(row[2])]));
}

describe('every system call', () => {
  test('has a sentence of its own that is short and ends in a full stop', () => {
    const owners = new Map<string, string>();
    for (const { name, sentence } of allCalls()) {
      assert.notEqual(sentence, '', `${name} has no sentence`);
      assert.ok(sentence.length <= LONGEST_SENTENCE, `the sentence of ${name} is ${sentence.length} long`);
      assert.match(sentence, /^[A-Z].*[^.]\.$/, name);
      const plain = sentence.toLowerCase().replace(/[^a-z0-9]/g, '');
      assert.equal(owners.get(plain) ?? name, name, `${name} has the sentence of ${owners.get(plain)}`);
      owners.set(plain, name);
    }
  });

  test('has at most six arguments, of kinds that exist', () => {
    const plain = ['fd', 'dirfd', 'pointer', 'path', 'int', 'uint', 'size', 'id', 'mode', 'hex', 'none'];
    const kinds = new Set([...plain, ...Object.keys(NAME_TABLES), ...Object.keys(KIND_SWITCHES)]);
    for (const { name, args } of allCalls()) {
      assert.ok((args ?? []).length <= 6, name);
      for (const arg of args ?? []) assert.ok(kinds.has(arg.kind), `${name} ${arg.name}: ${arg.kind}`);
    }
  });

  test('has an argument before it for each kind that depends on one', () => {
    for (const { name, args } of allCalls()) {
      (args ?? []).forEach(({ kind }, index) => {
        const entry = new Map(Object.entries(KIND_SWITCHES)).get(kind);
        if (entry !== undefined) assert.ok(index + entry.distance >= 0, name);
      });
    }
  });

  test('has as many arguments as its manual page says', () => {
    const counts = { read: 3, openat: 4, mmap: 6, clone: 5, futex: 6, getpid: 0, sendfile: 4, stat: 2 };
    const byName = new Map([...CALLS_X86_64.values()].map((call) => [call.name, call.args?.length]));
    for (const [name, count] of Object.entries(counts)) assert.equal(byName.get(name), count, name);
  });
});

describe('numbers of calls', () => {
  const newer: Record<string, { name: string; abis: string[] }> = JSON.parse(
    readFileSync(join(RECORDED, 'newer-calls.json'), 'utf8'),
  );

  for (const { abi, calls, header } of ABIS) {
    test(`${abi}: are those of the header`, (t) => {
      const numbers = numbersOf(header);
      if (numbers === undefined) return t.skip(`${header} or a C compiler is missing`);
      assert.ok(numbers.size > 300);
      for (const [name, number] of numbers) assert.equal(calls.get(number)?.name, name, `number ${number}`);
    });

    test(`${abi}: that the header may lack are reviewed ones`, (t) => {
      const numbers = numbersOf(header);
      if (numbers === undefined) return t.skip(`${header} or a C compiler is missing`);
      for (const [number, { name }] of calls) {
        if (numbers.has(name)) continue;
        assert.equal(newer[number]?.name, name);
        assert.ok(newer[number]?.abis.includes(abi), `${name} of ${abi}`);
      }
    });
  }

  test('x32 keeps the numbers that it shares and moves some to 512 and above', () => {
    assert.equal(CALLS_X32.get(257)?.name, 'openat');
    assert.equal(CALLS_X32.get(512)?.name, 'rt_sigaction');
    assert.equal(CALLS_X32.get(13), undefined);
  });
});

describe('errors', () => {
  test('are all of 1 to 133 but the two numbers that Linux leaves out', () => {
    assert.equal(ERRORS.size, 131);
    for (let error = 1; error <= 133; error++) assert.equal(ERRORS.has(error), error !== 41 && error !== 58);
  });

  test('have the names and numbers that the C library has', () => {
    const aliases = new Map([
      ['EWOULDBLOCK', 'EAGAIN'],
      ['ENOTSUP', 'EOPNOTSUPP'],
      ['EDEADLOCK', 'EDEADLK'],
    ]);
    for (const [name, number] of Object.entries(constants.errno)) {
      assert.equal(errnoName(number), aliases.get(name) ?? name);
    }
  });

  test('say what they mean', () => {
    assert.equal(errnoMeaning(2), 'No such file or directory');
    assert.equal(errnoMeaning(9999), '');
    for (const [error, { meaning }] of ERRORS) assert.notEqual(meaning, '', errnoName(error));
  });
});

describe('the generator', () => {
  const check = (...args: string[]) =>
    spawnSync(process.execPath, [GENERATOR, '--check', ...args], { encoding: 'utf8' });
  const gen = join(ROOT, 'src-main/shared/calls.gen.ts');

  test('would write what is checked in', (t) => {
    const { status, stderr } = check();
    if (/from the headers of Linux|no C compiler|ENOENT|cannot preprocess/.test(stderr))
      return t.skip(stderr.trim());
    assert.equal(status, 0, stderr);
  });

  test('says so when the file is another', (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'calls-'));
    try {
      const stale = join(folder, 'calls.gen.ts');
      writeFileSync(stale, readFileSync(gen, 'utf8').replace('257 openat', '257 opened'));
      const { status, stderr } = check(stale);
      if (/no C compiler|ENOENT|cannot preprocess/.test(stderr)) return t.skip(stderr.trim());
      assert.equal(status, 1);
      assert.match(stderr, /calls\.gen\.ts is stale.*run node build\/scripts\/gen-calls\.mjs/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
