// SPDX-License-Identifier: Apache-2.0
// `ringside query DIR "SQL"`: a capture asked in its cage, answered for people or for programs.

import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { jsonText } from '../export/text-forms';
import { csvText } from '../shared/csv-text';
import { Replay } from '../replay/client';
import { bytesText, countText, visibleText } from '../shared/amount';
import { ExitCode } from '../shared/failure';
import type { CaptureTable } from '../store/capture';
import { type ColumnChunk, type ColumnName, type ColumnPart, valueAt } from '../store/values';
import { withCourse } from './course';
import { number, usage } from './options';
import { tableText } from './plain-table';

const FORMATS = ['table', 'json', 'csv'] as const;
type Format = (typeof FORMATS)[number];

const MEND = 'See `ringside query --help`.';
const TABLE_ROWS = 1000;
/** A table is laid out as a whole, so it is in memory as a whole. */
const TABLE_ROWS_MOST = 100_000;
const ROWS_MOST = 1_000_000_000;
const SECONDS_USUALLY = 60;
const PROBLEMS_SHOWN = 5;

const HELP = `ringside query DIR ["SQL"] [options]

Asks a capture by one SELECT, in DuckDB's SQL; each table is a stream or tally under its own name. Without SQL, lists the
tables: columns with type and unit, rows, bytes, and what could not be read. The capture is only read, by a process that
can do nothing else, so one from a stranger may be asked as well.

  --format table     for people (at most ${TABLE_ROWS} rows)
           json      an array of row objects; integers above 2^53 are strings
           csv       RFC 4180, with a line of names
  --limit N          at most N rows; what was cut is said on standard error
  --seconds N        end a query that takes longer (default ${SECONDS_USUALLY})

  ringside query DIR "SELECT comm, count(*) AS calls FROM syscall GROUP BY comm ORDER BY calls DESC"
  ringside query DIR "SELECT comm, quantile_cont(duration_ns, 0.99) AS p99_ns FROM syscall GROUP BY comm"

Ends with 0; 2 wrong usage or SQL, 130 or 143 when ended by a signal, 1 anything else.
`;

interface Words {
  readonly dir: string;
  readonly sql: string | undefined;
  readonly format: Format;
  readonly limit: number | undefined;
  readonly seconds: number;
}

/** @throws {Failure} */
export function parseQuery(argv: readonly string[]): Words | 'help' {
  const text = { type: 'string' } as const;
  let parsed: ReturnType<typeof parse>;
  function parse() {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { help: { type: 'boolean' }, format: text, limit: text, seconds: text },
    });
  }
  try {
    parsed = parse();
  } catch (error) {
    throw usage('An option is not known or lacks its value.', `${(error as Error).message}.`, MEND);
  }
  const { values, positionals } = parsed;
  if (values.help) return 'help';
  const [dir, sql, more] = positionals;
  if (dir === undefined) throw usage('There is no capture to ask.', 'Its folder is the first word.', MEND);
  if (more !== undefined)
    throw usage(
      'There is more than a folder and a query.',
      'The shell took the query apart.',
      'Put it in quotes.',
    );
  const format = FORMATS.find((known) => known === (values.format ?? 'table'));
  if (!format)
    throw usage(`--format "${values.format}" is not known.`, `It takes ${FORMATS.join(', ')}.`, MEND);
  return {
    dir,
    sql,
    format,
    limit: values.limit === undefined ? undefined : number('limit', values.limit, 1, ROWS_MOST),
    seconds:
      values.seconds === undefined ? SECONDS_USUALLY : number('seconds', values.seconds, 0.1, 86_400, false),
  };
}

const say = (line: string) => process.stderr.write(`ringside: ${line}\n`);

async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

/** With the unit that the capture has for a column of this name; ids and names have none that a person reads. */
function heading({ name }: ColumnName, tables: Iterable<CaptureTable>): string {
  for (const { columns } of tables) {
    const unit = columns.find((column) => column.name === name)?.unit ?? '';
    if (unit && unit !== name && !/_(ns|nr|ref|no)$/.test(unit)) return `${name} (${unit})`;
  }
  return name;
}

async function asTable(replay: Replay, sql: string, limit: number, signal: AbortSignal): Promise<boolean> {
  const { columns, rows, cut } = await replay.rows(sql, [], limit, signal);
  await write(
    tableText(
      columns.map((column) => heading(column, replay.tables.values())),
      rows,
    ),
  );
  return cut;
}

