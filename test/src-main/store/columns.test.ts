// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type StoreTable, tablesOf } from '../../../src-main/store/columns';
import { histogramRows, objectRows, tallyRows } from '../../../src-main/store/hot-rows';

const SYSCALLS = {
  streams: [{ name: 'syscall' }],
  tallies: ['syscalls', 'syscall_errors'],
  snapshots: ['syscall_survey'],
};
const tables = new Map(tablesOf([SYSCALLS]).map((table) => [table.name, table]));

function table(name: string): StoreTable {
  const found = tables.get(name);
  assert.ok(found, name);
  return found;
}

const shape = (name: string) => table(name).columns.map((column) => `${column.name} ${column.type}`);

describe('the tables of a tracer', () => {
  it('are its stream, tallies, histograms and snapshots, and those that every capture has', () => {
    const kinds = Object.fromEntries([...tables].map(([name, { kind }]) => [name, kind]));
    assert.deepEqual(kinds, {
      syscall: 'stream',
      syscalls: 'tally',
      syscalls_histogram: 'histogram',
      syscall_errors: 'tally',
      syscall_survey: 'snapshot',
      processes: 'identity',
      ticks: 'ticks',
      losses: 'losses',
    });
  });

  it('have columns by unit: times with _ns, words beside numbers, arguments one by one', () => {
    assert.deepEqual(shape('syscall'), [
      ...['at_ns BIGINT', 'cpu INTEGER', 'call INTEGER', 'syscall VARCHAR', 'duration_ns BIGINT'],
      ...['process BIGINT', 'comm VARCHAR', 'pid INTEGER', 'tid INTEGER', 'errno INTEGER', 'error VARCHAR'],
      ...['returned BOOLEAN', 'result BIGINT'],
      ...['arg0 BIGINT', 'arg1 BIGINT', 'arg2 BIGINT', 'arg3 BIGINT', 'arg4 BIGINT', 'arg5 BIGINT'],
    ]);
  });

  it('have one for each stream, with the names of signals and of whoever else is in it', () => {
    const streams = ['process_exit', 'process_signal'].map((name) => ({ name }));
    const made = tablesOf([{ streams, tallies: ['process_exits'], snapshots: [] }]);
    const names = (table: string) =>
      made.find(({ name }) => name === table)?.columns.map(({ name }) => name) ?? [];
    assert.deepEqual(names('process_signal'), [
      ...['at_ns', 'cpu', 'signal', 'signal_name', 'process', 'comm', 'pid', 'tid'],
      ...['receiver', 'receiver_comm', 'receiver_pid', 'receiver_tid', 'code', 'result', 'group'],
    ]);
    assert.deepEqual(names('process_exit').slice(-4), [
      ...['signal_name', 'core_dumped', 'cpu_ns', 'peak_rss_bytes'],
    ]);
    assert.deepEqual(names('process_exits'), [
      ...['at_ns', 'process', 'pid', 'comm', 'status', 'signal', 'signal_name', 'count'],
    ]);
  });

  it('begin with the time but for processes, and show nothing that only pads', () => {
    for (const { name, kind, columns } of tables.values()) {
      if (kind !== 'identity') assert.equal(columns[0]?.name, 'at_ns', name);
      assert.deepEqual(
        columns.filter((column) => /^unused|^id$/.test(column.name)),
        [],
        name,
      );
      assert.equal(new Set(columns.map((column) => column.name)).size, columns.length, name);
    }
  });

  it('use types that every engine reads', () => {
    for (const { columns } of tables.values())
      for (const { type } of columns)
        assert.ok(['BIGINT', 'INTEGER', 'BOOLEAN', 'VARCHAR', 'DOUBLE'].includes(type), type);
  });

  it('are refused where the schema does not have them', () => {
    assert.throws(() => tablesOf([{ ...SYSCALLS, streams: [{ name: 'nothing' }] }]), /no stream nothing/);
    assert.throws(() => tablesOf([{ ...SYSCALLS, tallies: ['nothing'] }]), /no tally nothing/);
  });
});

describe('hot rows', () => {
  const row = {
    key: { process: 7, call: 39 },
    values: { count: 5, total: 2n ** 60n },
    arrays: { histogram: Uint32Array.of(0, 3, 0, 2) },
  };
  const column = (name: string, data: ReturnType<typeof tallyRows>) =>
    data.data[table(data.table).hot.findIndex((one) => one.name === name)];

  it('of a tally have its key, its values, and the moment', () => {
    const rows = tallyRows(table('syscalls'), [row], 123n);
    assert.equal(rows.rows, 1);
    assert.deepEqual(column('at_ns', rows), BigInt64Array.of(123n));
    assert.deepEqual(column('process', rows), Uint32Array.of(7));
    assert.deepEqual(column('total_ns', rows), BigInt64Array.of(2n ** 60n));
  });

  it('of a histogram are one for each bucket that grew', () => {
    const rows = histogramRows(table('syscalls_histogram'), 'histogram', [row, row], 123n);
    assert.deepEqual(column('bucket', rows), Uint16Array.of(1, 3, 1, 3));
    assert.deepEqual(column('count', rows), BigInt64Array.of(3n, 2n, 3n, 2n));
  });

  it('keep 64 bits as two’s complement, and are 0 where nothing is said', () => {
    const rows = objectRows(table('losses'), [{ at: 2n ** 64n - 1n, cause: 'busy', count: 4 }]);
    assert.deepEqual(column('at_ns', rows), BigInt64Array.of(-1n));
    assert.deepEqual(column('cause', rows), ['busy']);
    assert.deepEqual(column('cpu', rows), Int32Array.of(0));
  });
});
