// SPDX-License-Identifier: Apache-2.0
// System calls as a person reads them. Only argument registers are known, never the memory behind a pointer.
import {
  type ArgumentKind,
  CALLS_I386,
  CALLS_X32,
  CALLS_X86_64,
  type CallArgument,
  type CallEntry,
  ERRORS,
  KIND_SWITCHES,
  NAME_TABLES,
  type NameTable,
  type SwitchKind,
  type TableKind,
} from './calls.gen.js';

/**
 * A system call as 16 bits; the ABI is part of it because the same number is another call in each.
 *
 *     15 14 | 13 12 | 11 .. 0
 *       0   |  ABI  | number      ABI: 0 x86_64, 1 i386, 2 x32;  number 4095: not a system call
 *
 * ABI 3 is what a program asks of a ring (io_uring), by the number of the x86_64 call that does the same.
 */
export type CallId = number;

/** One call with its registers as they were at entry, and its outcome. */
export interface CallRecord {
  readonly call: CallId;
  /** Up to six registers, u64; missing ones count as zero. */
  readonly args: readonly bigint[];
  /** The value returned, s64; not looked at when `error` is set. */
  readonly result: bigint;
  /** The errno, a positive number; 0 when the call succeeded. */
  readonly error: number;
  /** Whether the call has returned. */
  readonly finished: boolean;
}

const NOT_A_CALL = 4095;
const I386 = 1;
const SUFFIXES: readonly string[] = ['', '@i386', '@x32', '@io_uring'];
const CALLS = [CALLS_X86_64, CALLS_I386, CALLS_X32] as const;
const RING = 3;
const MAX_ARGS = 6;
const FIRST_REALTIME_SIGNAL = 32n;
const LAST_REALTIME_SIGNAL = 64n;
const ADDRESS_CALLS: ReadonlySet<string> = new Set([
  'mmap',
  'mmap2',
  'mremap',
  'brk',
  'shmat',
  'map_shadow_stack',
]);
const RESTARTS: ReadonlyMap<number, string> = new Map([
  [512, 'ERESTARTSYS'],
  [513, 'ERESTARTNOINTR'],
  [514, 'ERESTARTNOHAND'],
  [516, 'ERESTART_RESTARTBLOCK'],
]);

const numberOf = (call: CallId): number => call & 0xfff;
const abiOf = (call: CallId): number => (call >> 12) & 3;
const suffixOf = (call: CallId): string => SUFFIXES[abiOf(call)] ?? '';
const entryOf = (call: CallId): CallEntry | undefined =>
  (CALLS[abiOf(call)] ?? CALLS_X86_64).get(numberOf(call));

function bareName(call: CallId): string {
  const number = numberOf(call);
  return number === NOT_A_CALL ? 'not_a_call' : (entryOf(call)?.name ?? `syscall_${number}`);
}

/**
 * The name of a call: plain for x86_64, with `@i386`, `@x32` or `@io_uring` for the others, so that rows of two ABIs never merge.
 * A number without a call is `syscall_NNN`; 4095 is `not_a_call`.
 */
export function callName(call: CallId): string {
  return bareName(call) + suffixOf(call);
}

const IDS_BY_NAME: ReadonlyMap<string, readonly CallId[]> = (() => {
  const ids = new Map<string, CallId[]>();
  CALLS.forEach((calls, abi) => {
    for (const [number, { name }] of calls) {
      const call = (abi << 12) | number;
      ids.set(name, [...(ids.get(name) ?? []), call]);
    }
  });
  return ids;
})();

/**
 * The calls of a name. A plain name gives those of every ABI, x86_64 first; a name with `@i386`, `@x32` or `@io_uring` that ABI's.
 * Takes whatever `callName` returns; a name of nothing gives an empty array.
 */
export function callByName(name: string): CallId[] {
  const [bare = '', suffix] = name.split('@');
  const wanted = (call: CallId): boolean => suffix === undefined || suffixOf(call) === `@${suffix}`;
  const known = IDS_BY_NAME.get(bare);
  if (suffix === 'io_uring')
    return (known ?? []).filter((call) => abiOf(call) === 0).map((call) => (RING << 12) | call);
  if (known !== undefined) return known.filter(wanted);
  const number =
    bare === 'not_a_call' ? NOT_A_CALL : Number(/^syscall_(0|[1-9]\d{0,3})$/.exec(bare)?.[1] ?? Number.NaN);
  if (!(number <= NOT_A_CALL)) return [];
  return CALLS.map((_, abi) => (abi << 12) | number).filter(
    (call) => bareName(call) === bare && wanted(call),
  );
}

/** One plain sentence about what a call does, with its full stop; empty when nothing is known about it. */
export function callSentence(call: CallId): string {
  return entryOf(call)?.sentence ?? '';
}

/** The canonical name of an errno (`EAGAIN`, not `EWOULDBLOCK`), also of a restart code; `errno_NNN` when it has none. */
export function errnoName(error: number): string {
  return ERRORS.get(error)?.name ?? RESTARTS.get(error) ?? `errno_${error}`;
}

/** What an errno means, in the words of the kernel's header without a full stop; empty when it says nothing. */
export function errnoMeaning(error: number): string {
  return ERRORS.get(error)?.meaning ?? '';
}

