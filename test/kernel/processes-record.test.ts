// SPDX-License-Identifier: Apache-2.0
// A recording of processes, as plain DuckDB reads it: the births, execs, signals and ends of a known shell command, in
// tables that belong together.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { it } from 'node:test';
import { ask, manifestOf, number, outOfOrder } from '../support/plain-duck';
import { record, userFolder } from '../support/recording';

const folder = userFolder('processes-record');
const ROUNDS = 200;
const STREAMS = ['process_fork', 'process_exec', 'process_exit', 'process_signal', 'process_rename'] as const;

it('streams and tallies of processes are tables of the capture', async () => {
  const dir = join(folder, 'capture');
  const script =
    `cd ${folder}; i=0; while [ $i -lt ${ROUNDS} ]; do /bin/true a "b c"; i=$((i+1)); done; ` +
    `/bin/false; sh -c 'kill -USR1 $$'; ./none; perl -e '$0 = "odd\\377<b>"'; exit 3`;
  const { status, stderr, document } = await record(
    dir,
    ['--tracers', 'processes', '--name', 'processes'],
    ['/bin/sh', '-c', script],
  );
  assert.equal(status, 3, stderr);
  assert.deepEqual([document.lost, document.not_written], [0, 0]);
  assert.match(JSON.stringify(manifestOf(dir).tracers), /"processes"/);
  for (const stream of STREAMS) assert.equal(await outOfOrder(dir, stream), 0, stream);
  const execs = await ask(
    dir,
    `SELECT comm, path, path_kind, replace(argv, chr(0), '|') AS argv, cwd, old_comm, error, count(*)::INT AS n
     FROM {process_exec} WHERE comm IN ('true', 'false') OR errno <> 0 GROUP BY ALL ORDER BY comm, error`,
  );
  const one = { path_kind: 'object', cwd: folder, old_comm: 'sh', error: null };
  assert.deepEqual(execs, [
    { ...one, comm: 'false', path: '/usr/bin/false', argv: '/bin/false|', n: 1 },
    {
      ...{ comm: 'sh', path: `${folder}/./none`, path_kind: 'claim', argv: null, cwd: folder },
      ...{ old_comm: null, error: 'ENOENT', n: 1 },
    },
    { ...one, comm: 'true', path: '/usr/bin/true', argv: '/bin/true|a|b c|', n: ROUNDS },
  ]);
  const ends = await ask(
    dir,
    `SELECT x.comm, x.status, x.signal_name, count(*)::INT AS n, min(x.cpu_ns) > 0 AS ran,
       min(x.peak_rss_bytes) > 100000 AS held, min(x.duration_ns) > 0 AS lived
     FROM {process_exit} AS x JOIN {process_fork} AS f ON f.child_pid = x.pid
     GROUP BY ALL ORDER BY x.comm, x.status`,
  );
  const alive = { ran: true, held: true, lived: true };
  assert.deepEqual(ends, [
    { comm: 'false', status: 1, signal_name: null, n: 1, ...alive },
    { comm: 'perl', status: 0, signal_name: null, n: 1, ...alive },
    { comm: 'sh', status: 0, signal_name: 'SIGUSR1', n: 1, ...alive },
    { comm: 'sh', status: 127, signal_name: null, n: 1, ...alive },
    { comm: 'true', status: 0, signal_name: null, n: ROUNDS, ...alive },
  ]);
  const signals = await ask(
    dir,
    `SELECT comm, signal_name, receiver_comm, pid = receiver_pid AS itself, code FROM {process_signal}
     WHERE signal_name <> 'SIGCHLD'`,
  );
  assert.deepEqual(signals, [
    { comm: 'sh', signal_name: 'SIGUSR1', receiver_comm: 'sh', itself: true, code: 0 },
  ]);
  const renames = await ask(dir, 'SELECT old_comm, new_comm FROM {process_rename}');
  assert.deepEqual(renames, [{ old_comm: 'perl', new_comm: 'odd\\xff<b>' }]);
  const tally = (figure: string) => number(dir, 'process_counts', `sum(${figure})`);
  assert.equal(await tally('forks'), await number(dir, 'process_fork', 'count(*)'));
  assert.equal(await tally('execs + exec_errors'), await number(dir, 'process_exec', 'count(*)'));
  assert.equal(await tally('exits'), await number(dir, 'process_exit', 'count(*)'));
  assert.equal(await tally('cpu_ns'), await number(dir, 'process_exit', 'sum(cpu_ns)'));
  assert.equal(await number(dir, 'process_exits', 'sum("count")'), await tally('exits'));
});
