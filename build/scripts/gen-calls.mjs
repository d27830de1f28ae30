#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// Writes src-main/shared/calls.gen.ts from the kernel's user space headers, the recorded tracepoint formats and the
// reviewed sentences. With --check it writes nothing and fails when the checked-in file is not what it would write:
//     node build/scripts/gen-calls.mjs [--check [FILE]]
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { constantsOf, evaluate } from './gen-calls-headers.mjs';
import { output } from './gen-calls-output.mjs';
import { KINDS, SWITCHES, TABLES } from './gen-calls-tables.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const OUTPUT = 'src-main/shared/calls.gen.ts';
const TRACER = join(ROOT, 'bpf/tracers/syscalls');
const ASM = '/usr/include/x86_64-linux-gnu/asm';
const GENERIC = '/usr/include/asm-generic';
const PLAIN = ['fd', 'dirfd', 'pointer', 'path', 'int', 'uint', 'size', 'id', 'mode', 'hex', 'none'];
const ABIS = ['x86_64', 'i386', 'x32'];

const json = (path) => JSON.parse(readFileSync(join(TRACER, path), 'utf8'));
const lines = (text) => text.trim().split('\n');
const words = (text) => text.trim().split(/\s+/);
const fail = (message) => {
  throw new Error(message);
};

/** Names out of a header as `NAME`, `PREFIX*`, `-NAME`, `-PREFIX*` and `FIRST>LAST` say; a later word wins. */
function select(patterns, constants, where) {
  const chosen = new Set();
  for (const pattern of patterns) {
    const leave = pattern.startsWith('-');
    const [first, last] = pattern.replace(/^-/, '').split('>');
    const names = [...constants.keys()];
    const matcher = new RegExp(`^${first.replaceAll('*', '\\w*')}$`);
    const matches = last
      ? names.slice(names.indexOf(first), names.indexOf(last) + 1)
      : names.filter((name) => matcher.test(name));
    if (matches.length === 0 && !leave) fail(`${where}: nothing is called ${pattern}`);
    for (const name of matches) leave ? chosen.delete(name) : chosen.add(name);
  }
  return [...chosen].filter((name) => !name.startsWith('_') || patterns.includes(name));
}

function byValue(names, constants, where) {
  const rows = names.map((name) => [name, constants.get(name)]).sort((a, b) => Number(a[1] - b[1]));
  rows.forEach(([name, value], index) => {
    if (index > 0 && rows[index - 1][1] === value)
      fail(`${where}: ${rows[index - 1][0]} and ${name} are alike`);
  });
  return rows;
}

const bitCount = (value) => value.toString(2).replaceAll('0', '').length;

function readTable(line) {
  const [name, kind, headers, ...rest] = words(line);
  const constants = new Map(constantsOf(headers));
  const newer = Object.entries(json('recorded/newer-constants.json')[name] ?? {});
  for (const [constant, value] of newer) {
    if ((constants.get(constant) ?? BigInt(value)) !== BigInt(value))
      fail(`${name}: ${constant} is not ${value}`);
    constants.set(constant, BigInt(value));
  }
  const added = (inside) =>
    newer.filter(([, value]) => inside === ((BigInt(value) & mask) !== 0n)).map(([each]) => each);
  const zero = rest.find((word) => word.startsWith('zero='))?.slice(5) ?? '0';
  const patterns = rest.filter((word) => !word.startsWith('zero='));
  const slash = patterns.indexOf('/');
  const before = slash < 0 ? patterns : patterns.slice(0, slash);
  const [maskText, ...after] = slash < 0 ? ['0'] : patterns.slice(slash + 1);
  const mask = kind === 'enum' ? 0xffffffffn : evaluate(maskText, new Map(), constants);
  const field = byValue(
    select([...(kind === 'enum' ? before : after), ...added(true)], constants, name),
    constants,
    name,
  ).filter(
    ([, value]) => kind === 'enum' || (value & ~mask) === 0n || fail(`${name}: a value outside its field`),
  );
  const inField = new Set(field.map(([constant]) => constant));
  const bits =
    kind === 'enum'
      ? []
      : byValue(
          select([...before, ...added(false)], constants, name).filter((constant) => !inField.has(constant)),
          constants,
          name,
        ).filter(([, value]) => value !== 0n && (value & mask) === 0n);
  // A constant of several bits (O_SYNC holds O_DSYNC) has to be taken before its parts.
  bits.sort((a, b) => bitCount(b[1]) - bitCount(a[1]));
  const text = (rows) => rows.map(([constant, value]) => `${constant}=${value}`).join(' ');
  return { name, mask, zero, octal: kind === 'octal', field: text(field), bits: text(bits) };
}

