// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import {
  type CallId,
  callByName,
  callName,
  callSentence,
  callText,
  errnoName,
} from '../../../src-main/shared/call-text.js';

const X86_64 = 0;
const I386 = 1;
const X32 = 2;
const id = (number: number, abi = X86_64): CallId => (abi << 12) | number;

function only(name: string): CallId {
  const [call] = callByName(name);
  assert.ok(call !== undefined, `no call ${name}`);
  return call;
}

/** The text of a call by name that returned 0, with registers as numbers. */
const text = (name: string, ...args: (number | bigint)[]): string =>
  callText({ call: only(name), args: args.map(BigInt), result: 0n, error: 0, finished: true });

describe('names', () => {
  test('are plain for x86_64 and carry the ABI for the others', () => {
    assert.equal(callName(id(257)), 'openat');
    assert.equal(callName(id(295, I386)), 'openat@i386');
    assert.equal(callName(id(257, X32)), 'openat@x32');
    assert.equal(callName(id(257, 3)), 'openat@io_uring');
    assert.equal(callName(id(102, I386)), 'socketcall@i386');
  });

  test('say the number where no call is', () => {
    assert.equal(callName(id(999)), 'syscall_999');
    assert.equal(callName(id(222, I386)), 'syscall_222@i386');
    assert.equal(callName(id(4095)), 'not_a_call');
    assert.equal(callSentence(id(999)), '');
  });

  test('lead back to their calls', () => {
    assert.deepEqual(callByName('openat'), [id(257), id(295, I386), id(257, X32)]);
    assert.deepEqual(callByName('openat@i386'), [id(295, I386)]);
    assert.deepEqual(callByName('readv@x32'), [id(515, X32)]);
    assert.deepEqual(callByName('openat2@io_uring'), [id(437, 3)]);
    assert.deepEqual(callByName('syscall_999@i386'), [id(999, I386)]);
    assert.deepEqual(callByName('not_a_call'), [id(4095), id(4095, I386), id(4095, X32)]);
    for (const name of ['', 'open_at', 'syscall_1', 'syscall_4095', 'syscall_5000', 'socketcall@x32']) {
      assert.deepEqual(callByName(name), [], name);
    }
  });

  test('differ for every number of every ABI', () => {
    const seen = new Map<string, CallId>();
    for (let call = 0; call < 3 * 4096; call++) {
      const name = callName(call);
      assert.equal(seen.get(name), undefined, name);
      seen.set(name, call);
      assert.ok(callByName(name).includes(call), name);
    }
  });
});

