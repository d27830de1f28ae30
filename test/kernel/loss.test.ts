// SPDX-License-Identifier: Apache-2.0
// What does not arrive is counted where it was lost, by cause and CPU, and told when; nothing else is missing: with
// the smallest rings, every CPU busy, and the engine stopped at random moments.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpus } from 'node:os';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { addon } from '../../src-main/helper/native';
import { assertBooksClose, assertRowsAddUp, sumOf, total } from '../support/books';
import { LONG } from '../support/long';
import { helperOf, newMark, waitFor } from '../support/processes';
import {
  type Lost,
  parseDocument,
  type Running,
  startRingside,
  type Watched,
  workload,
} from '../support/watch';

const CPUS = String(cpus().length);
const STORM_SECONDS = LONG ? 60 : 12;
/** Others may be at work on the machine of `npm test`. */
const EVENTS_LEAST = LONG ? 100_000_000 : 1_000_000;

interface Paced {
  readonly pid: number;
  readonly getppid: number;
  readonly clock_nanosleep: number;
}

/** What the program said, among what the engine says on standard error. */
const said = ({ stderr }: Watched) =>
  JSON.parse(stderr.split('\n').find((line) => line.startsWith('{')) ?? '') as Paced;

interface Stop {
  /** CLOCK_BOOTTIME, ns. */
  readonly begun: number;
  readonly ended: number;
}

const random = (least: number, most: number) => least + Math.random() * (most - least);

async function stop(pid: number, ms: number): Promise<Stop> {
  const begun = addon().bootNs();
  process.kill(pid, 'SIGSTOP');
  await sleep(ms);
  process.kill(pid, 'SIGCONT');
  return { begun, ended: addon().bootNs() };
}

/** It may have ended since its end was asked for last, which is told a moment later. */
function gone(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ESRCH') throw error;
}

/** Stops the engine again and again until it has ended. */
async function stopAtRandom(running: Running): Promise<Stop[]> {
  const stops: Stop[] = [];
  let ended = false;
  const end = running.ended.finally(() => {
    ended = true;
  });
  await sleep(1000); // The command begins only when all is attached.
  while (!ended) {
    const one = await stop(running.pid, random(20, 900)).catch(gone);
    if (!one) break;
    stops.push(one);
    await Promise.race([end, sleep(random(20, 900))]);
  }
  return stops;
}

/** Each loss of the books is in the list of when, no more and no less. */
function assertWhenAddsUp(lost: Lost): void {
  assert.equal(lost.when_left_out, 0);
  for (const cause of ['ring_full', 'busy', 'tally_full', 'no_storage'] as const) {
    for (const books of lost.by_cpu) {
      const entries = lost.when.filter((entry) => entry.cause === cause && entry.cpu === books.cpu);
      const told = sumOf(entries.map(({ count }) => count));
      // The list is of all programs, the books by CPU are of those that make events.
      if (cause === 'ring_full' || cause === 'busy')
        assert.equal(told, books[cause], `${cause} of CPU ${books.cpu}`);
      else assert.ok(told >= books[cause], `${cause} of CPU ${books.cpu}`);
    }
    assert.equal(
      sumOf(lost.when.filter((entry) => entry.cause === cause).map(({ count }) => count)),
      lost[cause],
    );
  }
  for (const entry of lost.when)
    assert.ok(entry.since <= entry.second && entry.count > 0, JSON.stringify(entry));
}

describe('with the smallest rings, every CPU busy and the engine stopped at random', () => {
  it('seen is delivered and each cause, by CPU, and the tally has every call', async (context) => {
    const words = ['watch', 'syscalls', '--json', '--events', '--limit', '0', '--budget', '0'];
    const load = [workload('paced-calls'), CPUS, '0', String(STORM_SECONDS)];
    const running = startRingside([...words, '--', ...load], { size: 'small' });
    const stops = await stopAtRandom(running);
    const watched = await running.ended;
    assert.equal(watched.status, 0, watched.stderr);
    const document = parseDocument(watched);
    const { lost } = document;
    const made = said(watched);
    const stream = document.streams.syscalls;
    assert.ok(stream);
    context.diagnostic(
      `${made.getppid} calls made; seen ${sumOf(lost.by_cpu.map(({ seen }) => seen))}, delivered ` +
        `${stream.delivered}, ring full ${lost.ring_full}, busy ${lost.busy}; stopped ${stops.length} times, ` +
        `${(sumOf(stops.map(({ begun, ended }) => ended - begun)) / 1e9).toFixed(1)} s of ${document.seconds} s`,
    );
    assert.ok(made.getppid >= EVENTS_LEAST, 'the program made enough of them');
    assert.ok(stops.length >= 5);
    assert.ok(lost.ring_full > 0, 'rings of 64 KiB do not hold this');

    assertBooksClose(document);
    assertRowsAddUp(document);
    assertWhenAddsUp(lost);
    assert.deepEqual(
      [lost.tally_full, lost.no_storage, lost.recursion_misses, lost.exit_missed],
      [0, 0, 0, 0],
    );

    const getppid = (row: { pid: number; syscall: string }) =>
      row.pid === made.pid && row.syscall === 'getppid';
    assert.equal(
      total(document, getppid),
      made.getppid,
      'the tally has every call, whatever the stream lost',
    );
    assert.equal(total(document, getppid, 'returned'), made.getppid);
    const tallied = sumOf(lost.by_cpu.map((cpu) => cpu.tallied));
    assert.equal(
      total(document, () => true) - total(document, () => true, 'in_flight'),
      tallied,
      'row by row',
    );
    assert.equal(sumOf(stream.by_key.map(({ count }) => count)), stream.delivered, 'the census is complete');
    for (const row of stream.by_key.filter(getppid)) assert.ok(row.count <= made.getppid);
    for (const cpu of lost.by_cpu) assert.ok(cpu.delivered > 0 && cpu.ring_full > 0, JSON.stringify(cpu));
  });
});

