// SPDX-License-Identifier: Apache-2.0
// npm run test:e2e: the real app on the real kernel, as an ordinary user with the sandbox on, on a display of its own.
//
//   npm run test:e2e [-- --smoke] [--tally FILE] [words for Playwright]
//
// The page of a second tracer (second-tracer.spec.ts) is tested in a tree of its own, into which the skeleton was copied
// (skeleton-tree.mjs): in a run of everything, or when it is named. So is npm start itself (`starts`).
//
//   --smoke   only the short one that is part of npm test; without it, pictures go to test/screens
//   --tally   writes { passed, failed, skipped }
//
// Exit codes: those of Playwright (0 all passed), 2 not root.
import './node-version.mjs';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { run } from './run.mjs';
import { onStage } from './window-stage.mjs';

const root = join(import.meta.dirname, '../..');
const minute = 60_000;

function tallyOf(report) {
  try {
    const { expected, unexpected, flaky, skipped } = JSON.parse(fs.readFileSync(report, 'utf8')).stats;
    return { passed: expected, failed: unexpected + flaky, skipped };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/** A tree in which the skeleton is the tracer `signals`. */
async function skeletonTree(folder) {
  fs.mkdirSync(folder);
  const script = join(import.meta.dirname, 'skeleton-tree.mjs');
  const { code } = await run([process.execPath, script, folder, 'signals'], { limitMs: 10 * minute });
  if (code !== 0) throw new Error('the tree with a second tracer was not built (see above)');
  return folder;
}

/** npm start itself, as root and by sudo: not Playwright's to start. */
const starts = (electron, display) =>
  run([process.execPath, '--test', '--test-reporter', 'spec', join(root, 'test/e2e/starts.test.mjs')], {
    limitMs: 5 * minute,
    group: true,
    env: { DISPLAY: display, RINGSIDE_E2E_ELECTRON: electron, NODE_TEST_CONTEXT: undefined },
  });

async function main() {
  const { values, positionals } = parseArgs({
    options: { smoke: { type: 'boolean' }, tally: { type: 'string' } },
    allowPositionals: true,
  });
  if (process.getuid() !== 0) {
    console.error('The tests of the window start a helper, which needs root. Run: sudo npm run test:e2e');
    return 2;
  }
  return onStage(async ({ own, folder, electron, display, playwright }) => {
    const second = positionals.some((word) => word.includes('second-tracer'));
    const runs = [
      ...(second || positionals.includes('starts') ? [] : [() => root]),
      ...(second || (!values.smoke && positionals.length === 0)
        ? [() => skeletonTree(join(folder, 'skeleton'))]
        : []),
    ];
    const words = [...(values.smoke ? ['--grep', '@smoke'] : []), ...positionals];
    const tally = { passed: 0, failed: 0, skipped: 0 };
    let worst = 0;
    for (const [index, built] of runs.entries()) {
      const report = join(own, `results/report-${index}.json`);
      const done = await playwright('test/e2e/playwright.config.ts', words, {
        built: await built(),
        limitMs: (values.smoke ? 4 : 40) * minute,
        env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report },
      });
      worst ||= done.code ?? 1;
      for (const [name, count] of Object.entries(tallyOf(report))) tally[name] += count;
    }
    if (positionals.includes('starts') || (!values.smoke && positionals.length === 0)) {
      const done = await starts(electron, display);
      worst ||= done.code ?? 1;
      tally[done.code === 0 ? 'passed' : 'failed']++;
    }
    if (values.tally) fs.writeFileSync(values.tally, JSON.stringify(tally));
    const pictures = join(own, 'screens');
    if (fs.readdirSync(pictures).length > 0)
      fs.cpSync(pictures, join(root, 'test/screens'), { recursive: true });
    return worst;
  });
}

process.exitCode = await main();