describe('outcomes', () => {
  const record = { call: id(3), args: [7n], result: 0n, error: 0, finished: true };

  test('show the value, the error or a question mark', () => {
    assert.equal(callText(record), 'close(7) = 0');
    assert.equal(callText({ ...record, result: -9n, error: 9 }), 'close(7) = -1 EBADF');
    assert.equal(callText({ ...record, error: 11 }), 'close(7) = -1 EAGAIN');
    assert.equal(callText({ ...record, error: 524 }), 'close(7) = -1 errno_524');
    assert.equal(callText({ ...record, finished: false }), 'close(7) = ?');
  });

  test('show restart codes as a call that goes on', () => {
    const names = {
      512: 'ERESTARTSYS',
      513: 'ERESTARTNOINTR',
      514: 'ERESTARTNOHAND',
      516: 'ERESTART_RESTARTBLOCK',
    };
    for (const [error, name] of Object.entries(names)) {
      assert.equal(callText({ ...record, error: Number(error) }), `close(7) = ? ${name}`);
      assert.equal(errnoName(Number(error)), name);
    }
  });

  test('show addresses in hexadecimal', () => {
    const args = [0n, 8192n, 3n, 0x22n, 0xffffffffn, 0n];
    const mapped = { call: id(9), args, result: 0x7f0357_53b000n, error: 0, finished: true };
    const shown = 'mmap(NULL, 8192, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0)';
    assert.equal(callText(mapped), `${shown} = 0x7f035753b000`);
    assert.equal(callText({ ...mapped, error: 12 }), `${shown} = -1 ENOMEM`);
    assert.equal(callText({ ...mapped, call: id(12), args: [0n], result: 0n }), 'brk(NULL) = 0x0');
    const i386 = { ...mapped, call: id(192, I386), result: -0x1000n };
    assert.match(callText(i386), /^mmap2@i386\(NULL, 8192, .* = 0xfffff000$/);
  });

  test('are cut to 32 bits on i386', () => {
    const call = {
      call: id(4, I386),
      args: [0xffffffff_00000001n, 0xdead_00001000n, 5n],
      error: 0,
      finished: true,
    };
    assert.equal(callText({ ...call, result: 0xffff_fffen }), 'write@i386(1, 0x1000, 5) = -2');
  });
});

describe('arguments', () => {
  test('show pointers in hexadecimal and AT_FDCWD by name', () => {
    const args = [0xffffff9cn, 0x7ffd5a10n, 0x80000n, 0n];
    const opened = { call: id(257), args, result: -2n, error: 2, finished: true };
    assert.equal(callText(opened), 'openat(AT_FDCWD, 0x7ffd5a10, O_RDONLY|O_CLOEXEC) = -1 ENOENT');
    assert.equal(text('openat', -100n, 0x10, 0), 'openat(AT_FDCWD, 0x10, O_RDONLY) = 0');
  });

  test('show a mode only where a file may be created', () => {
    assert.equal(text('openat', 3, 1, 0x241, 0o644), 'openat(3, 0x1, O_WRONLY|O_CREAT|O_TRUNC, 0644) = 0');
    assert.equal(text('open', 1, 0x410002, 0o600), 'open(0x1, O_RDWR|O_TMPFILE, 0600) = 0');
    assert.equal(text('open', 1, 0x10000, 0o600), 'open(0x1, O_RDONLY|O_DIRECTORY) = 0');
    assert.equal(text('mknod', 1, 0o10644, 0), 'mknod(0x1, S_IFIFO|0644, 0) = 0');
    assert.equal(text('umask', 0o22), 'umask(022) = 0');
  });

  test('name whole constants before their parts and keep unknown bits', () => {
    assert.equal(text('open', 1, 0x101001), 'open(0x1, O_WRONLY|O_SYNC) = 0');
    assert.equal(text('open', 1, 0x40000003), 'open(0x1, 0x40000003) = 0');
    assert.equal(text('mprotect', 0x1000, 4096, 0), 'mprotect(0x1000, 4096, PROT_NONE) = 0');
    assert.equal(
      text('mprotect', 0x1000, 4096, 0x80000001),
      'mprotect(0x1000, 4096, PROT_READ|0x80000000) = 0',
    );
  });

  test('follow the command of calls that do many things', () => {
    assert.equal(text('fcntl', 3, 1, 99), 'fcntl(3, F_GETFD) = 0');
    assert.equal(text('fcntl', 3, 2, 1), 'fcntl(3, F_SETFD, FD_CLOEXEC) = 0');
    assert.equal(text('fcntl', 3, 4, 0x802), 'fcntl(3, F_SETFL, O_RDWR|O_NONBLOCK) = 0');
    assert.equal(text('futex', 16, 0x81, 1, 9, 9, 9), 'futex(0x10, FUTEX_WAKE_PRIVATE, 1) = 0');
    assert.equal(text('futex', 16, 0x80, 2, 0, 9, 9), 'futex(0x10, FUTEX_WAIT_PRIVATE, 2, NULL) = 0');
    assert.equal(
      text('futex', 16, 0x189, 2, 0, 9, 0xffffffff),
      'futex(0x10, FUTEX_WAIT_BITSET_PRIVATE|FUTEX_CLOCK_REALTIME, 2, NULL, 0xffffffff) = 0',
    );
    assert.equal(text('mremap', 4096, 1, 2, 1, 9), 'mremap(0x1000, 1, 2, MREMAP_MAYMOVE) = 0x0');
    assert.equal(text('setsockopt', 4, 1, 2, 16, 4), 'setsockopt(4, SOL_SOCKET, SO_REUSEADDR, 0x10, 4) = 0');
    assert.equal(text('preadv2', 3, 16, 1, -1n, 9, 1), 'preadv2(3, 0x10, 1, -1, RWF_HIPRI) = 0');
    assert.equal(text('preadv2@i386', 3, 16, 1, 5, 9, 1), 'preadv2@i386(3, 0x10, 1, 5, 9, RWF_HIPRI) = 0');
    assert.equal(text('prctl', 15, 16, 9, 9, 9), 'prctl(PR_SET_NAME, 0x10) = 0');
    assert.equal(
      text('socket', 10, 0x80802, 17),
      'socket(AF_INET6, SOCK_DGRAM|SOCK_NONBLOCK|SOCK_CLOEXEC, IPPROTO_UDP) = 0',
    );
  });

  test('show signals by name', () => {
    for (const [name, signal] of Object.entries(constants.signals)) {
      const shown = new Map([
        ['SIGIOT', 'SIGABRT'],
        ['SIGPOLL', 'SIGIO'],
        ['SIGUNUSED', 'SIGSYS'],
      ]);
      assert.equal(text('kill', -1n, signal), `kill(-1, ${shown.get(name) ?? name}) = 0`);
    }
    assert.equal(text('kill', 5, 0), 'kill(5, 0) = 0');
    assert.equal(text('kill', 5, 33), 'kill(5, SIGRT_1) = 0');
  });

  test('have their own order and halves on i386', () => {
    assert.equal(
      text('clone@i386', 0x1200011, 0, 0, 7, 9),
      'clone@i386(SIGCHLD|CLONE_CHILD_CLEARTID|CLONE_CHILD_SETTID, NULL, NULL, 0x7, 0x9) = 0',
    );
    assert.equal(text('mmap@i386', 0xff_00001000n), 'mmap@i386(0x1000) = 0x0');
    assert.equal(text('pread64@i386', 3, 16, 5, 7, 1), 'pread64@i386(3, 0x10, 5, 7, 1) = 0');
    assert.equal(text('socketcall@i386', 3, 16), 'socketcall@i386(SYS_CONNECT, 0x10) = 0');
  });

  test('are registers where nothing is known', () => {
    const call = { result: 0n, error: 38, finished: true };
    assert.equal(
      callText({ ...call, call: id(999), args: [1n, 0n, -1n, 0n, 0n, 0n] }),
      'syscall_999(0x1, 0, 0xffffffffffffffff) = -1 ENOSYS',
    );
    assert.equal(callText({ ...call, call: id(4095), args: [] }), 'not_a_call() = -1 ENOSYS');
    assert.equal(callText({ ...call, call: id(184), args: [0n, 0n] }), 'tuxcall() = -1 ENOSYS');
  });
});

/** A shell session that makes many kinds of calls with the usual small programs. */
const SHELL = `
umask 027; mkdir -m 700 a; echo x > f; cp f g; mv g h; ln -s f l; ln f k; chmod 4755 f; touch -d @0 f
truncate -s 100 f; mkfifo p; rm -rf a p; ls -l; stat f; stat -f .; dd if=f of=o bs=10 count=1 seek=2
trap : USR1; kill -USR1 $$; kill -0 $$; ulimit -n 100; nice true; flock -n f true; chrt -b 0 true; sync f; cat f | wc
`;

/** A Node program that makes calls about sockets, threads and events. */
const NETWORK = `
const net = require('net'), fs = require('fs'), dgram = require('dgram');
const server = net.createServer((peer) => peer.end('x')).listen(0, '127.0.0.1', () => {
  const client = net.connect(server.address().port).setNoDelay(true).setKeepAlive(true, 1000).resume();
  client.on('close', () => { server.close(); const udp = dgram.createSocket({ type: 'udp4', reuseAddr: true });
    udp.bind(0, () => { udp.setBroadcast(true); udp.close(); }); });
});
fs.watch('.').close(); require('child_process').execFileSync('true');
`;

/** One traced call as strace prints it with `-X verbose`: each constant as its number with its name in a comment. */
interface TracedCall {
  readonly name: string;
  readonly args: readonly { readonly value: bigint; readonly names: string; readonly known: boolean }[];
}

const number = (digits: string): bigint => {
  const octal = /^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits;
  return octal.startsWith('-') ? -BigInt(octal.slice(1)) : BigInt(octal);
};

function tracedArg(shown: string): TracedCall['args'][number] {
  const names: string[] = [];
  const numbers = shown.replace(/ \/\* ([^*]*) \*\//g, (_, name: string) => {
    names.push(name);
    return '';
  });
  if (shown === 'NULL') return { value: 0n, names: '', known: true };
  const known = /^(-?(0x[0-9a-f]+|\d+)\|?)+$/.test(numbers);
  const value = known ? numbers.split('|').reduce((sum, each) => sum | number(each), 0n) : 0x1000n;
  return { value, names: names.join('|'), known };
}

