// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rootPrefix, typed } from '../../../build/scripts/as-root.mjs';
import { whyInstall } from '../../../build/scripts/lockfile.mjs';
import tally from '../../../build/scripts/tally-reporter.mjs';

describe('the way to root', () => {
  const seen = { uid: 1000, sudo: true, sudoWithoutPassword: false, terminal: false };
  it('is direct for root, and sudo without a question where that works', () => {
    assert.deepEqual(rootPrefix({ ...seen, uid: 0, sudo: false }), []);
    assert.deepEqual(rootPrefix({ ...seen, sudoWithoutPassword: true, terminal: true }), ['sudo', '-n']);
  });
  it('is a question only at a terminal', () => {
    assert.deepEqual(rootPrefix({ ...seen, terminal: true }), ['sudo']);
    assert.equal(rootPrefix(seen), null);
    assert.equal(rootPrefix({ ...seen, sudo: false, terminal: true }), null);
  });
  it('is shown so that it can be typed', () => {
    assert.equal(typed(['sudo', 'node', "/a b/it's", 'g++']), "sudo node '/a b/it'\\''s' g++");
  });
});

describe('npm ci is needed', () => {
  const machine = { platform: 'linux', arch: 'x64' };
  const lock = (packages) => JSON.stringify({ packages });
  const a = { version: '1.0.0', integrity: 'sha512-a' };
  const why = (wanted, installed) =>
    whyInstall(lock({ '': {}, ...wanted }), installed && lock(installed), machine);

  it('not when both locks agree', () => {
    assert.equal(why({ 'node_modules/a': a }, { 'node_modules/a': a }), null);
  });
  it('when nothing is installed, or the list is cut short', () => {
    assert.match(why({ 'node_modules/a': a }, null), /never finished/);
    assert.match(whyInstall(lock({}), '{"packages":', machine), /cannot be read/);
  });
  it('when a package is missing, another version, or too many', () => {
    assert.match(why({ 'node_modules/a': a }, {}), /a is missing/);
    assert.match(
      why({ 'node_modules/a': { ...a, version: '2.0.0' } }, { 'node_modules/a': a }),
      /says 2\.0\.0/,
    );
    assert.match(why({}, { 'node_modules/a': a }), /no longer/);
  });
  it('not for packages of other systems', () => {
    assert.equal(why({ 'node_modules/a': { ...a, os: ['darwin'] } }, {}), null);
    assert.equal(why({ 'node_modules/a': { ...a, cpu: ['arm64'] } }, {}), null);
    assert.equal(why({ 'node_modules/a': { ...a, libc: ['musl'] } }, {}), null);
    assert.match(why({ 'node_modules/a': { ...a, os: ['linux'], cpu: ['x64'] } }, {}), /a is missing/);
  });
  it('not for what only packages of other systems need', () => {
    const other = { ...a, optional: true, cpu: ['wasm32'], dependencies: { b: '1' } };
    const wanted = {
      '': { optionalDependencies: { a: '1' } },
      'node_modules/a': other,
      'node_modules/b': { ...a, optional: true },
    };
    assert.equal(why(wanted, {}), null);
    assert.match(why({ ...wanted, 'node_modules/a': { ...other, cpu: ['x64'] } }, {}), /a is missing/);
    const here = { 'node_modules/a': { ...other, cpu: ['x64'] } };
    assert.match(why({ ...wanted, ...here }, here), /b is missing/);
  });
});

describe('the tally', () => {
  const pass = (nesting, more = {}) => ({ type: 'test:pass', data: { nesting, ...more } });
  const fail = (nesting, more = {}) => ({ type: 'test:fail', data: { nesting, ...more } });
  async function count(...events) {
    const lines = [];
    for await (const line of tally(events)) lines.push(line);
    return JSON.parse(lines.join(''));
  }

  it('counts tests, not what groups them', async () => {
    const events = [pass(1), pass(1), pass(0), pass(0), pass(2), pass(1), pass(0)];
    assert.deepEqual(await count(...events), { passed: 4, failed: 0, skipped: 0 });
  });
  it('counts a failure once, at the test', async () => {
    assert.deepEqual(await count(pass(1), fail(1), fail(0)), { passed: 1, failed: 1, skipped: 0 });
  });
  it('counts a parent that fails by itself', async () => {
    assert.deepEqual(await count(pass(1), fail(0)), { passed: 1, failed: 1, skipped: 0 });
  });
  it('counts skipped tests and those to do apart, as every Node tells them', async () => {
    const events = [pass(0, { skip: '' }), pass(0, { skip: true }), fail(0, { todo: true })];
    assert.deepEqual(await count(...events), { passed: 0, failed: 0, skipped: 3 });
  });
});
