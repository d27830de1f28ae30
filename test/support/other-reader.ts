// SPDX-License-Identifier: Apache-2.0
// Parquet read by hyparquet: another author's code in another language than DuckDB.

/** All rows of a file, by column. */
export async function parquetRows(path: string): Promise<Record<string, unknown>[]> {
  const { asyncBufferFromFile, parquetReadObjects } = await import('hyparquet');
  const { compressors } = await import('hyparquet-compressors');
  return parquetReadObjects({ file: await asyncBufferFromFile(path), compressors });
}
