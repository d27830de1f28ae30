// SPDX-License-Identifier: Apache-2.0
// A recording of files, as plain DuckDB reads it: each open of a known shell command with its path, its kind and its
// error in words, as the command line says them live.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { it } from 'node:test';
import { ask, manifestOf, number, outOfOrder } from '../support/plain-duck';
import { record, userFolder } from '../support/recording';

const folder = userFolder('files-record');
const ROUNDS = 300;

it('paths are a column of the capture, repeated ones too', async () => {
  const dir = join(folder, 'capture');
  const script =
    `cd ${folder}; f="$(printf 'odd\\377\\n<b>')"; printf 'x' >"$f"; i=0; ` +
    `while [ $i -lt ${ROUNDS} ]; do read x <"$f"; read x <../../etc/hostname; i=$((i+1)); done; read x <./none; true`;
  const { status, stderr, document } = await record(
    dir,
    ['--tracers', 'files', '--name', 'files'],
    ['/bin/sh', '-c', script],
  );
  assert.equal(status, 0, stderr);
  assert.deepEqual([document.lost, document.not_written], [0, 0]);
  assert.match(JSON.stringify(manifestOf(dir).tracers), /"files"/);
  assert.equal(await outOfOrder(dir, 'file_open'), 0);
  const paths = await ask(
    dir,
    `SELECT path, path_kind, error, syscall, count(*)::INT AS n FROM {file_open}
     WHERE comm = 'sh' AND (path LIKE '${folder}%' OR path = '/etc/hostname') GROUP BY ALL ORDER BY path, error`,
  );
  const openat = { path_kind: 'object', error: null, syscall: 'openat' };
  assert.deepEqual(paths, [
    { ...openat, path: '/etc/hostname', n: ROUNDS },
    { path: `${folder}/./none`, path_kind: 'claim', error: 'ENOENT', syscall: 'openat', n: 1 },
    // Once to be made, as well.
    { ...openat, path: `${folder}/odd\\xff\n<b>`, n: ROUNDS + 1 },
  ]);
  assert.equal(await number(dir, 'file_open', 'count(*)', 'WHERE path IS NULL OR host_path IS NOT NULL'), 0);
  assert.equal(
    await number(dir, 'file_opens', 'sum("count")'),
    await number(dir, 'file_open', 'count(*)'),
    'the tally of the capture counts what the stream has',
  );
});
