// SPDX-License-Identifier: Apache-2.0
// Perfetto's own reader judges our traces; counts and sums are compared with DuckDB's over the same parts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AWKWARD, callsTables, SECRET_ARGUMENT, SECRET_NAME } from '../support/calls-capture';
import { asked, exported, withCapture } from '../support/exporting';
import { BEGUN, type MadeTable, SECOND } from '../support/make-capture';
import { readTrace } from '../support/trace-processor';

const SLICES = `slice s JOIN thread_track k ON s.track_id = k.id JOIN thread t USING (utid) JOIN process p USING (upid)`;
const values = (rows: Record<string, unknown>[]) => rows.map((row) => Object.values(row));

test('every call is a slice on its thread, with its time to the nanosecond, its answer and its words', async () => {
  await withCapture(async (folder) => {
    const query = await readTrace(await exported(folder, 'trace', { format: 'perfetto' }));
    assert.deepEqual(
      values(
        await query(
          `SELECT p.pid AS a, t.tid AS b, s.name AS c, count(*) AS d, sum(s.dur) AS e, min(s.ts) AS f, max(s.ts + s.dur) AS g
           FROM ${SLICES} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
        ),
      ),
      await asked(
        folder,
        `SELECT pid::BIGINT, tid::BIGINT, syscall, count(*), sum(duration_ns)::BIGINT, min(at_ns - duration_ns), max(at_ns)
         FROM {syscall} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
      ),
    );
    assert.deepEqual(
      values(
        await query(
          `SELECT extract_arg(s.arg_set_id, 'debug.error') AS a, extract_arg(s.arg_set_id, 'debug.result') AS b, count(*) AS c
           FROM ${SLICES} GROUP BY 1, 2 ORDER BY 2`,
        ),
      ),
      await asked(folder, 'SELECT error, result, count(*) FROM {syscall} GROUP BY 1, 2 ORDER BY 2'),
    );
    const [first] = await query(
      `SELECT extract_arg(s.arg_set_id, 'debug.call') AS call FROM ${SLICES} ORDER BY s.ts LIMIT 1`,
    );
    assert.equal(first?.call, 'openat(3, 0x6bede49438445f79, O_RDONLY) = -1 ENOENT');
    assert.deepEqual(await query("SELECT name, value FROM stats WHERE severity != 'info' AND value > 0"), []);
  });
});

test('a process is its pid and its beginning: an exec renames it, another with its pid is another', async () => {
  await withCapture(async (folder) => {
    const query = await readTrace(await exported(folder, 'trace', { format: 'perfetto' }));
    assert.deepEqual(
      values(
        await query(
          `SELECT p.pid AS a, p.name AS b, count(*) AS c FROM ${SLICES} GROUP BY p.upid ORDER BY 1, min(s.ts)`,
        ),
      ),
      [
        [100n, 'node', 600n],
        [200n, SECRET_NAME, 600n],
        [300n, 'first', 200n],
        [300n, 'second', 400n],
        [400n, AWKWARD, 600n],
        [500n, 'postgres', 600n],
      ],
    );
    const [before] = await query(
      `SELECT count(*) AS n FROM ${SLICES} WHERE p.pid = 200 AND extract_arg(s.arg_set_id, 'debug.comm') = 'sh'`,
    );
    assert.equal(before?.n, 200n, 'calls before the exec carry the name of then');
  });
});

test('counters are the tally by second: for all, by process, and 0 where it ends', async () => {
  await withCapture(async (folder) => {
    const query = await readTrace(await exported(folder, 'trace', { format: 'perfetto' }));
    const series = (name: string, track: string) =>
      query(
        `SELECT c.ts AS ts, c.value AS v FROM counter c JOIN ${track} k ON c.track_id = k.id WHERE k.name = '${name}' ORDER BY 1`,
      );
    for (const [name, column] of [
      ['calls/s', 'returned + never_returned'],
      ['errors/s', 'errors'],
    ] as const) {
      const of = await asked(
        folder,
        `SELECT at_ns - ${SECOND}, sum(${column})::DOUBLE FROM {syscalls} GROUP BY 1 ORDER BY 1`,
      );
      assert.deepEqual(values(await series(`${name} of all`, 'counter_track')), [
        ...of,
        [BigInt(BEGUN + 3 * SECOND), 0],
      ]);
      const [sum] = await query(
        `SELECT sum(c.value) AS v FROM counter c JOIN process_counter_track k ON c.track_id = k.id WHERE k.name = '${name}'`,
      );
      assert.deepEqual([[sum?.v]], await asked(folder, `SELECT sum(${column})::DOUBLE FROM {syscalls}`));
    }
    const first = await query(
      `SELECT c.ts AS ts, c.value AS v FROM counter c JOIN process_counter_track k ON c.track_id = k.id
       JOIN process p USING (upid) WHERE p.name = 'first' AND k.name = 'calls/s' ORDER BY 1`,
    );
    assert.deepEqual(values(first), [
      [BigInt(BEGUN), 200],
      [BigInt(BEGUN + SECOND), 0],
    ]);
  });
});

test('losses and marks are instants, and the time of day is known', async () => {
  await withCapture(async (folder) => {
    const query = await readTrace(await exported(folder, 'trace', { format: 'perfetto' }));
    const instants = await query(
      `SELECT k.name AS track, s.ts AS ts, s.name AS name, extract_arg(s.arg_set_id, 'debug.count') AS n
       FROM slice s JOIN track k ON s.track_id = k.id WHERE k.name IN ('Lost', 'Marks') ORDER BY 1, 4`,
    );
    assert.deepEqual(values(instants), [
      ['Lost', BigInt(BEGUN + SECOND), 'lost: ring_full', 3n],
      ['Lost', BigInt(BEGUN + SECOND), 'lost: ring_full', 4n],
      ['Marks', BigInt(BEGUN + SECOND), 'here', null],
    ]);
    const [clock] = await query(`SELECT clock_value AS v FROM clock_snapshot WHERE clock_name = 'REALTIME'`);
    assert.equal(clock?.v, 1_764_000_000_000_000_000n + BigInt(BEGUN));
  });
});

test('a filter leaves its rows, and says what it could not be put to', async () => {
  await withCapture(async (folder) => {
    const query = await readTrace(
      await exported(folder, 'trace', { format: 'perfetto', filter: 'process = node, failed' }),
    );
    assert.deepEqual(
      values(await query(`SELECT p.name AS a, count(*) AS b FROM ${SLICES} GROUP BY 1`)),
      await asked(
        folder,
        `SELECT comm, count(*) FROM {syscall} WHERE comm = 'node' AND errno <> 0 GROUP BY 1`,
      ),
    );
    const said = values(
      await query(
        `SELECT s.name AS a FROM slice s JOIN track k ON s.track_id = k.id WHERE k.name = 'Ringside'`,
      ),
    ).flat();
    assert.ok(said.includes('filter: process = node, failed'), String(said));
    assert.ok(
      said.some((one) => String(one).startsWith('Table syscalls is left out')),
      String(said),
    );
    assert.deepEqual(await query('SELECT * FROM counter'), []);
  });
});

test('without names and arguments there are as many processes and calls, and none of the words', async () => {
  await withCapture(async (folder) => {
    const path = await exported(folder, 'trace', {
      format: 'perfetto',
      redact: new Set(['names', 'arguments']),
    });
    const query = await readTrace(path);
    const processes = await query(
      `SELECT p.name AS name, count(*) AS n FROM ${SLICES} GROUP BY p.upid ORDER BY 2, 1`,
    );
    assert.deepEqual(
      processes.map(({ n }) => n),
      [200n, 400n, 600n, 600n, 600n, 600n],
    );
    for (const { name } of processes) assert.match(String(name), /^name-[0-9a-f]{16}$/);
    const [words] = await query(
      `SELECT count(extract_arg(s.arg_set_id, 'debug.call')) AS decoded,
        count(DISTINCT extract_arg(s.arg_set_id, 'debug.arg1')) AS tokens FROM ${SLICES}`,
    );
    assert.deepEqual(words, { decoded: 0n, tokens: 1n });
    const said = values(
      await query(
        `SELECT s.name AS a FROM slice s JOIN track k ON s.track_id = k.id WHERE k.name = 'Ringside'`,
      ),
    ).flat();
    assert.ok(said.includes('redacted: names, arguments'), String(said));
    assert.ok(!said.some((one) => String(one).includes(String(SECRET_ARGUMENT))));
  });
});

test('calls of one thread that overlap lie beside each other and keep their lengths', async () => {
  const { syscall, ...others } = callsTables(10) as Record<string, MadeTable> & { syscall: MadeTable };
  const overlapping: MadeTable = {
    ...syscall,
    part: (part) =>
      `SELECT * REPLACE (100000::BIGINT AS duration_ns, 100::INTEGER AS pid, 100::INTEGER AS tid, 1::BIGINT AS process) FROM (${syscall.part(part)})`,
  };
  await withCapture(
    async (folder) => {
      const query = await readTrace(await exported(folder, 'trace', { format: 'perfetto' }));
      assert.deepEqual(
        values(await query('SELECT count(*) AS a, sum(dur) AS b, min(dur) AS c FROM slice WHERE dur > 0')),
        await asked(folder, 'SELECT count(*), sum(duration_ns)::BIGINT, min(duration_ns) FROM {syscall}'),
      );
      const [bad] = await query(
        "SELECT sum(value) AS n FROM stats WHERE severity = 'error' OR name LIKE 'slice_%'",
      );
      assert.equal(Number(bad?.n ?? 0), 0);
    },
    { ...others, syscall: overlapping },
  );
});