const hex = (word: bigint): string => (word === 0n ? '0' : `0x${word.toString(16)}`);
const octal = (word: bigint): string => `0${word.toString(8)}`.padStart(3, '0');
const signed = (word: bigint, bits: number): string => BigInt.asIntN(bits, word).toString();

function enumText(table: NameTable, word: bigint): string {
  const name = table.field.get(word) ?? table.field.get(BigInt.asIntN(32, word));
  if (name !== undefined) return name;
  const value = BigInt.asIntN(32, word);
  return value < 0n && word === BigInt.asUintN(32, word) ? value.toString() : hex(word);
}

function bitsText(table: NameTable, word: bigint): string {
  let rest = word;
  const names: string[] = [];
  const inField = table.mask === 0n ? undefined : table.field.get(word & table.mask);
  if (inField !== undefined) {
    names.push(inField);
    rest &= ~table.mask;
  }
  for (const [bit, name] of table.bits) {
    if ((rest & bit) !== bit) continue;
    names.push(name);
    rest &= ~bit;
  }
  if (rest !== 0n) names.push(table.octal ? octal(rest) : hex(rest));
  return names.length === 0 ? table.zero : names.join('|');
}

function tableText(kind: TableKind, word: bigint): string {
  if (kind === 'signal' && word >= FIRST_REALTIME_SIGNAL && word <= LAST_REALTIME_SIGNAL) {
    return `SIGRT_${word - FIRST_REALTIME_SIGNAL}`;
  }
  if (kind === 'signal' && word === 0n) return '0';
  const table = NAME_TABLES[kind];
  return table.mask === 0xffffffffn ? enumText(table, word) : bitsText(table, word);
}

/** The flags of an open: `O_RDONLY|O_CLOEXEC`. */
export const openFlagsText = (flags: bigint): string => tableText('open', flags);

/** A register as text; `word` is cut to the `bits` that the kernel reads. */
function wordText(kind: Exclude<ArgumentKind, SwitchKind>, word: bigint, bits: number): string {
  switch (kind) {
    case 'pointer':
    case 'path':
      return word === 0n ? 'NULL' : hex(word);
    case 'dirfd':
      return BigInt.asIntN(32, word) === -100n ? 'AT_FDCWD' : signed(word, 32);
    case 'fd':
      return signed(word, 32);
    case 'int':
      return signed(word, bits);
    case 'id':
      return word === 0xffffffffn ? '-1' : word.toString();
    case 'uint':
    case 'size':
      return word.toString();
    case 'mode':
      return octal(word);
    case 'hex':
      return hex(word);
    case 'none':
      return '';
    default:
      return tableText(kind, word);
  }
}

const isSwitch = (kind: ArgumentKind): kind is SwitchKind => Object.hasOwn(KIND_SWITCHES, kind);

function argsText(call: CallId, args: readonly CallArgument[], registers: readonly bigint[]): string {
  const bitsOf = (arg: CallArgument): number => (abiOf(call) === I386 ? 32 : arg.bits);
  const words = args.map((arg, index) => BigInt.asUintN(bitsOf(arg), registers[index] ?? 0n));
  const texts: string[] = [];
  args.forEach((arg, index) => {
    let kind = arg.kind;
    while (isSwitch(kind)) {
      const { distance, mask, cases, otherwise } = KIND_SWITCHES[kind];
      kind = cases.get((words[index + distance] ?? 0n) & mask) ?? otherwise;
    }
    if (kind !== 'none') texts.push(wordText(kind, words[index] ?? 0n, bitsOf(arg)));
  });
  return texts.join(', ');
}

/** Registers of a call whose arguments are unknown: up to six, without the zeros at the end. */
function registersText(call: CallId, registers: readonly bigint[]): string {
  const bits = abiOf(call) === I386 ? 32 : 64;
  const words = registers.slice(0, MAX_ARGS).map((word) => BigInt.asUintN(bits, word));
  while (words.at(-1) === 0n) words.pop();
  return words.map(hex).join(', ');
}

function resultText({ call, result, error, finished }: CallRecord): string {
  if (!finished) return '?';
  const restart = RESTARTS.get(error);
  if (restart !== undefined) return `? ${restart}`;
  if (error !== 0) return `-1 ${errnoName(error)}`;
  const bits = abiOf(call) === I386 ? 32 : 64;
  return ADDRESS_CALLS.has(bareName(call))
    ? `0x${BigInt.asUintN(bits, result).toString(16)}`
    : signed(result, bits);
}

/**
 * A call in one line, in the manner of strace: `openat(AT_FDCWD, 0x7ffd5a10, O_RDONLY|O_CLOEXEC) = -1 ENOENT`.
 * Pointers are hexadecimal because the text behind them is not known; arguments that the kernel does not read are
 * left out; a call that has not returned ends in `= ?`.
 */
export function callText(record: CallRecord): string {
  const { call, args } = record;
  const known = entryOf(call)?.args;
  const inside = known === undefined ? registersText(call, args) : argsText(call, known, args);
  return `${callName(call)}(${inside}) = ${resultText(record)}`;
}
