// SPDX-License-Identifier: Apache-2.0
// Counts a table's rows over and over while somebody writes and merges, as another engine would: a pattern of names. Says
// of a number when a look is over that began after it came, and on the word "end" what was wrong. counting-reader DIR TABLE

import { DuckDBInstance } from '@duckdb/node-api';

const [dir, table] = process.argv.slice(2);
let going = true;
/** Looks that were asked for by number, and began after that. */
const asked: number[] = [];
process.on('message', (message: number | 'end') => {
  if (message === 'end') going = false;
  else asked.push(message);
});

async function main(): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  const wrong: string[] = [];
  let [looks, merged, most, before] = [0, 0, 0, 0];
  while (going) {
    const answers = asked.length;
    const sql = `SELECT count(at_ns)::INT, count(DISTINCT at_ns)::INT, count(DISTINCT filename)::INT
      FROM read_parquet('${dir}/${table}/part-*.parquet', filename = true)`;
    const row = await connection.runAndReadAll(sql).then(
      (reader) => reader.getRows()[0]?.map(Number),
      // A name that went since it was listed: whoever reads lists again.
      (error: Error) => {
        if (!/No such file|No files found/.test(error.message)) wrong.push(error.message);
      },
    );
    if (row) {
      const [rows = 0, distinct = 0, files = 0] = row;
      if (rows !== distinct) wrong.push(`${rows} rows, ${distinct} of them distinct`);
      if (rows < most) wrong.push(`${rows} rows after ${most}`);
      most = Math.max(most, rows);
      looks++;
      if (files < before) merged++;
      before = files;
      for (const number of asked.splice(0, answers)) process.send?.({ number });
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  process.send?.({ looks, merged, wrong });
  process.disconnect?.();
}

void main();
