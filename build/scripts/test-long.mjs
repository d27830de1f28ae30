// SPDX-License-Identifier: Apache-2.0
// npm run test:long: builds what changed, then runs the tests that have a long version (they import test/support/long),
// with as many rounds and events as the promises name, and those that other projects' readers judge (test/oracles).
// As root; about half an hour.
//
//   npm run test:long [-- NAME...]     only files whose path has one of the words in it: loss, death, fuzz, ...
//
// Exit codes: 0 all passed, 1 something failed, 2 not root or nothing of that name.
import './node-version.mjs';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { endAs, run } from './run.mjs';
import { kernelTests, oracleTests, unitTests } from './test-files.mjs';

const root = join(import.meta.dirname, '../..');
const words = process.argv.slice(2);
const minute = 60_000;

if (process.getuid() !== 0) {
  console.error('These tests need root: they load programs into the kernel. Run: sudo npm run test:long');
  process.exit(2);
}
const built = await run([process.execPath, join(import.meta.dirname, 'build.mjs')], { cwd: root });
if (built.code !== 0) process.exit(1);
const long = [...unitTests(root), ...kernelTests(root)].filter((file) =>
  /support\/long/.test(readFileSync(join(root, file), 'utf8')),
);
const files = [...long, ...oracleTests(root)].filter(
  (file) => words.length === 0 || words.some((word) => file.includes(word)),
);
if (files.length === 0) {
  console.error(`No test with a long version has ${words.join(' or ')} in its path.`);
  process.exit(2);
}
// One at a time: they measure the same kernel, and would count each other.
const tests = ['--test', '--test-concurrency=1', '--test-reporter=spec', ...files];
endAs(
  await run([process.execPath, ...tests], {
    cwd: root,
    env: { RINGSIDE_LONG: '1' },
    limitMs: 90 * minute,
    group: true,
  }),
);