function tracedCall(line: string): TracedCall | undefined {
  const [, name, inside] = /^\d+ +(\w+)\((.*?)(?:,? <unfinished \.\.\.>$|\) += )/.exec(line) ?? [];
  if (name === undefined || inside === undefined || /\{|\[/.test(inside)) return undefined;
  // strace gives clone its own argument order, and leaves arguments out in the middle of futex.
  const all = inside.split(', ');
  const shown =
    name === 'clone'
      ? all.filter((each) => each.startsWith('flags='))
      : all.slice(0, name === 'futex' ? 3 : 6);
  return { name, args: inside === '' ? [] : shown.map((each) => tracedArg(each.replace('flags=', ''))) };
}

function trace(...program: string[]): TracedCall[] | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'call-text-'));
  try {
    const output = join(folder, 'trace');
    const options = ['-f', '-X', 'verbose', '-s', '0', '-e', 'verbose=none', '-o', output];
    const { status } = spawnSync('strace', [...options, ...program], { cwd: folder });
    if (status === null || !existsSync(output)) return undefined;
    const lines = readFileSync(output, 'utf8').split('\n');
    return lines.map(tracedCall).filter((call): call is TracedCall => call !== undefined);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Names in one order; STATX_ALL is an old name of two others together. */
const sorted = (names: string): string =>
  names.replace('STATX_ALL', 'STATX_BASIC_STATS|STATX_BTIME').split('|').sort().join('|');

describe('strace and this text', () => {
  for (const [what, program, expected] of [
    ['a shell session', ['sh', '-c', SHELL], 'openat mmap mprotect fcntl clone access mknodat flock kill'],
    [
      'a Node program',
      [process.execPath, '-e', NETWORK],
      'socket setsockopt epoll_ctl madvise futex clone pipe2',
    ],
  ] as const) {
    test(`give the same names to the arguments of ${what}`, (t) => {
      const calls = trace(...program);
      if (calls === undefined || calls.length === 0) return t.skip('strace cannot trace here');
      const compared = new Set<string>();
      for (const { name, args } of calls) {
        const line = text(name, ...args.map((arg) => arg.value));
        const ours = line.slice(line.indexOf('(') + 1, line.lastIndexOf(')')).split(', ');
        args.forEach((arg, index) => {
          const own = ours[index] ?? '';
          if (!arg.known) return;
          if (/[A-Z]/.test(own) && arg.names !== '') {
            assert.equal(sorted(own), sorted(arg.names), line);
            compared.add(name);
          } else if (own !== 'NULL') assert.equal(number(own), arg.value, line);
        });
      }
      for (const name of expected.split(' ')) assert.ok(compared.has(name), `${name} was not compared`);
    });
  }
});
