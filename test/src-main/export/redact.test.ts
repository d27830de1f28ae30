// SPDX-License-Identifier: Apache-2.0
// What is taken out is nowhere in what is written, and what can be counted can still be counted.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { FORMATS } from '../../../src-main/export/export';
import { pack } from '../../../src-main/export/pack';
import { REDACTIONS, Redactor, redactionOf } from '../../../src-main/export/redact';
import { AWKWARD, SECRET_ARGUMENT, SECRET_NAME } from '../../support/calls-capture';
import { asked, exported, unhurried, withCapture } from '../../support/exporting';
import { callsTables } from '../../support/calls-capture';

const column = (name: string, type: string, unit = '') => ({ name, type, unit, meaning: '' });

function bytesOf(path: string): Buffer {
  if (!statSync(path).isDirectory()) return readFileSync(path);
  return Buffer.concat(readdirSync(path).map((name) => bytesOf(join(path, name))));
}

function varint(value: bigint): Buffer {
  const bytes: number[] = [];
  for (let rest = BigInt.asUintN(64, value); ; rest >>= 7n) {
    if (rest < 128n) return Buffer.from([...bytes, Number(rest)]);
    bytes.push(Number(rest & 127n) | 128);
  }
}

function fixed(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(value);
  return bytes;
}

const PATH = '/home/somebody/secret-plan.txt';
const PEER = '203.0.113.77';
/** The calls with a path, a peer and a text of a kind that nobody has heard of. */
function tables() {
  const { syscall, ...others } = callsTables(200);
  if (!syscall) throw new Error('no stream');
  return {
    ...others,
    syscall: {
      ...syscall,
      columns: [
        ...syscall.columns,
        column('path', 'VARCHAR', 'file_path'),
        column('peer', 'VARCHAR'),
        column('novelty', 'VARCHAR'),
      ],
      part: (p: number) =>
        `SELECT *, '${PATH}' || (at_ns % 3) AS path, '${PEER}' AS peer, 'unheard-of' AS novelty FROM (${syscall.part(p)})`,
    },
  };
}
const SECRETS: Readonly<Record<string, readonly Buffer[]>> = {
  names: [SECRET_NAME, 'postgres', AWKWARD, JSON.stringify(AWKWARD).slice(1, -1), 'elsewhere'].map((text) =>
    Buffer.from(text),
  ),
  arguments: [
    ...[String(SECRET_ARGUMENT), SECRET_ARGUMENT.toString(16)].map((text) => Buffer.from(text)),
    varint(SECRET_ARGUMENT),
    fixed(SECRET_ARGUMENT),
  ],
  paths: ['/home/somebody', 'secret-plan'].map((text) => Buffer.from(text)),
  peers: [Buffer.from(PEER)],
};

for (const format of FORMATS)
  test(`${format}: nothing of what is taken out is in the output`, async () => {
    await withCapture(async (folder) => {
      const whole = bytesOf(await exported(folder, 'whole', { format }));
      const packed = format === 'parquet';
      for (const redaction of REDACTIONS) {
        const out = await exported(folder, redaction, { format, redact: new Set([redaction]) });
        const file = join(folder, 'packed.ringside');
        if (packed) await pack(out, file, unhurried());
        for (const bytes of packed ? [bytesOf(out), readFileSync(file)] : [bytesOf(out)]) {
          for (const secret of [
            ...(SECRETS[redaction] ?? []),
            Buffer.from('unheard-of'),
            Buffer.from('first line'),
          ])
            assert.ok(!bytes.includes(secret), `${redaction}: ${secret.toString('latin1')}`);
          const others = Object.entries(SECRETS).filter(([name]) => name !== redaction);
          // Parquet compresses; what the test looks for must be there to be found in the others.
          if (!packed)
            for (const [, [secret]] of others)
              assert.equal(bytes.includes(secret as Buffer), whole.includes(secret as Buffer));
        }
      }
      if (!packed)
        for (const list of Object.values(SECRETS)) assert.ok(list.some((secret) => whole.includes(secret)));
    }, tables());
  });

test('groups are as large as before, in each column', async () => {
  await withCapture(async (folder) => {
    const out = await exported(folder, 'out', { format: 'parquet', redact: new Set(REDACTIONS) });
    for (const name of ['comm', 'arg1', 'arg2', 'path', 'peer'])
      assert.deepEqual(
        await asked(
          folder,
          `SELECT count(*) AS n FROM '${out}/syscall/*.parquet' GROUP BY ${name} ORDER BY 1`,
        ),
        await asked(folder, `SELECT count(*) AS n FROM {syscall} GROUP BY ${name} ORDER BY 1`),
        name,
      );
    const joined = `SELECT count(*) FROM '${out}/syscall/*.parquet' JOIN (SELECT DISTINCT comm FROM '${out}/processes/*.parquet') USING (comm)`;
    assert.deepEqual(await asked(folder, joined), [[600n]], 'a name has one token in all tables');
    assert.deepEqual(
      await asked(
        folder,
        `SELECT count(*), sum(at_ns)::BIGINT, sum(result)::BIGINT FROM '${out}/syscall/*.parquet'`,
      ),
      await asked(folder, 'SELECT count(*), sum(at_ns)::BIGINT, sum(result)::BIGINT FROM {syscall}'),
    );
    const { export: said } = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
    assert.deepEqual(said.redacted, [...REDACTIONS]);
  }, tables());
});

test('two exports have nothing in common by which their tokens could be matched', () => {
  const chosen = new Set(['names'] as const);
  assert.notEqual(new Redactor(chosen).token('node', 'names'), new Redactor(chosen).token('node', 'names'));
});

test('a column is known by unit or name; a text that is not known goes with any choice', () => {
  const kinds: [ReturnType<typeof redactionOf>, ReturnType<typeof column>[]][] = [
    [
      'arguments',
      [column('arg0', 'BIGINT', 'register_value'), column('argv', 'VARCHAR'), column('cmdline', 'VARCHAR')],
    ],
    [
      'paths',
      [
        column('path', 'VARCHAR'),
        column('old_path', 'VARCHAR'),
        column('cwd', 'VARCHAR'),
        column('x', 'VARCHAR', 'file_path'),
      ],
    ],
    ['peers', [column('remote_addr', 'VARCHAR'), column('dport', 'INTEGER'), column('sni', 'VARCHAR')]],
    ['names', [column('comm', 'VARCHAR', 'text'), column('user', 'VARCHAR')]],
    ['text', [column('novelty', 'VARCHAR')]],
    [
      undefined,
      [
        column('syscall', 'VARCHAR'),
        column('error', 'VARCHAR'),
        column('cause', 'VARCHAR'),
        column('at_ns', 'BIGINT'),
      ],
    ],
  ];
  for (const [kind, columns] of kinds)
    for (const one of columns) assert.equal(redactionOf(one), kind, one.name);
});
