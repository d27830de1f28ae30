// SPDX-License-Identifier: Apache-2.0
// Rows come in order of time, whatever the parts, and never all at once.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { planExport } from '../../../src-main/export/plan';
import { Redactor } from '../../../src-main/export/redact';
import { inOrder } from '../../../src-main/export/slices';
import type { Source } from '../../../src-main/export/source';
import { Capture } from '../../../src-main/store/capture';
import { unhurried, withCapture } from '../../support/exporting';
import type { MadeTable } from '../../support/make-capture';

const stream = (parts: number, part: MadeTable['part']): Record<string, MadeTable> => ({
  syscall: {
    kind: 'stream',
    columns: [
      { name: 'at_ns', type: 'BIGINT', unit: 'boot_ns', meaning: '' },
      { name: 'n', type: 'BIGINT', unit: '', meaning: '' },
    ],
    part,
    parts,
  },
});

/** All rows of the stream as they come, and what was asked. */
async function read(folder: string): Promise<{ rows: [bigint | null, bigint][]; asked: string[] }> {
  const capture = await Capture.open(join(folder, 'capture'));
  const asked: string[] = [];
  const source: Source = {
    manifest: capture.manifest,
    tables: capture.tables,
    rows: (...all) => capture.rows(...all),
    chunks: (sql, ...more) => {
      asked.push(sql);
      return capture.chunks(sql, ...more);
    },
  };
  const plan = planExport(source, new Redactor(new Set()), []);
  const rows: [bigint | null, bigint][] = [];
  try {
    for (const table of plan.tables)
      for await (const { columns, rows: count } of inOrder(source, plan, table, unhurried())) {
        const [at, n] = columns;
        for (let row = 0; row < count; row++)
          rows.push([at?.valid?.[row] === 0 ? null : (at?.values[row] as bigint), n?.values[row] as bigint]);
      }
  } finally {
    capture.close();
  }
  return { rows, asked };
}

test('parts out of order and overlapping are one order of time', async () => {
  await withCapture(
    async (folder) => {
      const { rows } = await read(folder);
      assert.equal(rows.length, 4 * 5000);
      assert.ok(
        rows.every(([at], index) => index === 0 || (at as bigint) >= (rows[index - 1]?.[0] as bigint)),
      );
      assert.equal(new Set(rows.map(([, n]) => n)).size, rows.length);
    },
    stream(
      4,
      (p) =>
        `SELECT ((${5 - p} * 400000000 + i * 1000003) % 3000000000)::BIGINT AS at_ns, (${p} * 1000000 + i)::BIGINT AS n FROM range(5000) t(i)`,
    ),
  );
});

test('many rows are asked for in stretches, of which none holds more than it sorts', async () => {
  await withCapture(
    async (folder) => {
      const { rows, asked } = await read(folder);
      assert.equal(rows.length, 900_000);
      assert.ok(asked.length >= 4 && asked.length <= 12, `${asked.length} stretches`);
      assert.ok(rows.every(([, n], index) => n === BigInt(index)));
    },
    stream(1, () => 'SELECT (i * 10000)::BIGINT AS at_ns, i::BIGINT AS n FROM range(900000) t(i)'),
  );
});

test('rows without a time, and times at both ends of 64 bits, are all there', async () => {
  await withCapture(
    async (folder) => {
      const { rows } = await read(folder);
      assert.deepEqual(
        rows.map(([at]) => at),
        [null, -(2n ** 63n), 0n, 2n ** 63n - 1n],
      );
    },
    stream(
      1,
      () =>
        'SELECT * FROM (VALUES (9223372036854775807::BIGINT, 1::BIGINT), (0, 2), (NULL, 3), (-9223372036854775808, 4)) t(at_ns, n)',
    ),
  );
});

test('a stream without a row is no error', async () => {
  await withCapture(
    async (folder) => assert.deepEqual((await read(folder)).rows, []),
    stream(1, () => 'SELECT 1::BIGINT AS at_ns, 1::BIGINT AS n WHERE false'),
  );
});
