// SPDX-License-Identifier: Apache-2.0
// npm test: sets up what is missing, then runs all checks in order. The first that fails is the last to run.
//
//   npm test [-- --only STEP]      STEP: setup, style, generated, unit, engine, kernel or window
//
// The last line of output is "N passed, N failed", alone. N counts tests; a step that fails without a failed test to
// show for it (a style error, a crash, a time limit) counts as one failed.
// Exit codes: 0 all passed, 1 something failed, 2 wrong usage or too old a Node.
import './node-version.mjs';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { typed } from './as-root.mjs';
import { run } from './run.mjs';
import { engineTests, kernelTests, unitTests } from './test-files.mjs';

const root = join(import.meta.dirname, '../..');
const minute = 60_000;
const node = process.execPath;
const script = (name) => join('build/scripts', name);
const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/** @typedef {{ passed: number, failed: number, skipped: number, why: string }} Result why is empty when all is well */
const none = { passed: 0, failed: 0, skipped: 0, why: '' };

function whyBad({ code, signal, timedOut }, limitMs) {
  if (timedOut) return `ended after its time limit of ${limitMs / minute} minutes`;
  return code === 0 ? '' : `ended with ${code ?? signal}`;
}

/** Commands in order, each to end with 0. @returns {Promise<Result>} */
async function commands(list, limitMs, { group = true } = {}) {
  for (const command of list) {
    const bad = whyBad(await run(command, { cwd: root, limitMs, group }), limitMs);
    if (bad) return { ...none, failed: 1, why: `${typed(command)} ${bad}` };
  }
  return none;
}

/** Node's test runner over the files. @returns {Promise<Result>} */
async function tests(files, limitMs, { runtime = node, env = {}, flags = [] } = {}) {
  if (files.length === 0)
    return { ...none, failed: 1, why: 'there are no test files, and an empty run proves nothing' };
  const folder = mkdtempSync(join(tmpdir(), 'ringside-test-'));
  const tallyFile = join(folder, 'tally.json');
  try {
    const reporters = [
      'spec',
      '--test-reporter-destination=stdout',
      join(root, script('tally-reporter.mjs')),
    ];
    const command = [
      ...[runtime, ...flags, '--test', `--test-reporter=${reporters[0]}`, reporters[1]],
      ...[`--test-reporter=${reporters[2]}`, `--test-reporter-destination=${tallyFile}`, ...files],
    ];
    const bad = whyBad(await run(command, { cwd: root, env, limitMs, group: true }), limitMs);
    const counted = { ...none, ...readTally(tallyFile) };
    if (!bad && counted.failed === 0) return counted;
    return {
      ...counted,
      failed: Math.max(counted.failed, 1),
      why: `the test runner ${bad || 'told of failures'}`,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * As two runners beside each other, every other file each: on two processors Node runs one file at a time, and in
 * Electron's Node it cannot be told otherwise. @returns {Promise<Result>}
 */
async function inTwo(files, limitMs, options) {
  const halves = [0, 1].map((half) => files.filter((_, at) => at % 2 === half));
  const [one, other] = await Promise.all(halves.map((half) => tests(half, limitMs, options)));
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
    why: [one.why, other.why].filter(Boolean).join('; '),
  };
}

function readTally(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return {}; // The runner was ended before it could write.
  }
}

/** The engine has to work in the oldest Electron's Node as well. */
async function underElectron() {
  const asked = await run([node, script('electron-runtime.mjs')], {
    cwd: root,
    output: 'collect',
    limitMs: 15 * minute,
  });
  process.stdout.write(asked.text);
  const runtime = asked.text.split('\n').find((line) => line.startsWith('/'));
  if (asked.code !== 0 || !runtime)
    return { ...none, failed: 1, why: 'there is no Electron runtime (see above)' };
  return inTwo(engineTests(root), 10 * minute, { runtime, env: { ELECTRON_RUN_AS_NODE: '1' } });
}

async function onThisKernel() {
  if (process.getuid() !== 0) {
    const command = [
      'sudo',
      'env',
      `PATH=${process.env.PATH}`,
      node,
      join(root, script('test.mjs')),
      '--only',
      'kernel',
    ];
    return { ...none, failed: 1, why: `kernel tests need root. Run: ${typed(command)}` };
  }
  // One at a time: they measure the same kernel, and would count each other.
  return tests(kernelTests(root), 20 * minute, { flags: ['--test-concurrency=1'] });
}

/** The short part of npm run test:e2e. */
async function inTheWindow() {
  const limitMs = 5 * minute;
  const types = await commands([['npx', '--no-install', 'tsc', '-p', 'test/e2e']], limitMs);
  if (types.why) return types;
  const folder = mkdtempSync(join(tmpdir(), 'ringside-test-'));
  const tallyFile = join(folder, 'tally.json');
  try {
    const done = await run([node, script('window-tests.mjs'), '--smoke', '--tally', tallyFile], {
      cwd: root,
      limitMs,
      group: true,
    });
    const why = whyBad(done, limitMs);
    const counted = { ...none, ...readTally(tallyFile) };
    if (!why && counted.passed > 0) return counted;
    return { ...counted, failed: Math.max(counted.failed, 1), why: why || 'not one test ran' };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const steps = {
  // In our own process group, so that sudo may ask at the terminal.
  setup: () => commands([[node, script('setup.mjs'), '--tests']], 60 * minute, { group: false }),
  style: () => commands([['npx', '--no-install', 'biome', 'check', '.']], 3 * minute),
  generated: () =>
    commands(
      [
        [node, script('gen.mjs'), '--check'],
        [node, script('gen-calls.mjs'), '--check'],
        [node, script('gen-theme.mjs'), '--check'],
      ],
      3 * minute,
    ),
  unit: () => inTwo(unitTests(root), 10 * minute),
  engine: underElectron,
  kernel: onThisKernel,
  window: inTheWindow,
};

function chosenSteps() {
  try {
    const { only } = parseArgs({ options: { only: { type: 'string' } } }).values;
    if (only === undefined) return Object.keys(steps);
    if (Object.hasOwn(steps, only)) return [only];
    throw new Error(`There is no step "${only}".`);
  } catch (error) {
    console.error(`${error.message} Usage: npm test [-- --only ${Object.keys(steps).join('|')}]`);
    process.exit(2);
  }
}

const names = chosenSteps();
const lines = [];
const total = { passed: 0, failed: 0 };
for (const name of names) {
  if (total.failed > 0) {
    lines.push(`${name.padEnd(10)} not run`);
    continue;
  }
  console.log(`\n== ${name}`);
  const started = performance.now();
  const result = await steps[name]();
  total.passed += result.passed;
  total.failed += result.failed;
  const counts = result.passed + result.failed + result.skipped;
  const numbers = `${result.passed} passed, ${result.failed} failed, ${result.skipped} skipped`;
  const told =
    [result.why, counts > 0 && (!result.why || counts > 1) ? numbers : ''].filter(Boolean).join('; ') ||
    'well';
  const line = `${name.padEnd(10)} ${seconds(performance.now() - started).padStart(8)}  ${told}`;
  console.log(`== ${line}`);
  lines.push(line);
}
console.log(`\nSummary\n  ${lines.join('\n  ')}\n`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
