// SPDX-License-Identifier: Apache-2.0
// The C structs are the schema: reads the BTF of the linked BPF object and writes it down for the other side.
//   node build/scripts/gen.mjs          writes src-main/shared/events.gen.ts and native/build/schema.h
//   node build/scripts/gen.mjs --header-only DIR  writes DIR/schema.h alone
//   node build/scripts/gen.mjs --check  fails when the checked-in file is not what would be written
// Refuses hidden padding (its bytes would carry kernel memory), types without a unit, and clashing stream ids.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readBtf } from './btf.mjs';
import { unitMeanings, wordsOfEnum } from './gen-units.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const output = join(root, 'src-main/shared/events.gen.ts');
const headerOnly = process.argv.indexOf('--header-only');
const build = headerOnly < 0 ? join(root, 'native/build') : process.argv[headerOnly + 1];
const header = join(build, 'schema.h');

const btf = readBtf(join(build, 'bpf/ringside.bpf.o'));
const pascal = (name) => name.replace(/(^|_)([a-z0-9])/g, (_, __, letter) => letter.toUpperCase());

/** 32-bit FNV-1a, as STREAM_ID() computes it in BPF. */
function streamId(name) {
  let hash = 2166136261;
  for (const letter of name) hash = Math.imul(hash ^ letter.charCodeAt(0), 16777619) >>> 0;
  return hash;
}

function layout(struct) {
  const fields = btf.fieldsWithoutPadding(struct);
  const tail = fields.find(({ kind }) => kind === 'tail');
  if (tail) fields.splice(fields.indexOf(tail), 1);
  return { struct: struct.name, bytes: struct.size, fields, ...(tail && { tail: tail.name }) };
}