function readSwitch(line) {
  const [name, distance, maskText, headers, ...rest] = words(line);
  const constants = constantsOf(headers);
  const mask = evaluate(maskText, new Map(), constants);
  const cases = {};
  let otherwise = '';
  for (const word of rest) {
    const [names, kind] = word.split(':');
    if (names === '*') otherwise = kind;
    else {
      for (const each of names.split(',')) {
        const value = evaluate(each, new Map(), constants) ?? fail(`${name}: no constant ${each}`);
        cases[value] = kind;
      }
    }
  }
  return { name, distance: Number(distance), mask, cases, otherwise };
}

const isPointer = (type) => type.includes('*') || /\bcap_user_\w+_t$/.test(type);
const isText = (type, name) =>
  /^(const )?char \*$/.test(type) && !/^(buf|buff|ubuf|list|optval|shmaddr|u_msg_ptr)$/.test(name);
const isWide = (type) =>
  isPointer(type) || /\b(long|size_t|u64|__u64|loff_t|off_t|aio_context_t)\b/.test(type);

function kindByName(name) {
  if (/^(old|new|from_|to_)?dfd$|^mountdirfd$/.test(name)) return 'dirfd';
  return /fd(_in|_out)?$|^fd(in|out)$|^fildes$|^mqdes$/.test(name) ? 'fd' : undefined;
}

function kindByType(type, name) {
  if (isPointer(type)) return isText(type, name) ? 'path' : 'pointer';
  if (/\b(uid|gid)_t$/.test(type)) return 'id';
  if (/clockid_t$/.test(type)) return 'clock';
  if (/^umode_t$/.test(type)) return 'mode';
  if (/^key_serial_t$/.test(type)) return 'keyring';
  if (/^(const )?size_t$/.test(type)) return 'size';
  if (/^(unsigned long|aio_context_t|u64|__u64|old_sigset_t)$/.test(type)) return 'hex';
  return /\b(unsigned|u32|__u32|qid_t|rwf_t)\b/.test(type) ? 'uint' : 'int';
}

/** call name -> argument name -> { kind, line, used }; entries of one line share `used`, the pairs that applied. */
function readKinds() {
  const kinds = new Map();
  for (const line of lines(KINDS)) {
    const [calls, pairs] = line.split(':');
    const used = new Set();
    for (const call of words(calls)) {
      const own = kinds.get(call) ?? new Map();
      for (const [argument, kind] of words(pairs).map((pair) => pair.split('='))) {
        own.set(argument, { kind, line, used });
      }
      kinds.set(call, own);
    }
  }
  return kinds;
}

function checkKinds(kinds) {
  for (const [call, own] of kinds) {
    let any = false;
    for (const [argument, { line, used }] of own) {
      any ||= used.has(call);
      if (!used.has(argument)) fail(`no call has the argument ${argument} of: ${line}`);
    }
    if (!any) fail(`the kinds of ${call} apply to none of its arguments`);
  }
}

/** Numbers of one ABI: those of the installed header and, where it is too old to have them, the reviewed ones. */
function readNumbers(abi, newer) {
  const header = readFileSync(join(ASM, `unistd_${{ x86_64: '64', i386: '32', x32: 'x32' }[abi]}.h`), 'utf8');
  const numbers = new Map();
  for (const [, name, number] of header.matchAll(
    /^#define __NR_(\w+) \(?(?:__X32_SYSCALL_BIT \+ )?(\d+)\)?$/gm,
  )) {
    numbers.set(Number(number), name);
  }
  for (const [number, { name, abis }] of Object.entries(newer)) {
    if (!abis.includes(abi)) continue;
    const old = numbers.get(Number(number));
    if (old !== undefined && old !== name) fail(`number ${number} of ${abi} is ${old} here, not ${name}`);
    numbers.set(Number(number), name);
  }
  return [...numbers].sort((a, b) => a[0] - b[0]);
}

