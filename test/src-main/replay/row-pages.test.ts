// SPDX-License-Identifier: Apache-2.0
// Pages of a capture that DuckDB alone wrote, against the same rows made in JavaScript.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Askers, RowPages, type RowsSource } from '../../../src-main/replay/row-pages';
import { ASKERS_MOST, type RowsMessage, type RowsQuestion } from '../../../src-main/shared/rows-contract';
import type { DerivedTable } from '../../../src-main/shared/tracer';
import { Capture } from '../../../src-main/store/capture';
import { BEGUN, callsTable, type MadeTable, makeCapture, SECOND } from '../../support/make-capture';

const [PARTS, ROWS] = [3, 1000];
const UNIX_NS = 1_764_000_000_000_000_000n;
const begunUnix = Number((UNIX_NS + BigInt(BEGUN)) / BigInt(SECOND));

interface Row {
  readonly at: number;
  readonly duration: number;
  readonly pid: number;
  readonly comm: string;
  readonly syscall: string;
  readonly error: string | null;
}

/** What makeCapture() says of its rows, in order. */
const ALL: Row[] = Array.from({ length: PARTS * ROWS }, (_, n) => {
  const [part, i] = [1 + Math.floor(n / ROWS), n % ROWS];
  return {
    ...{ at: BEGUN + part * SECOND + i * 1000, duration: i, pid: 100 + (i % 7), comm: `prog${i % 7}` },
    ...{ syscall: i % 2 === 0 ? 'read' : 'openat', error: i % 10 === 0 ? 'EAGAIN' : null },
  };
});

const PATHS = ['/usr/lib/libc.so', '/usr/lib/libm.so', '/lib/libc.so', 'relative', '/etc', "/it's/a", null];
const pathsTable: MadeTable = {
  kind: 'stream',
  columns: [
    { name: 'at_ns', type: 'BIGINT', unit: 'boot_ns', meaning: '' },
    { name: 'path', type: 'VARCHAR', unit: 'text', meaning: '' },
    { name: 'errno', type: 'INTEGER', unit: 'errno_nr', meaning: '' },
  ],
  part: () =>
    `SELECT (i + 1)::BIGINT AS at_ns, [${PATHS.map((path) => (path === null ? 'NULL' : `'${path.replaceAll("'", "''")}'`)).join(', ')}][1 + i % ${PATHS.length}]::VARCHAR AS path, (CASE WHEN i % 2 = 0 THEN 2 ELSE 0 END)::INTEGER AS errno FROM range(${PATHS.length * 10}) t(i)`,
  parts: 1,
};

const QUESTION: RowsQuestion = {
  table: 'syscall',
  terms: [],
  text: '',
  stretch: null,
  group: null,
  order: null,
};

let dir: string;
let capture: Capture;
/** Node 18's runner knows hooks of suites alone. */
function opens(): void {
  before(async () => {
    dir = mkdtempSync(join(tmpdir(), 'ringside-rows-'));
    await makeCapture(join(dir, 'made'), { syscall: callsTable(PARTS, ROWS), file_open: pathsTable });
    capture = await Capture.open(join(dir, 'made'));
  });
  after(() => {
    capture.close();
    rmSync(dir, { recursive: true });
  });
}

/** One answer. */
async function ask(question: Partial<RowsQuestion>, from = 0, count = 256, source?: RowsSource) {
  const told: RowsMessage[] = [];
  const pages = new RowPages(
    (message) => told.push(message),
    () => UNIX_NS,
  );
  await pages.take(
    { kind: 'rows', id: 1, question: { ...QUESTION, ...question }, from, count },
    source ?? capture,
  );
  const [answer] = told;
  assert.ok(answer);
  return answer;
}

/** Times of a page: each row has its own. */
const timesOf = ({ rows, columns }: RowsMessage) => {
  const at = columns.findIndex(({ name }) => name === 'at_ns');
  return rows.map((row) => Number(row[at]));
};

const times = (rows: readonly Row[]) => rows.map(({ at }) => at);

