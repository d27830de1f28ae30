// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { Failure } from '../../../src-main/shared/failure';
import { Capture } from '../../../src-main/store/capture';
import { BEGUN, callsTable, makeCapture, SECOND, ticksTable, writeParquet } from '../../support/make-capture';

const folder = mkdtempSync(join(tmpdir(), 'ringside-capture-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const pristine = join(folder, 'pristine');
/** Not by a hook of the file: the Node of Electron 25 knows only those of a suite. */
const ready = makeCapture(pristine);
let made = 0;

/** A copy to spoil. */
function copy(name = String(made++)): string {
  const dir = join(folder, name);
  cpSync(pristine, dir, { recursive: true });
  return dir;
}

async function opened<T>(dir: string, use: (capture: Capture) => Promise<T> | T): Promise<T> {
  const capture = await Capture.open(dir);
  try {
    return await use(capture);
  } finally {
    capture.close();
  }
}

const count = async (capture: Capture, table = 'syscall') =>
  (await capture.rows(`SELECT count(*) FROM ${table}`)).rows[0]?.[0];

describe('a capture', () => {
  before(() => ready);
  it('has tables with kind, columns, units, rows, bytes and parts', () =>
    opened(pristine, ({ tables, problems, manifest }) => {
      assert.deepEqual(problems, []);
      assert.deepEqual([...tables.keys()], ['syscall', 'ticks']);
      const calls = tables.get('syscall');
      assert.equal(calls?.kind, 'stream');
      assert.equal(calls?.rows, 3000);
      assert.equal(calls?.parts, 3);
      assert.ok((calls?.bytes ?? 0) > 1000);
      assert.deepEqual(calls?.columns, callsTable(1, 1).columns);
      assert.equal(manifest.host.hostname, 'elsewhere');
    }));

  it('gives 64-bit numbers exactly, and NULL as null', () =>
    opened(pristine, async (capture) => {
      const sql = 'SELECT at_ns, result, error, errno, is_compat FROM syscall ORDER BY at_ns LIMIT 2';
      const { columns, rows, cut } = await capture.rows(sql);
      assert.deepEqual(columns[0], { name: 'at_ns', type: 'BIGINT' });
      assert.deepEqual(rows, [
        [BigInt(BEGUN + SECOND), -11n, 'EAGAIN', 11, true],
        [BigInt(BEGUN + SECOND) + 1000n, 9007199254740993n, null, 0, false],
      ]);
      assert.equal(cut, false);
    }));

  it('takes parameters, and says when there were more rows', () =>
    opened(pristine, async (capture) => {
      const { rows, cut } = await capture.rows('SELECT pid FROM syscall WHERE pid = ?', [103], 5);
      assert.deepEqual(rows, new Array(5).fill([103]));
      assert.equal(cut, true);
      const exact = await capture.rows('SELECT pid FROM syscall LIMIT 5', [], 5);
      assert.equal(exact.cut, false);
    }));

  it('gives what SQL makes beyond its columns a plain form', () =>
    opened(pristine, async (capture) => {
      const sql = `SELECT 1.5 AS decimal, sum(duration_ns) AS huge, DATE '2026-01-02' AS date, [1, 2] AS list,
        NULL AS nothing, 'a' AS text FROM syscall`;
      const { rows } = await capture.rows(sql);
      assert.deepEqual(rows, [[1.5, 1498500n, '2026-01-02', '[1, 2]', null, 'a']]);
    }));

  it('streams typed columns, whole and in order', () =>
    opened(pristine, async (capture) => {
      let rows = 0;
      let sum = 0n;
      let nulls = 0;
      for await (const chunk of capture.chunks('SELECT duration_ns, errno, error FROM syscall')) {
        const [duration, errno, error] = chunk.columns;
        assert.ok(duration?.values instanceof BigInt64Array && errno?.values instanceof Int32Array);
        for (const value of duration.values) sum += value;
        nulls += ((error?.values ?? []) as (string | null)[]).filter((value) => value === null).length;
        rows += chunk.rows;
      }
      assert.deepEqual([rows, sum, nulls], [3000, 1498500n, 2700]);
    }));

  it('marks NULL among numbers', () =>
    opened(pristine, async (capture) => {
      const sql = 'SELECT CASE WHEN i % 3 = 0 THEN NULL ELSE i END AS n FROM range(100) t(i)';
      for await (const { columns } of capture.chunks(sql)) {
        assert.deepEqual([...(columns[0]?.valid ?? [])].slice(0, 4), [0, 1, 1, 0]);
        assert.equal(columns[0]?.valid?.length, 100);
      }
    }));

  it('tells the columns of an empty result, and ends a query that is left', () =>
    opened(pristine, async (capture) => {
      for await (const { rows, columns } of capture.chunks('SELECT pid FROM syscall WHERE false'))
        assert.deepEqual([rows, columns[0]?.name], [0, 'pid']);
      for await (const { rows } of capture.chunks('SELECT * FROM range(100000000000)')) {
        assert.equal(rows, 2048);
        break;
      }
      assert.equal(await count(capture), 3000n);
    }));

  it('ends a query by its signal', () =>
    opened(pristine, async (capture) => {
      const stop = new AbortController();
      const asked = capture.rows(
        'SELECT count(*) FROM range(100000000) a, range(100000000) b WHERE a.range % 7 = b.range % 11',
        [],
        1,
        stop.signal,
      );
      setTimeout(() => stop.abort(), 50);
      await assert.rejects(asked, (error: unknown) => error instanceof Failure && /ended/.test(error.what));
      assert.equal(await count(capture), 3000n);
    }));

  it('opens from a folder whose name is a pattern, a quote, or a partition', async () => {
    for (const name of ["it's", 'a[1]*?', 'host=a', '{a,b}', 'line\nbreak'])
      await opened(copy(name), async (capture) => {
        assert.equal(await count(capture), 3000n, name);
        assert.equal(capture.tables.get('syscall')?.columns.length, 9, name);
      });
  });
});

describe('a query', () => {
  before(() => ready);
  const refused: Record<string, string> = {
    'a write': "COPY syscall TO '/tmp/ringside-never'",
    'a table': 'CREATE TABLE x AS SELECT 1',
    'an attachment': "ATTACH '/tmp/ringside-never.db'",
    'a setting': 'SET threads = 64',
    'the lock': 'SET lock_configuration = false',
    'an extension': 'INSTALL httpfs',
    'a load': 'LOAD httpfs',
    'two statements': 'SELECT 1; SELECT 2',
    'a write behind a SELECT': "SELECT 1; COPY syscall TO '/tmp/ringside-never'",
    'a plan that runs': "EXPLAIN ANALYZE COPY syscall TO '/tmp/ringside-never'",
    'a dropped view': 'DROP VIEW syscall',
    'another file': "SELECT * FROM read_text('/etc/passwd')",
    'files by pattern': "SELECT * FROM glob('/etc/*')",
    'a file as a table': "SELECT * FROM '/etc/passwd'",
    'a file by its columns': "SELECT * FROM read_csv('/etc/passwd')",
    'our environment': "SELECT * FROM read_blob('/proc/self/environ')",
    'the network': "SELECT * FROM read_parquet('https://example.org/x.parquet')",
    nothing: '',
    'a comment': '-- nothing',
    'no SQL': 'give me everything',
    'no such table': 'SELECT * FROM missing',
  };
  for (const [what, sql] of Object.entries(refused))
    it(`is refused with what, why and what to do: ${what}`, () =>
      opened(pristine, async (capture) => {
        await assert.rejects(
          capture.rows(sql),
          (error: unknown) =>
            error instanceof Failure &&
            !!error.what &&
            !!error.why &&
            !!error.mend &&
            !error.why.includes('/proc/self/fd'),
        );
        assert.equal(await count(capture), 3000n, 'and the capture is as it was');
      }));

  it('may describe, summarise and show', () =>
    opened(pristine, async (capture) => {
      for (const sql of [
        'DESCRIBE syscall',
        'SUMMARIZE ticks',
        'SHOW TABLES',
        'FROM ticks',
        'WITH a AS (SELECT 1) FROM a',
      ])
        assert.ok((await capture.rows(sql)).rows.length > 0, sql);
    }));

  it('that needs too much memory fails and leaves the capture usable', () =>
    opened(pristine, async (capture) => {
      const sql = "SELECT list(repeat('x', 1000) || i) FROM range(10000000) t(i)";
      await assert.rejects(capture.rows(sql), /more memory/);
      assert.equal(await count(capture), 3000n);
    }));
});

describe('a capture that is not whole', () => {
  before(() => ready);
  it('opens without a manifest, and says what is then unknown', async () => {
    const dir = copy();
    rmSync(join(dir, 'manifest.json'));
    await opened(dir, async (capture) => {
      assert.match(capture.problems[0] ?? '', /no manifest/);
      assert.equal(capture.tables.get('syscall')?.kind, undefined);
      assert.equal(await count(capture), 3000n);
    });
  });

  it('opens with a manifest that cannot be used', async () => {
    const dir = copy();
    writeFileSync(join(dir, 'manifest.json'), '{');
    await opened(dir, async (capture) => {
      assert.match(capture.problems[0] ?? '', /not JSON/);
      assert.equal(await count(capture), 3000n);
    });
  });

  it('of a newer format says exactly why it does not open', async () => {
    const dir = copy();
    writeFileSync(join(dir, 'manifest.json'), '{"format": 7}');
    await assert.rejects(Capture.open(dir), /format 7/);
  });

  it('answers for a table that has no part yet', async () => {
    const dir = copy();
    rmSync(join(dir, 'ticks'), { recursive: true });
    await opened(dir, async (capture) => {
      assert.equal(await count(capture, 'ticks'), 0n);
      assert.deepEqual((await capture.rows('SELECT * FROM ticks')).columns, [
        { name: 'at_ns', type: 'BIGINT' },
        { name: 'events', type: 'BIGINT' },
      ]);
    });
  });

  it('ignores parts that are being written or merged', async () => {
    const dir = copy();
    writeFileSync(join(dir, 'syscall/.part-000004.parquet.new'), 'PAR1');
    mkdirSync(join(dir, '.syscall.merge'));
    await opened(dir, async (capture) => {
      assert.deepEqual(capture.problems, []);
      assert.equal(await count(capture), 3000n);
    });
  });

  it('goes on when parts were merged since it was opened', async () => {
    const dir = copy();
    await opened(dir, async (capture) => {
      assert.equal(await count(capture), 3000n);
      const merged = [2, 3].map((part) => callsTable(3, 1000).part(part)).join(' UNION ALL ');
      await writeParquet(join(folder, 'merged'), merged);
      renameSync(join(folder, 'merged'), join(dir, 'syscall/part-000002.parquet'));
      rmSync(join(dir, 'syscall/part-000003.parquet'));
      assert.equal((await capture.rows('SELECT sum(duration_ns) FROM syscall')).rows[0]?.[0], 1498500n);
      assert.deepEqual(capture.problems, []);
      assert.equal(capture.tables.get('syscall')?.parts, 2);
    });
  });

  it('is none when there is nothing to read', async () => {
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    for (const dir of [empty, join(folder, 'missing'), join(pristine, 'manifest.json')])
      await assert.rejects(
        Capture.open(dir),
        (error: unknown) => error instanceof Failure && /not a capture/.test(error.what),
      );
  });

  it('reads the folder that was opened, whatever takes its name later', async () => {
    const dir = copy();
    await opened(dir, async (capture) => {
      renameSync(dir, `${dir}-moved`);
      symlinkSync('/etc', dir);
      assert.equal(await count(capture), 3000n);
    });
  });

  it('has the tables that the manifest forgot', async () => {
    const dir = copy();
    mkdirSync(join(dir, 'extra'));
    await writeParquet(join(dir, 'extra/part-000001.parquet'), ticksTable(1).part(1));
    await opened(dir, async (capture) => assert.equal(await count(capture, 'extra'), 1n));
  });
});
