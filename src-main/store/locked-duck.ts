// SPDX-License-Identifier: Apache-2.0
// DuckDB locked down: it reads the files that it was given by name, and nothing else, loads nothing, writes nothing.

import {
  type DuckDBConnection,
  DuckDBInstance,
  type DuckDBPreparedStatement,
  type DuckDBResult,
  type DuckDBValue,
  StatementType,
} from '@duckdb/node-api';
import { resultChunks } from './result-chunks';
import { notOneSelect, sqlFailure } from './sql-failure';
import type { ColumnChunk } from './values';

export interface DuckBounds {
  /** For what DuckDB holds; it ends a query rather than pass it. */
  readonly memoryMiB: number;
  readonly threads: number;
}

export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
export const listed = (texts: readonly string[]): string => `[${texts.map(quoted).join(', ')}]`;

export class LockedDuck {
  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly own: DuckDBConnection,
  ) {}

  /** @param files absolute paths of what may be read */
  static async open(files: readonly string[], { memoryMiB, threads }: DuckBounds): Promise<LockedDuck> {
    const instance = await DuckDBInstance.create(':memory:', {
      memory_limit: `${memoryMiB}MiB`,
      threads: String(threads),
      // Nothing is spilled: a query that needs more than its memory fails.
      temp_directory: '',
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    });
    const duck = new LockedDuck(instance, await instance.connect());
    await duck.own.run(`SET allowed_paths = ${listed(files)}`);
    await duck.own.run('SET enable_external_access = false');
    await duck.own.run('SET lock_configuration = true');
    return duck;
  }

  /** Our own statements, with small results. */
  async run(sql: string): Promise<Record<string, DuckDBValue>[]> {
    return (await this.own.runAndReadAll(sql)).getRowObjects();
  }

  /**
   * The result of somebody's SQL piece by piece; at least one piece, so that the columns are known.
   * @param signal ends the query
   * @throws {Failure} when it is not one SELECT, or DuckDB refuses
   */
  async *chunks(
    sql: string,
    params: readonly DuckDBValue[],
    signal?: AbortSignal,
  ): AsyncGenerator<ColumnChunk> {
    // A connection of its own: on a shared one, the next query would end this one's result.
    const connection = await this.instance.connect();
    const interrupt = () => connection.interrupt();
    signal?.addEventListener('abort', interrupt);
    try {
      signal?.throwIfAborted();
      const result = await streamed(connection, sql, params);
      yield* resultChunks(result, signal);
    } catch (error) {
      throw sqlFailure(error);
    } finally {
      signal?.removeEventListener('abort', interrupt);
      connection.closeSync();
    }
  }

  close(): void {
    this.own.closeSync();
    this.instance.closeSync();
  }
}

async function streamed(
  connection: DuckDBConnection,
  sql: string,
  params: readonly DuckDBValue[],
): Promise<DuckDBResult> {
  const prepared = await oneSelect(connection, sql);
  try {
    if (params.length) prepared.bind([...params]);
    return await prepared.stream();
  } finally {
    prepared.destroySync();
  }
}

/** What DuckDB's own parser says that it is; nothing has run yet. */
async function oneSelect(connection: DuckDBConnection, sql: string): Promise<DuckDBPreparedStatement> {
  let statements: Awaited<ReturnType<DuckDBConnection['extractStatements']>>;
  try {
    statements = await connection.extractStatements(sql);
  } catch (error) {
    // The binding has no words for a text without a statement.
    if (/native callback/.test(String(error))) throw notOneSelect('There is no statement in it.');
    throw error;
  }
  // Several, PIVOT among them, would run one after the other, and only the last would be looked at.
  if (statements.count !== 1) throw notOneSelect(`There are ${statements.count} statements in it.`);
  const prepared = await statements.prepare(0);
  if (prepared.statementType === StatementType.SELECT) return prepared;
  prepared.destroySync();
  throw notOneSelect('It is a statement of another kind.');
}