describe('pages of single rows', () => {
  opens();

  it('are the rows in order, over the bounds of parts, up to the end', async () => {
    for (const from of [0, 900, 1999, 2900]) {
      const answer = await ask({}, from);
      assert.deepEqual(timesOf(answer), times(ALL.slice(from, from + 256)));
      assert.equal(answer.total, ALL.length);
    }
    assert.deepEqual((await ask({}, ALL.length)).rows, []);
  });

  it('are the newest first when that is asked for', async () => {
    const order = { column: 'at_ns', descending: true };
    for (const from of [0, 900, 2900])
      assert.deepEqual(
        timesOf(await ask({ order }, from)),
        times([...ALL].reverse().slice(from, from + 256)),
      );
  });

  it('say when they were, and have the units of the capture', async () => {
    const { bootUnixMs, columns } = await ask({});
    assert.equal(bootUnixMs, Number(UNIX_NS / 1_000_000n));
    assert.equal(columns.find(({ name }) => name === 'duration_ns')?.unit, 'duration_ns');
  });

  it('are those that hold all terms', async () => {
    const terms = [
      { column: 'comm', op: 'is', value: 'prog3' },
      { column: 'syscall', op: 'not', value: 'read' },
      { column: 'duration_ns', op: 'least', value: 500 },
    ] as const;
    const wanted = ALL.filter((row) => row.comm === 'prog3' && row.syscall !== 'read' && row.duration >= 500);
    const answer = await ask({ terms });
    assert.deepEqual(timesOf(answer), times(wanted));
    assert.equal(answer.total, wanted.length);
  });

  it('take NULL for a value', async () => {
    const failed = ALL.filter(({ error }) => error !== null).length;
    assert.equal((await ask({ terms: [{ column: 'error', op: 'not', value: null }] })).total, failed);
    assert.equal(
      (await ask({ terms: [{ column: 'error', op: 'is', value: null }] })).total,
      ALL.length - failed,
    );
  });

  it('have the text that is looked for in one of their texts, upper or lower case', async () => {
    const wanted = ALL.filter(({ comm, error }) => comm === 'prog5' || error === 'EAGAIN');
    assert.equal((await ask({ text: 'PROG5' })).total, ALL.filter(({ comm }) => comm === 'prog5').length);
    assert.ok((await ask({ text: 'again' })).total < wanted.length);
    assert.equal((await ask({ text: "it's", table: 'file_open' })).total, 10);
  });

  it('are those of a stretch of whole seconds', async () => {
    const stretch = { from: begunUnix + 1, to: begunUnix + 2 };
    const wanted = ALL.filter(({ at }) => at > BEGUN + SECOND && at <= BEGUN + 2 * SECOND);
    const answer = await ask({ stretch }, 800);
    assert.deepEqual(timesOf(answer), times(wanted.slice(800, 1056)));
    assert.equal(answer.total, wanted.length);
  });

  it('are sorted by any column, ties in order of time', async () => {
    const order = { column: 'duration_ns', descending: true };
    const wanted = [...ALL].sort((a, b) => b.duration - a.duration || a.at - b.at);
    assert.deepEqual(timesOf(await ask({ order }, 1000)), times(wanted.slice(1000, 1256)));
  });
});

describe('groups of rows', () => {
  opens();

  it('say how many there are, failed, and how long they took', async () => {
    const { columns, rows, total } = await ask({ group: { column: 'comm' } });
    assert.deepEqual(
      columns.map(({ name, unit }) => [name, unit]),
      [
        ['comm', 'comm'],
        ['count', 'event_count'],
        ['failed', 'event_count'],
        ['processes', 'event_count'],
        ['total_duration_ns', 'duration_ns'],
        ['longest_duration_ns', 'duration_max_ns'],
      ],
    );
    const wanted = [...new Set(ALL.map(({ comm }) => comm))].map((comm) => {
      const its = ALL.filter((row) => row.comm === comm);
      const durations = its.map(({ duration }) => duration);
      const failed = its.filter(({ error }) => error !== null).length;
      return [
        ...[comm, its.length, failed, 1],
        ...[durations.reduce((a, b) => a + b, 0), Math.max(...durations)],
      ] as const;
    });
    wanted.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    assert.deepEqual(
      rows.map((row) => row.map((value) => (typeof value === 'bigint' ? Number(value) : value))),
      wanted,
    );
    assert.equal(total, 7);
  });

  const shared = async (part: 'folder' | 'name') => {
    const { rows } = await ask({ table: 'file_open', group: { column: 'path', part } });
    return Object.fromEntries(rows.map(([value, count]) => [String(value), Number(count)]));
  };

  it('are folders of paths', async () => {
    assert.deepEqual(await shared('folder'), {
      ...{ '/usr/lib': 20, '/lib': 10, relative: 10, '/': 10, "/it's": 10, null: 10 },
    });
  });

  it('are names of files, with the places that they were looked for in', async () => {
    assert.deepEqual(await shared('name'), {
      ...{ 'libc.so': 20, 'libm.so': 10, relative: 10, etc: 10, a: 10, null: 10 },
    });
    const { columns, rows } = await ask({ table: 'file_open', group: { column: 'path', part: 'name' } });
    const places = columns.findIndex(({ name }) => name === 'places');
    assert.equal(Number(rows.find(([name]) => name === 'libc.so')?.[places]), 2);
  });
});

