// SPDX-License-Identifier: Apache-2.0
// DuckDB as the store uses it: whole columns in, rows or columns out, memory bounded.

import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBInstance,
  type DuckDBType,
  type DuckDBValue,
  INTEGER,
  UINTEGER,
  USMALLINT,
  VARCHAR,
} from '@duckdb/node-api';
import type { HotColumn, HotType } from './columns';
import { resultChunks } from './result-chunks';
import type { ColumnChunk } from './values';

/** Rows of a data chunk: DuckDB's own vector size. */
const CHUNK_ROWS = 2048;

const TYPES: Readonly<Record<HotType, DuckDBType>> = {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  INTEGER,
  UINTEGER,
  USMALLINT,
  VARCHAR,
};

export type Numbers = Uint16Array | Uint32Array | Int32Array | Float64Array | BigInt64Array | BigUint64Array;
/** As many values as rows; texts only where the column is VARCHAR. */
export type ColumnData = Numbers | readonly string[];

/** Rows in columns; never none. */
export interface ColumnBatch {
  readonly rows: number;
  readonly data: readonly ColumnData[];
}

/** What the chunk's vector holds its values in, as far as it is used here. */
interface NumberVector {
  readonly items: { set(values: ArrayLike<number> | ArrayLike<bigint>, at: number): void };
}

export class Duck {
  private readonly chunks = new Map<string, DuckDBDataChunk>();

  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
  ) {}

  /** A database in memory that reaches nothing but files of this machine, and loads no extension. */
  static async open(memoryMiB: number, threads: number): Promise<Duck> {
    const instance = await DuckDBInstance.create(':memory:', {
      memory_limit: `${memoryMiB}MB`,
      threads: String(threads),
      temp_directory: '',
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    });
    return new Duck(instance, await connected(instance));
  }

  /** Another connection to the same tables: its queries wait for nobody else's. */
  async another(): Promise<Duck> {
    return new Duck(this.instance, await connected(this.instance));
  }

  async run(sql: string, values: DuckDBValue[] = []): Promise<void> {
    await (values.length ? this.connection.run(sql, values) : this.connection.run(sql));
  }

  /** All rows by column name; for results that are known to be small. */
  async rows(sql: string, values: DuckDBValue[] = []): Promise<Record<string, DuckDBValue>[]> {
    const reader = await this.connection.runAndReadAll(sql, values);
    return reader.getRowObjects();
  }

  /**
   * A SELECT's rows piece by piece, by a connection of its own, which looks for tables in `schema` first. Leaving the
   * loop ends the query; so does `signal`.
   */
  async *pieces(sql: string, schema: string, signal?: AbortSignal): AsyncGenerator<ColumnChunk> {
    const connection = await this.instance.connect();
    const interrupt = () => connection.interrupt();
    signal?.addEventListener('abort', interrupt);
    try {
      await connection.run(`SET schema = '${schema}'`);
      signal?.throwIfAborted();
      yield* resultChunks(await connection.stream(sql), signal);
    } finally {
      signal?.removeEventListener('abort', interrupt);
      connection.closeSync();
    }
  }

  /** All of a result, column by column. */
  async columns(
    sql: string,
    values: DuckDBValue[] = [],
  ): Promise<{ rows: number; columns: DuckDBValue[][] }> {
    const reader = await this.connection.runAndReadAll(sql, values);
    return { rows: reader.currentRowCount, columns: reader.getColumns() };
  }

  /** Appends batches of whole columns to a table of `database`; without one, of the first. */
  async append(
    table: string,
    columns: readonly HotColumn[],
    batches: readonly ColumnBatch[],
    database: string | null = null,
  ): Promise<void> {
    if (!batches.length) return;
    const appender = await this.connection.createAppender(table, null, database);
    const chunk = this.chunkOf(columns);
    for (const { rows, data } of batches)
      for (let at = 0; at < rows; at += CHUNK_ROWS) {
        const count = Math.min(CHUNK_ROWS, rows - at);
        chunk.rowCount = count;
        data.forEach((values, index) => {
          fill(chunk, index, values, at, count);
        });
        flush(chunk, data.length);
        appender.appendDataChunk(chunk);
      }
    appender.closeSync();
  }

  private chunkOf(columns: readonly HotColumn[]): DuckDBDataChunk {
    const key = columns.map((column) => column.type).join();
    let chunk = this.chunks.get(key);
    if (!chunk) {
      chunk = DuckDBDataChunk.create(
        columns.map((column) => TYPES[column.type]),
        CHUNK_ROWS,
      );
      this.chunks.set(key, chunk);
    }
    return chunk;
  }

  close(): void {
    this.connection.closeSync();
  }

  /** After all connections. */
  closeAll(): void {
    this.close();
    this.instance.closeSync();
  }
}

/** Rows that get their words by a join keep their order as long as it is the words that are looked up. */
async function connected(instance: DuckDBInstance): Promise<DuckDBConnection> {
  const connection = await instance.connect();
  await connection.run("SET disabled_optimizers = 'build_side_probe_side,join_order'");
  return connection;
}

/** `count` values from `at` on; not yet flushed. */
function fill(chunk: DuckDBDataChunk, index: number, values: ColumnData, at: number, count: number): void {
  const vector = chunk.getColumnVector(index);
  if (!ArrayBuffer.isView(values)) {
    for (let row = 0; row < count; row++) vector.setItem(row, values[at + row] ?? '');
    return;
  }
  const part = values.subarray(at, at + count);
  // Between two's complement and unsigned there is nothing to convert; set() would go element by element.
  (vector as unknown as NumberVector).items.set(
    part instanceof BigUint64Array ? new BigInt64Array(part.buffer, part.byteOffset, count) : part,
    0,
  );
}

function flush(chunk: DuckDBDataChunk, columns: number): void {
  for (let index = 0; index < columns; index++) chunk.getColumnVector(index).flush();
}
