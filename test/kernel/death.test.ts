// SPDX-License-Identifier: Apache-2.0
// kill -9 of the engine, the helper or the terminal, while every CPU makes calls that are all streamed: the calls cost
// nothing again at once, within a second no program or link of ours is left, and whoever lives on says what happened.

import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { after, before, describe, it, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { ExitCode } from '../../src-main/shared/failure';
import { LONG } from '../support/long';
import { median } from '../support/median';
import { hasEnded, helperOf, newMark, waitFor, watching } from '../support/processes';
import { parseDocument, type Running, startRingside, workload } from '../support/watch';

const ROUNDS = LONG ? 50 : 5;
const GONE_MS = 1000;
const FREE_MS = 100;
/** As the kernel keeps it. */
const COMM = 'ringside-aftermath'.slice(0, 15);
const WORDS = ['watch', 'syscalls', '--events', '--budget', '0'];

interface Aftermath {
  /** Until calls cost no more than they do without us; -1 when that took longer than was looked. */
  readonly free_ms: number;
  readonly links_ms: number;
  readonly programs_ms: number;
  readonly links_left: number;
  readonly programs_left: number;
  /** BPF programs of somebody else that came or went: what calls cost then is not ours alone. */
  readonly others: number;
}

interface Cost {
  readonly ns: number;
  readonly programs: number;
  readonly links: number;
}

let loops: ChildProcess;
let answers: AsyncIterator<string>;
let pinned: string[];

async function ask<T>(question: string): Promise<T> {
  loops.stdin?.write(`${question}\n`);
  return JSON.parse((await answers.next()).value) as T;
}

before(() => {
  loops = spawn(workload('aftermath'), [], { stdio: ['pipe', 'pipe', 'inherit'] });
  assert.ok(loops.stdout);
  answers = createInterface({ input: loops.stdout })[Symbol.asyncIterator]();
  pinned = readdirSync('/sys/fs/bpf', { recursive: true, encoding: 'utf8' });
});
after(async () => {
  loops.stdin?.end();
  await new Promise((resolve) => loops.once('close', resolve));
});

/** Watches, kills `victim` at some moment, and looks. */
async function killed(engine: number, victim: (helper: number) => number): Promise<Aftermath & Cost> {
  const helper = await waitFor('the helper', () => helperOf(engine), 10_000);
  await watching(helper);
  await sleep(100 + Math.random() * 400);
  const watched = await ask<Cost>(`watched ${helper}`);
  assert.ok(watched.programs >= 10 && watched.links >= 7, 'there is something to leave behind');
  const aftermath = await ask<Aftermath>(`kill ${victim(helper)}`);
  assert.deepEqual([aftermath.links_left, aftermath.programs_left], [0, 0]);
  for (const ms of [aftermath.links_ms, aftermath.programs_ms])
    assert.ok(ms >= 0 && ms < GONE_MS, `gone within a second: ${JSON.stringify(aftermath)}`);
  await waitFor('the helper’s end', () => hasEnded(helper) || undefined, GONE_MS);
  assert.deepEqual(
    readdirSync('/sys/fs/bpf', { recursive: true, encoding: 'utf8' }),
    pinned,
    'nothing is pinned',
  );
  return { ...watched, ...aftermath };
}

type Round = Aftermath & Cost & { readonly base: number };

const told = (all: readonly Round[], value: (round: Round) => number) => {
  const values = all.map(value);
  return `median ${median(values).toFixed(0)} ms, most ${Math.max(...values).toFixed(0)} ms`;
};

/** As many rounds as asked for, and what they came to. */
async function rounds(context: TestContext, one: () => Promise<Aftermath & Cost>): Promise<void> {
  const all: Round[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const { ns: base } = await ask<Cost>('base');
    all.push({ base, ...(await one()) });
  }
  context.diagnostic(
    `${all.length} rounds: links gone: ${told(all, (round) => round.links_ms)}; ` +
      `programs gone: ${told(all, (round) => round.programs_ms)}`,
  );
  const alone = all.filter(({ others }) => !others);
  if (!alone.length) {
    context.diagnostic('others traced all the time: what calls cost without us cannot be told');
    return;
  }
  const nanoseconds = (value: (round: Round) => number) => `${median(alone.map(value)).toFixed(0)} ns`;
  context.diagnostic(
    `${alone.length} of them with nobody else tracing: a call ${nanoseconds(({ base }) => base)}, watched ` +
      `${nanoseconds(({ ns }) => ns)}, costs nothing again after: ` +
      told(alone, ({ free_ms }) => (free_ms < 0 ? Number.POSITIVE_INFINITY : free_ms)),
  );
  if (LONG) assert.ok(median(alone.map(({ free_ms }) => free_ms)) <= FREE_MS);
  assert.ok(
    median(alone.map(({ base, ns }) => ns / base)) > 1.2,
    'watching costs something, or its end could not be seen',
  );
}

describe('under load', () => {
  it('the engine is killed: the helper ends with it', async (context) => {
    await rounds(context, async () => {
      const running = startRingside([...WORDS, '--json']);
      const aftermath = await killed(running.pid, () => running.pid);
      assert.equal((await running.ended).signal, 'SIGKILL');
      return aftermath;
    });
  });

  it('the helper is killed: the engine says so, keeps what was counted, and ends', async (context) => {
    await rounds(context, async () => {
      const running = startRingside([...WORDS, '--json']);
      const aftermath = await killed(running.pid, (helper) => helper);
      checkEngine(await running.ended);
      return aftermath;
    });
  });

  it('the terminal is killed: engine and helper end', async (context) => {
    await rounds(context, async () => {
      const mark = newMark();
      const line = [workload('door-keeper'), '1000', workload('helper'), 'normal', process.execPath];
      const main = `${workload('helper')}/../../../out/src-main/cli/main.js`;
      const command = [...line, main, ...WORDS].map((word) => `'${word}'`).join(' ');
      const terminal = spawn('script', ['-qfec', command, '/dev/null'], {
        env: { ...process.env, ...mark.environment, TERM: 'xterm', SHELL: '/bin/sh' },
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      terminal.stdout.resume();
      const engine = await waitFor(
        'the engine',
        () => mark.pids().find((pid) => helperOf(pid) !== undefined),
        10_000,
      );
      const aftermath = await killed(engine, () => terminal.pid ?? 0);
      await waitFor('every process’s end', () => mark.pids().every(hasEnded) || undefined, GONE_MS);
      return aftermath;
    });
  });
});

function checkEngine(ended: Awaited<Running['ended']>): void {
  assert.equal(ended.status, ExitCode.HelperLost, ended.stderr);
  assert.match(ended.stderr, /^ringside: The helper was lost\.$/m);
  assert.match(ended.stderr, /^ {2}why: {2}The helper is gone\.$/m);
  assert.match(ended.stderr, /^ {2}what to do: {2}What was counted up to then is kept\./m);
  const document = parseDocument(ended);
  const loop = document.tallies.syscalls.find(({ comm, syscall }) => comm === COMM && syscall === 'getppid');
  assert.ok((loop?.count ?? 0) > 1000, 'the counts up to then are in the document');
}
