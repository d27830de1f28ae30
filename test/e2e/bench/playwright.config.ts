// SPDX-License-Identifier: Apache-2.0
// Started by build/scripts/window-bench.mjs for test/bench/window.ts: scenarios, not tests. One a run.

import { defineConfig } from '@playwright/test';
import tests from '../playwright.config';

export default defineConfig(tests, {
  testDir: '.',
  testMatch: '*.bench.ts',
  timeout: 25 * 60_000,
  reporter: [['line']],
});
