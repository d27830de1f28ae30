// SPDX-License-Identifier: Apache-2.0
// Started by build/scripts/window-tests.mjs, which makes the display, the user and the way to a helper.

import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

/** Of a tree of its own, in which the skeleton is a tracer: see build/scripts/window-tests.mjs. */
const SECOND_TRACER = 'second-tracer.spec.ts';

export default defineConfig({
  // starts.test.mjs is Node's own runner's.
  ...(process.env.RINGSIDE_E2E_TREE
    ? { testMatch: SECOND_TRACER }
    : { testMatch: '*.spec.ts', testIgnore: SECOND_TRACER }),
  testDir: '.',
  // One after the other: they watch the same kernel, and the machine has two cores.
  workers: 1,
  fullyParallel: false,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json']],
  outputDir: join(process.env.RINGSIDE_E2E_OWN ?? '/tmp/ringside-e2e', 'results/output'),
  forbidOnly: true,
  retries: 0,
});
