// SPDX-License-Identifier: Apache-2.0

import type { DuckDBResult } from '@duckdb/node-api';
import { columnChunk } from './duck-vectors';
import { type ColumnChunk, type ColumnName, emptyChunk } from './values';

/** A streamed result piece by piece; at least one piece, so that the columns are known. */
export async function* resultChunks(result: DuckDBResult, signal?: AbortSignal): AsyncGenerator<ColumnChunk> {
  const types = result.columnTypes();
  const columns: ColumnName[] = result
    .deduplicatedColumnNames()
    .map((name, index) => ({ name, type: String(types[index]) }));
  let told = false;
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk?.rowCount) break;
    told = true;
    yield columnChunk(chunk, columns, types);
    signal?.throwIfAborted();
  }
  if (!told) yield emptyChunk(columns);
}
