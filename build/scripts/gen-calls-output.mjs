// SPDX-License-Identifier: Apache-2.0
// The text of src-main/shared/calls.gen.ts around the tables that gen-calls.mjs collects.

const quote = (text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const union = (names) => names.map((name) => `  | ${quote(name)}`).join('\n');
const block = (rows) => `\`\n${rows.join('\n')}\n\``;

/** The whole file as text. */
export function output({ tables, switches, plain, calls, errors, headers }) {
  const tableRows = tables.map(
    (t) =>
      `  ${t.name}: table(${t.mask}n, ${quote(t.zero)}, ${t.octal}, ${quote(t.field)}, ${quote(t.bits)}),`,
  );
  const switchRows = switches.map((entry) => {
    const cases = Object.entries(entry.cases).map(([value, kind]) => `[${value}n, ${quote(kind)}]`);
    const map = `new Map<bigint, ArgumentKind>([${cases.join(', ')}])`;
    const { name, distance, mask, otherwise } = entry;
    return `  ${name}: { distance: ${distance}, mask: ${mask}n, cases: ${map}, otherwise: ${quote(otherwise)} },`;
  });
  const sentences = calls.names.map((name) => `${name} ${calls.sentences[name]}`);
  return `// SPDX-License-Identifier: Apache-2.0
// Written by build/scripts/gen-calls.mjs; do not edit.
// From the Linux ${headers} headers and the tracepoint formats of Linux ${calls.kernel}.

/** Kinds that need no table. \`path\` is a pointer to text; \`id\` a user or group; \`none\` is not shown. */
export type PlainKind =
${union(plain)};

/** Kinds whose values have names. */
export type TableKind =
${union(tables.map((each) => each.name))};

/** Kinds that another argument of the same call decides. */
export type SwitchKind =
${union(switches.map((each) => each.name))};

export type ArgumentKind = PlainKind | TableKind | SwitchKind;

/** One argument register; of its 64 bits the kernel reads the low \`bits\`. */
export interface CallArgument {
  readonly name: string;
  readonly kind: ArgumentKind;
  readonly bits: 32 | 64;
}

/** One system call. \`args\` is undefined when nothing is known about its registers. */
export interface CallEntry {
  readonly name: string;
  readonly args: readonly CallArgument[] | undefined;
  readonly sentence: string;
}

/** Names of a word: the field under \`mask\` holds one of \`field\`, the rest is an or of \`bits\`, widest first. */
export interface NameTable {
  readonly mask: bigint;
  readonly zero: string;
  readonly octal: boolean;
  readonly field: ReadonlyMap<bigint, string>;
  readonly bits: ReadonlyMap<bigint, string>;
}

/** The argument \`distance\` places away, under \`mask\`, picks the kind. */
export interface KindSwitch {
  readonly distance: number;
  readonly mask: bigint;
  readonly cases: ReadonlyMap<bigint, ArgumentKind>;
  readonly otherwise: ArgumentKind;
}

const named = (text: string): ReadonlyMap<bigint, string> =>
  new Map(
    text
      .split(' ')
      .filter((pair) => pair !== '')
      .map((pair) => {
        const [name = '', value = ''] = pair.split('=');
        return [BigInt(value), name];
      }),
  );

const table = (mask: bigint, zero: string, octal: boolean, field: string, bits: string): NameTable => ({
  mask,
  zero,
  octal,
  field: named(field),
  bits: named(bits),
});

export const NAME_TABLES: Readonly<Record<TableKind, NameTable>> = {
${tableRows.join('\n')}
};

export const KIND_SWITCHES: Readonly<Record<SwitchKind, KindSwitch>> = {
${switchRows.join('\n')}
};

/** Splits rows of \`KEY REST\` at the first space. */
const pairs = (text: string): [string, string][] =>
  text
    .trim()
    .split('\\n')
    .map((row) => [row.slice(0, row.indexOf(' ')), row.slice(row.indexOf(' ') + 1)]);

/** Call name -> one plain sentence. */
const SENTENCES: ReadonlyMap<string, string> = new Map(
  pairs(${block(sentences)}),
);

const argument = (text: string): CallArgument => {
  const [name = '', kind = ''] = text.split(':');
  const bits = kind.endsWith('+') ? 64 : 32;
  return { name, kind: kind.replace('+', '') as ArgumentKind, bits };
};

/** Rows of \`NUMBER NAME ARGUMENT:KIND ...\`; \`+\` marks an argument of 64 bits, \`?\` unknown arguments. */
const calls = (text: string): ReadonlyMap<number, CallEntry> =>
  new Map(
    pairs(text).map(([number, rest]) => {
      const [name = '', ...args] = rest.split(' ');
      const sentence = SENTENCES.get(name) ?? '';
      return [Number(number), { name, args: args[0] === '?' ? undefined : args.map(argument), sentence }];
    }),
  );

/** Number -> call, for the 64-bit instruction \`syscall\`. */
export const CALLS_X86_64: ReadonlyMap<number, CallEntry> = calls(${block(calls.rows.x86_64)});

/** Number -> call, for \`int 0x80\` and the 32-bit \`sysenter\`. */
export const CALLS_I386: ReadonlyMap<number, CallEntry> = calls(${block(calls.rows.i386)});

/** Number without the x32 bit -> call. */
export const CALLS_X32: ReadonlyMap<number, CallEntry> = calls(${block(calls.rows.x32)});

/** Error number -> its canonical name and what the header says of it. */
export const ERRORS: ReadonlyMap<number, { readonly name: string; readonly meaning: string }> = new Map(
  pairs(${block(errors)}).map(([number, rest]) => {
    const [name = '', ...meaning] = rest.split(' ');
    return [Number(number), { name, meaning: meaning.join(' ') }];
  }),
);
`;
}
