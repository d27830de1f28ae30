// SPDX-License-Identifier: Apache-2.0
// What `npm run bench -- window` starts: one scenario of test/e2e/bench, where the tests of the window run as well.
//
//   node build/scripts/window-bench.mjs SCENARIO       as root; the scenario's lines go to standard output
//
// Exit codes: those of Playwright.
import { onStage } from './window-stage.mjs';

const minute = 60_000;
const scenario = process.argv[2] ?? '';

process.exitCode = await onStage(async ({ playwright }) => {
  const words = ['--grep', `@${scenario}$`];
  const done = await playwright('test/e2e/bench/playwright.config.ts', words, { limitMs: 20 * minute });
  return done.code ?? 1;
});