function readErrors() {
  const text = ['errno-base.h', 'errno.h']
    .map((file) => readFileSync(join(GENERIC, file), 'utf8'))
    .join('\n');
  const rows = [...text.matchAll(/^#define\s+(E\w+)\s+(\d+)\s*(?:\/\*\s*(.*?)\s*\*\/)?/gm)];
  return rows.map(([, name, number, meaning]) => `${number} ${name} ${meaning ?? ''}`.trim());
}

function readCalls(tables, switches) {
  const formats = json('recorded/sys-enter-formats.json');
  const reviewed = json('recorded/reviewed-arguments.json');
  const newer = json('recorded/newer-calls.json');
  const sentences = json('sentences.json');
  const kinds = readKinds();
  const known = new Set([...PLAIN, ...tables.map((each) => each.name), ...switches.map((each) => each.name)]);
  const used = new Set(switches.flatMap((each) => [...Object.values(each.cases), each.otherwise]));

  const argumentsOf = (abi, name) => {
    const own = reviewed[abi]?.[name];
    const twin = own ? name : (reviewed.same[name] ?? name);
    const fields = own ?? reviewed.calls[name] ?? formats.calls[twin];
    return fields?.map(([type, argument]) => {
      const entry = kinds.get(twin)?.get(argument);
      entry?.used.add(twin).add(argument);
      const chosen =
        entry?.kind ?? (isPointer(type) ? undefined : kindByName(argument)) ?? kindByType(type, argument);
      if (!known.has(chosen)) fail(`${name}: no kind ${chosen}`);
      used.add(chosen);
      return `${argument.replace(/^_/, '')}:${chosen}${isWide(type) ? '+' : ''}`;
    });
  };

  const rows = {};
  const names = new Set();
  for (const abi of ABIS) {
    rows[abi] = readNumbers(abi, newer).map(([number, name]) => {
      names.add(name);
      return [number, name, ...(argumentsOf(abi, name) ?? ['?'])].join(' ');
    });
  }
  for (const name of names) if (!sentences[name]) fail(`sentences.json says nothing about ${name}`);
  for (const name of Object.keys(sentences)) if (!names.has(name)) fail(`sentences.json: ${name} is no call`);
  for (const table of known) {
    if (!used.has(table) && !PLAIN.includes(table)) fail(`no argument is of kind ${table}`);
  }
  checkKinds(kinds);
  return { rows, kernel: formats.kernel, names: [...names].sort(), sentences };
}

function generate() {
  const tables = lines(TABLES).map(readTable);
  const switches = lines(SWITCHES).map(readSwitch);
  const calls = readCalls(tables, switches);
  const version = constantsOf('linux/version.h').get('LINUX_VERSION_CODE');
  const headers = `${version >> 16n}.${(version >> 8n) & 255n}`;
  return output({ tables, switches, plain: PLAIN, calls, errors: readErrors(), headers });
}

const HEADERS = /^\/\/ From the Linux (\S+) headers/m;

try {
  const text = generate();
  const path = process.argv[3] ?? join(ROOT, OUTPUT);
  if (!process.argv.includes('--check')) writeFileSync(path, text);
  else {
    const old = existsSync(path) ? readFileSync(path, 'utf8') : '';
    if (old !== text) {
      const [was, is] = [HEADERS.exec(old)?.[1], HEADERS.exec(text)?.[1]];
      const why = was && was !== is ? ` (it is from the headers of Linux ${was}, these are ${is})` : '';
      fail(`${OUTPUT} is stale${why}: run node build/scripts/gen-calls.mjs`);
    }
  }
} catch (error) {
  console.error(`gen-calls: ${error.message}`);
  process.exitCode = 1;
}
