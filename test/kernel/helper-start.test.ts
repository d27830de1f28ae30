// SPDX-License-Identifier: Apache-2.0
// Started wrongly, the helper ends with a sentence before it asks the kernel for anything: strace sees no bpf().

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { LONG } from '../support/long';
import { workload } from '../support/watch';

const USAGE = 64;
const NOT_ROOT = 65;
const ROUNDS = LONG ? 3000 : 100;

const folder = mkdtempSync(join(tmpdir(), 'ringside-start-'));
after(() => rmSync(folder, { recursive: true, force: true }));

interface Start {
  /** What descriptor 0 is; see odd-start.c. */
  readonly kind?: string;
  /** Which of descriptors 1 and 2 are closed. */
  readonly closed?: string;
  readonly uid?: number;
  readonly words?: readonly string[];
  /** Without even a name: argc 0. */
  readonly nameless?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
}

interface Started {
  readonly status: number | null;
  readonly signal: string | null;
  readonly stderr: string;
  /** bpf() calls, as strace counts them. */
  readonly bpf: number;
}

function start(how: Start): Started {
  const { kind = 'socket', closed = '0', uid = 0, words = ['small'], nameless = false } = how;
  const trace = join(folder, 'trace');
  const program = nameless ? ['-', workload('helper')] : [workload('helper'), ...words];
  const odd = [workload('odd-start'), kind, closed, String(uid), ...program];
  // For the helper alone: strace itself has to start undisturbed.
  const set = Object.entries(how.environment ?? {}).flatMap(([name, value]) => ['-E', `${name}=${value}`]);
  const ran = spawnSync('strace', ['-f', '-qq', '-e', 'trace=bpf', '-o', trace, ...set, ...odd], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH },
    timeout: 20_000,
  });
  const lines = readFileSync(trace, 'utf8').split('\n');
  return {
    status: ran.status,
    signal: ran.signal,
    stderr: ran.stderr,
    bpf: lines.filter((line) => / bpf\(/.test(line)).length,
  };
}

function refuses(how: Start, status: number, sentence: RegExp): void {
  const started = start(how);
  assert.equal(started.status, status, started.stderr);
  assert.match(started.stderr, sentence);
  assert.equal(started.bpf, 0, 'not one bpf() call');
}

describe('the helper refuses to start', () => {
  const words = /ringside-helper: takes one word: small, normal or large/;
  it('without a word', () => refuses({ words: [] }, USAGE, words));
  it('with tracers that are no bits', () => {
    for (const word of [
      'small:',
      'small:g',
      'small:-1',
      'small:0x1',
      'small: 1',
      'small:123456789',
      ':1',
      'tiny:1',
      'small:1:1',
    ])
      refuses({ words: [word] }, USAGE, words);
  });
  it('with two words', () => refuses({ words: ['small', 'small'] }, USAGE, words));
  it('with a word that it does not know', () => {
    for (const word of ['', 'huge', 'small ', 'SMALL', '-h', '/etc/shadow', '%n%n%n', 'small\n'])
      refuses({ words: [word] }, USAGE, words);
  });
  it('with a word of 100,000 bytes', () => refuses({ words: ['x'.repeat(100_000)] }, USAGE, words));
  it('with an empty argument list', () => refuses({ nameless: true }, USAGE, words));

  const socket = /ringside-helper: descriptor 0 is not a SOCK_SEQPACKET socket/;
  for (const kind of ['file', 'pipe', 'terminal', 'stream', 'datagram', 'inet', 'closed'])
    it(`with descriptor 0 ${kind === 'closed' ? kind : `a ${kind}`}`, () => refuses({ kind }, USAGE, socket));
  for (const kind of ['unconnected', 'listening'])
    it(`with a socket that is ${kind}`, () => refuses({ kind }, USAGE, /the socket has no other end/));

  it('for another user than the one who asked polkit', () =>
    refuses(
      { environment: { PKEXEC_UID: '1000' } },
      USAGE,
      /the socket belongs to another user than the one who asked/,
    ));
  it('for a user that is no number', () => {
    for (const uid of ['', ' 0', '+0', '-1', '0x0', '0 ', 'root', '4294967295', '4294967296', '9'.repeat(40)])
      refuses({ environment: { PKEXEC_UID: uid } }, USAGE, /PKEXEC_UID is not a user's number/);
  });
  it('without root’s rights', () =>
    refuses({ uid: 1000 }, NOT_ROOT, /needs to be started with root's rights/));
});

describe('the helper starts', () => {
  /** What libraries, loaders and libbpf might listen to. */
  const garbage: Readonly<Record<string, string>> = {
    PKEXEC_UID: '0',
    LD_DEBUG: 'all',
    GCONV_PATH: '/tmp',
    MALLOC_CHECK_: '3',
    GLIBC_TUNABLES: 'glibc.malloc.mxfast=99999999999999999999',
    LIBBPF_BPF_TOKEN_PATH: '/tmp',
    LANG: '%s%n',
    HOME: '/nowhere',
    ['x'.repeat(1000)]: 'y'.repeat(100_000),
  };
  it('as it should be, and ends by itself when nobody is there for its READY', () => {
    const started = start({});
    assert.equal(started.status, 0, started.stderr);
    assert.ok(started.bpf > 30, 'which is what makes "no bpf() call" worth something');
  });
  it('whatever the environment says', () => {
    const started = start({ environment: garbage });
    assert.equal(started.status, 0, started.stderr);
    assert.equal(started.stderr, '');
  });
  for (const closed of ['1', '2', '12'])
    it(`with descriptor ${[...closed].join(' and ')} closed`, () => {
      assert.equal(start({ closed }).status, 0);
    });
});

it(`${ROUNDS} random starts end with a refusal and without a bpf() call`, () => {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)] as T;
  const text = () =>
    Array.from({ length: Math.floor(Math.random() * 40) }, () =>
      String.fromCharCode(1 + Math.floor(Math.random() * 254)),
    ).join('');
  const kinds = ['socket', 'unconnected', 'stream', 'inet', 'pipe', 'file', 'terminal', 'closed'];
  for (let round = 0; round < ROUNDS; round++) {
    const how: Start = {
      kind: pick(kinds),
      closed: pick(['0', '1', '2', '12']),
      uid: pick([0, 0, 1000]),
      words: Array.from({ length: Math.floor(Math.random() * 4) }, text),
      environment: { [`X${text().replaceAll('=', '')}`]: text(), PKEXEC_UID: pick(['0', '1000', text()]) },
    };
    const started = start(how);
    assert.ok(
      [USAGE, NOT_ROOT].includes(started.status ?? -1),
      `${JSON.stringify(how)}: ${JSON.stringify(started)}`,
    );
    assert.equal(started.bpf, 0, JSON.stringify(how));
  }
});
