// SPDX-License-Identifier: Apache-2.0
// A reporter for node --test that counts alike in every Node. Node 18's own closing lines count a skipped test as
// passed and leave out subtests. Writes one line of JSON: { passed, failed, skipped }.
//
// Counted are tests without subtests; a parent only when it failed and none of its children did (a failing hook).
// A parent is told after its children, one level further out:
//
//     level 1   inner, inner
//     level 0   outer            <- a parent, since something was told at level 1 since the last one at level 0

/** @param {AsyncIterable<{ type: string, data: any }>} events */
export default async function* tally(events) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  const below = []; // level -> failures among what was told there since its parent's last sibling
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const level = data.nesting;
    const children = below[level + 1];
    below.length = Math.min(below.length, level + 1);
    const failed = type === 'test:fail' && data.todo === undefined;
    if (children === undefined) {
      const left = data.skip !== undefined || data.todo !== undefined;
      total[failed ? 'failed' : left ? 'skipped' : 'passed'] += 1;
    } else if (failed && children === 0) {
      total.failed += 1;
    }
    below[level] = (below[level] ?? 0) + (failed ? 1 : 0);
  }
  yield `${JSON.stringify(total)}\n`;
}