/** Chunks until there were `limit` rows; the value is whether there were more. */
async function* limited(
  chunks: AsyncGenerator<ColumnChunk>,
  limit: number,
): AsyncGenerator<{ chunk: ColumnChunk; rows: number }, boolean> {
  let left = limit;
  for await (const chunk of chunks) {
    if (chunk.rows && !left) return true;
    const rows = Math.min(left, chunk.rows);
    yield { chunk, rows };
    left -= rows;
    if (rows < chunk.rows) return true;
  }
  return false;
}

const field = ({ columns }: ColumnChunk, at: number, row: number) => valueAt(columns[at] as ColumnPart, row);

async function asLines(
  replay: Replay,
  sql: string,
  format: 'json' | 'csv',
  limit: number,
  signal: AbortSignal,
): Promise<boolean> {
  const source = limited(replay.chunks(sql, [], signal), limit);
  let told = 0;
  let begun = false;
  for (;;) {
    const next = await source.next();
    if (next.done) {
      if (format === 'json') await write(told ? '\n]\n' : ']\n');
      return next.value;
    }
    const { chunk, rows } = next.value;
    const names = chunk.columns.map(({ name }) => name);
    let text = '';
    if (!begun) text = format === 'csv' ? `${names.map(csvText).join(',')}\r\n` : '[';
    begun = true;
    for (let row = 0; row < rows; row++, told++) {
      if (format === 'csv') text += `${names.map((_, at) => csvText(field(chunk, at, row))).join(',')}\r\n`;
      else {
        const pairs = names.map((name, at) => `${JSON.stringify(name)}: ${jsonText(field(chunk, at, row))}`);
        text += `${told ? ',' : ''}\n  {${pairs.join(', ')}}`;
      }
    }
    await write(text);
  }
}

function listing(replay: Replay, format: Format): string {
  const { manifest, problems } = replay;
  const tables = [...replay.tables.values()];
  if (format === 'json') return `${JSON.stringify({ manifest, tables, problems }, null, 1)}\n`;
  if (format === 'csv') {
    const lines = tables.flatMap(({ name: table, columns }) =>
      columns.map(({ name, type, unit, meaning }) =>
        [table, name, type, unit, meaning].map(csvText).join(','),
      ),
    );
    return ['table,column,type,unit,meaning', ...lines, ''].join('\r\n');
  }
  const { host, name } = manifest;
  const lines = [
    [
      name || 'A capture',
      host.hostname && `of ${host.hostname}`,
      host.kernel && `Linux ${host.kernel}`,
      manifest.state,
    ],
  ].map((words) => words.filter(Boolean).join(', '));
  for (const table of tables) {
    const kind = table.kind ? ` (${table.kind})` : '';
    lines.push(
      '',
      `${table.name}${kind}: ${countText(table.rows)} rows, ${bytesText(table.bytes)}, ${table.parts} parts`,
    );
    const cells = table.columns.map((column) => [
      `  ${column.name}`,
      column.type,
      column.unit,
      column.meaning,
    ]);
    lines.push(tableText(undefined, cells).trimEnd());
  }
  return `${lines.join('\n')}\n`;
}

function tellProblems(problems: readonly string[]): void {
  for (const problem of problems.slice(0, PROBLEMS_SHOWN)) say(visibleText(problem));
  if (problems.length > PROBLEMS_SHOWN)
    say(`and ${problems.length - PROBLEMS_SHOWN} more; \`ringside query DIR --format json\` has all`);
}

async function answer(replay: Replay, words: Words, signal: AbortSignal): Promise<void> {
  if (replay.cage === 'files')
    say(
      'this kernel has no Landlock: the process that reads the capture could read other files, and send them nowhere',
    );
  if (words.sql === undefined) {
    await write(listing(replay, words.format));
    tellProblems(replay.problems);
    return;
  }
  const limit = words.limit ?? (words.format === 'table' ? TABLE_ROWS : ROWS_MOST);
  const cut =
    words.format === 'table'
      ? await asTable(replay, words.sql, Math.min(limit, TABLE_ROWS_MOST), signal)
      : await asLines(replay, words.sql, words.format, limit, signal);
  if (cut) say(`there were more than ${limit} rows; --limit N shows more, count(*) tells how many`);
  // The query itself may have found parts that are broken.
  tellProblems((await replay.describe()).problems);
}

/** `ringside query`; resolves with the exit code. @throws {Failure} */
export async function query(argv: readonly string[]): Promise<number> {
  const words = parseQuery(argv);
  if (words === 'help') {
    process.stdout.write(HELP);
    return ExitCode.Done;
  }
  return withCourse(async ({ signal }) => {
    const replay = await Replay.open(words.dir, { limitMs: words.seconds * 1000 });
    try {
      await answer(replay, words, signal);
      return ExitCode.Done;
    } finally {
      replay.close();
    }
  });
}