const anchored = (prefix) =>
  btf
    .variables()
    .filter((variable) => variable.name.startsWith(prefix))
    .map((variable) => ({ name: variable.name.slice(prefix.length), ...layout(btf.pointee(variable)) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));

const streams = anchored('__event_of_').map((stream) => ({ ...stream, id: streamId(stream.name) }));
const keys = new Map(anchored('__key_of_').map((key) => [key.name, key]));
const tallies = anchored('__value_of_').map((value) => ({
  name: value.name,
  key: { ...keys.get(value.name), name: undefined },
  value: { ...value, name: undefined },
}));
const identity = anchored('__identity_of_');
const account = layout(btf.struct('account'));
const accounts = btf
  .section('.data.accounts')
  .filter(({ name }) => name.startsWith('accounts_of_'))
  .map(({ name, offset }) => ({ program: name.replace('accounts_of_', ''), offset }))
  .sort((a, b) => a.offset - b.offset);
const counters = btf.section('.data.accounts').filter(({ name }) => !name.startsWith('accounts_of_'));
const constants = Object.assign(
  {},
  ...btf
    .variables()
    .filter((variable) => variable.name.startsWith('__enum_of_'))
    .map((variable) => Object.fromEntries(btf.pointee(variable).values.map(({ name, val }) => [name, val]))),
);

const words = Object.assign(
  {},
  ...['words', 'bits'].map((kind) =>
    Object.fromEntries(
      btf
        .variables()
        .filter(({ name }) => name.startsWith(`__${kind}_of_`))
        .map((variable) => {
          const unit = variable.name.slice(`__${kind}_of_`.length);
          return [
            unit,
            { words: wordsOfEnum(btf.pointee(variable)), ...(kind === 'bits' && { bits: true }) },
          ];
        }),
    ),
  ),
);

const ids = new Set(streams.map((stream) => stream.id));
if (ids.size !== streams.length) throw new Error('two streams have the same id: rename one');
// A stream and a tally are a table each of a capture: an event in the singular, counts in the plural.
for (const { name } of streams)
  if (tallies.some((tally) => tally.name === name))
    throw new Error(`a stream and a tally are both called ${name}: call the stream by what one event is`);

const tracers = readdirSync(join(root, 'bpf/tracers'))
  .filter(
    (folder) =>
      !folder.startsWith('_') && existsSync(join(root, 'bpf/tracers', folder, `${folder}.tracer.ts`)),
  )
  .sort();

// The helper is told by a bit each which tracers are asked for, in this order.
const schema = { streams, tallies, identity, account, accounts, counters, constants, words, tracers };
const hash = createHash('sha256').update(JSON.stringify(schema)).digest('hex');

/** Functions of each tracer's objects; of them, programs are looked up by name. What several have is the library's. */
const functions = tracers.map((tracer) =>
  readdirSync(join(root, 'bpf/tracers', tracer))
    .filter((file) => file.endsWith('.bpf.c'))
    .sort()
    .flatMap((file) => readBtf(join(build, 'bpf', file.replace('.bpf.c', '.o'))).functions()),
);
const isOwn = (name) => functions.filter((names) => names.includes(name)).length === 1;

const units = new Map();
const note = (fields) => {
  for (const field of fields)
    if (field.unit) units.set(field.unit, field.kind.endsWith('64') ? 'bigint' : 'number');
};
for (const stream of streams) note(stream.fields);
for (const tally of tallies) note([...tally.key.fields, ...tally.value.fields]);
for (const table of identity) note(table.fields);
note(account.fields);

const meanings = unitMeanings(join(root, 'bpf'));
const known = Object.fromEntries(
  [...units.keys()]
    .sort()
    .map((unit) => [unit, { ...(meanings[unit] && { meaning: meanings[unit] }), ...words[unit] }]),
);

const rowType = (name, fields) =>
  `export interface ${pascal(name)} {\n${fields
    .filter((field) => !field.name.startsWith('unused'))
    .map((field) => {
      const unit = field.kind === 'text' ? 'string' : pascal(field.unit);
      return `  ${field.name}: ${field.length > 1 && field.kind !== 'text' ? `readonly ${unit}[]` : unit};`;
    })
    .join('\n')}\n}\n`;

const structs = new Map(
  [...streams, ...tallies.flatMap((tally) => [tally.key, tally.value]), ...identity, account].map((l) => [
    l.struct,
    l,
  ]),
);
const named = (list) => Object.fromEntries(list.map((entry) => [entry.name, entry]));
const literal = (name, type, value) => `export const ${name}${type} = ${JSON.stringify(value, null, 1)};\n`;

const text = `// SPDX-License-Identifier: Apache-2.0
// Written by build/scripts/gen.mjs from the BTF of the BPF programs; edit the C structs, then run \`npm run gen\`.

import type { Layout, Stream, Tally } from './layout';
import type { Unit } from './unit-words';

/** SHA-256 over everything below; the helper says the hash of the object that it loaded. */
export const SCHEMA_HASH = '${hash}';

${[...units]
  .sort()
  .map(([unit, base]) => `export type ${pascal(unit)} = ${base} & { readonly unit?: '${unit}' };`)
  .join('\n')}

${[...structs.values()].map(({ struct, fields }) => rowType(struct, fields)).join('\n')}
/** What a capture says of each unit, and the words of those that have some. */
${literal('UNITS', ': Readonly<Record<string, Unit>>', known)}
${literal('STREAMS', ': Readonly<Record<string, Stream>>', named(streams))}
${literal('TALLIES', ': Readonly<Record<string, Tally>>', named(tallies))}
${literal('IDENTITY', ': Readonly<Record<string, Layout & { name: string }>>', named(identity))}
${literal('ACCOUNT', ': Layout', account)}
/** Where each program's account rows begin in .data.accounts, bytes. */
${literal('ACCOUNTS', ': Readonly<Record<string, number>>', Object.fromEntries(accounts.map((a) => [a.program, a.offset])))}
/** Where each single counter lies in .data.accounts, bytes. */
${literal('COUNTERS', ': Readonly<Record<string, number>>', Object.fromEntries(counters.map((c) => [c.name, c.offset])))}
${Object.entries(constants)
  .map(([name, value]) => `export const ${name} = ${value};`)
  .join('\n')}

/** Folders below bpf/tracers. */
export const TRACER_FOLDERS: readonly string[] = ${JSON.stringify(tracers)};
`;

const shown = relative(root, output);
if (headerOnly >= 0) {
  // The build wants the header alone.
} else if (process.argv.includes('--check')) {
  if (!existsSync(output) || readFileSync(output, 'utf8') !== text) {
    console.error(`${shown} is not what the BPF programs say. Run \`npm run gen\` and commit the result.`);
    process.exit(1);
  }
  console.log(`${shown} is fresh`);
} else if (!existsSync(output) || readFileSync(output, 'utf8') !== text) {
  writeFileSync(output, text);
  console.log(`wrote ${shown}`);
}
mkdirSync(dirname(header), { recursive: true });
const inTracers = functions.flatMap((names, bit) =>
  names.filter(isOwn).map((name) => `\t{ ${bit}, "${name}" },\n`),
);
const define = `#define RINGSIDE_SCHEMA_HASH "${hash}"

/* Which tracer a function belongs to; those of no tracer serve all. */
static const struct { unsigned int tracer; const char *name; } tracer_functions[] = {
${inTracers.join('')}};
`;
// The build asks for it when something is newer than it was.
if (headerOnly >= 0 || !existsSync(header) || readFileSync(header, 'utf8') !== define)
  writeFileSync(header, define);