describe('an engine that is stopped for two seconds', () => {
  const RATE = 200_000;
  const SECONDS = 8;

  it('tells where and when', async (context) => {
    const words = ['watch', 'syscalls', '--json', '--events', '--limit', '1', '--budget', '0'];
    const load = [workload('paced-calls'), CPUS, String(RATE), String(SECONDS)];
    const running = startRingside([...words, '--', ...load]);
    await sleep(random(3000, 4000));
    const stopped = await stop(running.pid, 2000);
    const watched = await running.ended;
    const document = parseDocument(watched);
    const { lost } = document;
    const first = document.streams.syscalls?.rows[0];
    assert.ok(first, watched.stderr);
    // The session begins a moment before the command's first call.
    const at = (ns: number) => (ns - first.at_ns) / 1e9;
    const [begun, ended] = [at(stopped.begun), at(stopped.ended)];
    context.diagnostic(
      `stopped from ${begun.toFixed(2)} to ${ended.toFixed(2)} s; told: ` +
        lost.when
          .map((one) => `${one.since}-${one.second} s CPU ${one.cpu} ${one.cause} ${one.count}`)
          .join(', '),
    );
    assertBooksClose(document);
    assertWhenAddsUp(lost);
    const made = said(watched);
    assert.equal(
      total(document, (row) => row.pid === made.pid && row.syscall === 'getppid'),
      made.getppid,
    );
    for (const { cpu, ring_full } of lost.by_cpu) assert.ok(ring_full > 0, `CPU ${cpu} lost something`);
    const entries = lost.when.filter(({ cause }) => cause === 'ring_full');
    assert.deepEqual(new Set(entries.map(({ cpu }) => cpu)), new Set(lost.by_cpu.map(({ cpu }) => cpu)));
    for (const entry of entries) {
      assert.ok(
        entry.second + 1 > begun && entry.second < ended + 1,
        `${entry.second} s: at most a second after it`,
      );
      assert.ok(entry.since < ended, 'not only after it');
    }
    assert.ok(
      entries.some(({ since, second }) => since <= begun && second + 1 > ended),
      'one reaches from the reading before the stop to the one after it',
    );
  });

  it('shows it on the screen within a second of going on', async (context) => {
    const mark = newMark();
    const main = `${workload('helper')}/../../../out/src-main/cli/main.js`;
    const engine = [process.execPath, main, 'watch', 'syscalls', '--events', '--budget', '0'];
    const command = [workload('door-keeper'), '1000', workload('helper'), 'normal', ...engine]
      .map((word) => `'${word}'`)
      .join(' ');
    const terminal = spawn('script', ['-qfec', `stty cols 100 rows 30; exec ${command}`, '/dev/null'], {
      env: { ...process.env, ...mark.environment, TERM: 'xterm', SHELL: '/bin/sh' },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const over = new Promise((resolve) => terminal.once('close', resolve));
    const load = spawn(workload('paced-calls'), [CPUS, String(RATE), '30'], { stdio: 'ignore' });
    let screen = '';
    terminal.stdout.setEncoding('utf8').on('data', (text: string) => {
      screen += text;
    });
    try {
      await waitFor('the view', () => (/lost 0 /.test(screen) ? true : undefined), 15_000);
      const pid = mark.pids().find((one) => helperOf(one) !== undefined);
      assert.ok(pid);
      const times: number[] = [];
      let told = 'lost 0';
      for (let round = 0; round < 3; round++) {
        await sleep(1500);
        screen = '';
        await stop(pid, 1200);
        const begun = performance.now();
        terminal.kill('SIGCONT'); // script stops itself with its child
        told = await waitFor(
          'another loss',
          () => screen.match(/lost [1-9][^(]*\(ring full [^)]*/g)?.find((text) => text !== told),
          5000,
        );
        times.push(performance.now() - begun);
      }
      context.diagnostic(`on the screen after ${times.map((ms) => ms.toFixed(0)).join(', ')} ms`);
      // The least: others may be at work on the machine.
      assert.ok(Math.min(...times) < 1000);
      terminal.stdin.write('q');
      await over;
    } finally {
      load.kill();
      terminal.kill('SIGKILL');
    }
  });
});
