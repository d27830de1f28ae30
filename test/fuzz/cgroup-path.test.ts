// SPDX-License-Identifier: Apache-2.0
// Paths that nobody wrote by hand: parts of real ones in any order, cut, doubled and with bytes of chance. The parser
// gives an identity whose words are parts of the path, in bounded time, and never throws.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCgroupPath } from '../../src-main/identity/cgroup-path';
import { unescapeUnit } from '../../src-main/identity/unit-names';
import { LONG } from '../support/long';

const PATHS = LONG ? 5_000_000 : 200_000;
const HEX = '00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff';
const PIECES = [
  ...['/', '//', '.', '..', '-', ':', '@', '_', '\\x2d', '\\x', '\u0000', '\u001b[31m', '<img>', '\ud800'],
  ...['system.slice', 'user.slice', 'user-1000.slice', 'user@1000.service', 'session-3.scope', 'init.scope'],
  ...['app-', 'app-gnome-firefox-1.scope', 'snap.a.b', 'dbus-:1.2-a@0.service', 'gnome-launched-', '.scope'],
  ...['docker', 'docker-', 'libpod_parent', 'libpod-', 'crio-', 'cri-containerd-', 'lxc', 'lxc.payload.'],
  ...['kubepods', 'kubepods.slice', 'burstable', 'pod', 'machine-', 'ecs', '.service', '.slice', HEX],
];

function generator(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5) >>> 0;
    const mixed = Math.imul(state ^ (state >>> 13), 0x297a2d39) >>> 0;
    return Math.floor((mixed / 2 ** 32) * below);
  };
}

const KINDS = new Set(['container', 'app', 'unit', 'session', 'user', 'slice', 'root', 'other']);

test(`${PATHS} paths of chance`, () => {
  const seed = Date.now();
  const random = generator(seed);
  for (let round = 0; round < PATHS; round++) {
    let path = '';
    for (let pieces = random(14); pieces > 0; pieces--)
      path += random(8) ? (PIECES[random(PIECES.length)] ?? '') : String.fromCharCode(random(0x10000));
    const found = parseCgroupPath(path);
    const why = `seed ${seed}: ${JSON.stringify(path)} gave ${JSON.stringify(found)}`;
    assert.ok(KINDS.has(found.kind), why);
    for (const name of ['unit', 'container', 'session'] as const) {
      const word = found[name];
      // What was escaped is told without; all else stands in the path as it is.
      if (word !== undefined)
        assert.ok(word !== '' && (path.includes(word) || unescapeUnit(path).includes(word)), why);
    }
    if (found.kind === 'container') assert.ok(found.container && found.runtime, why);
    if (found.uid !== undefined) assert.ok(Number.isSafeInteger(found.uid), why);
  }
});

test('a path as long as the kernel lets it be, of parts that nearly are something, is read to its end', () => {
  for (const piece of ['app-', 'a-', '\\x2d', 'snap.a.', '-0123456789', ':', 'kubepods-pod']) {
    const part = `${piece.repeat(Math.ceil(255 / piece.length)).slice(0, 249)}.scope`;
    const path = `/${Array.from({ length: 16 }, () => part).join('/')}`;
    assert.equal(parseCgroupPath(path).unit, part);
  }
});