describe('pages that cannot be had', () => {
  opens();

  it('say which column there is not, and which table', async () => {
    const column = await ask({ terms: [{ column: 'nowhere', op: 'is', value: 1 }] });
    assert.match(column.failure?.why ?? '', /no column nowhere/);
    const table = await ask({ table: 'none' });
    assert.match(table.failure?.why ?? '', /no table none/);
  });

  it('give way to the newest wish, and a total is counted once', async () => {
    const told: RowsMessage[] = [];
    const counts: string[] = [];
    const source: RowsSource = {
      tables: capture.tables,
      rows: (sql, params, most, signal) => {
        if (sql.startsWith('SELECT count')) counts.push(sql);
        return capture.rows(sql, params, most, signal);
      },
    };
    const pages = new RowPages(
      (message) => told.push(message),
      () => UNIX_NS,
    );
    const wish = (id: number, from: number) =>
      pages.take({ kind: 'rows', id, question: QUESTION, from, count: 10 }, source);
    await Promise.all([wish(1, 0), wish(2, 10), wish(3, 20)]);
    assert.deepEqual(
      told.map(({ id, from }) => [id, from]),
      [[3, 20]],
    );
    const before = counts.length;
    await wish(4, 30);
    assert.equal(counts.length, before);
  });

  it('of one asker do not wait for another’s, up to so many askers', async () => {
    const told: RowsMessage[] = [];
    const askers = new Askers(
      () =>
        new RowPages(
          (message) => told.push(message),
          () => UNIX_NS,
        ),
    );
    const names = Array.from({ length: ASKERS_MOST + 1 }, (_, at) => `part ${at}`);
    const wish = (asker: string, id: number) =>
      askers.take({ kind: 'rows', id, asker, question: QUESTION, from: 0, count: 1 }, capture);
    await Promise.all(names.flatMap((name) => [wish(name, 1), wish(name, 2)]));
    assert.deepEqual(
      told.map(({ asker, id }) => `${asker} ${id}`).sort(),
      names.slice(0, ASKERS_MOST).map((name) => `${name} 2`),
    );
  });
});

describe('pages of a table that is made of others', () => {
  opens();
  const derived: DerivedTable = {
    name: 'by_comm',
    columns: [
      { name: 'comm', type: 'VARCHAR', unit: 'text' },
      { name: 'calls', type: 'BIGINT', unit: 'event_count' },
    ],
    sql: (has) =>
      has('syscall', 'comm') && !has('syscall', 'nowhere') && !has('none')
        ? 'SELECT comm, count(*) AS calls FROM syscall GROUP BY comm'
        : undefined,
  };
  const asked = async (table: DerivedTable, question: Partial<RowsQuestion>) => {
    const told: RowsMessage[] = [];
    const tell = (message: RowsMessage) => told.push(message);
    const pages = new RowPages(tell, () => UNIX_NS, false, [table]);
    const whole = { ...QUESTION, table: table.name, ...question };
    await pages.take({ kind: 'rows', id: 1, question: whole, from: 0, count: 100 }, capture);
    return told[0] ?? assert.fail('no answer');
  };

  it('are asked, narrowed and sorted like any other', async () => {
    const { rows, total, columns } = await asked(derived, { order: { column: 'comm', descending: true } });
    assert.equal(total, 7);
    assert.deepEqual(
      rows.map(([comm, calls]) => [comm, Number(calls)]),
      Array.from({ length: 7 }, (_, at) => {
        const name = `prog${6 - at}`;
        return [name, ALL.filter(({ comm }) => comm === name).length];
      }),
    );
    assert.equal(columns[1]?.unit, 'event_count');
    const one = await asked(derived, { terms: [{ column: 'comm', op: 'is', value: 'prog3' }] });
    assert.deepEqual([one.total, one.rows[0]?.[0]], [1, 'prog3']);
    assert.equal((await asked(derived, { text: 'ROG3' })).total, 1);
  });

  it('are none where there is nothing to make it of', async () => {
    const none = await asked({ ...derived, sql: () => undefined }, {});
    assert.match(none.failure?.why ?? '', /no table by_comm/);
  });
});
