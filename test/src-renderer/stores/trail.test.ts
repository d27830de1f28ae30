// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Trail } from '../../../src-renderer/stores/trail';
import { newViewStore } from '../../../src-renderer/stores/view-store';

const walked = () => {
  const view = newViewStore();
  const trail = new Trail(view);
  const where = () => {
    const { place, lesson } = view.getState();
    return lesson === '' ? place : `${place} ${lesson}`;
  };
  return { view, trail, where };
};

test('back and forward lead through places and lessons, and end at the ends', () => {
  const { view, trail, where } = walked();
  assert.equal(trail.canGoBack, false);
  trail.go(-1);
  view.setState({ place: 'learn', lesson: 'one' });
  view.setState({ lesson: 'two' });
  assert.equal(where(), 'learn two');
  trail.go(-1);
  assert.equal(where(), 'learn one');
  trail.go(-1);
  assert.equal(where(), 'syscalls');
  trail.go(-1);
  assert.equal(where(), 'syscalls');
  trail.go(1);
  trail.go(1);
  assert.equal(where(), 'learn two');
  assert.equal(trail.canGoForward, false);
});

test('a place comes back with the filter that it had when it was left', () => {
  const { view, trail } = walked();
  const term = { field: 'call', not: false, value: 'read' } as const;
  view.setState({ terms: [term] });
  view.setState({ place: 'learn', lesson: 'one' });
  view.setState({ place: 'syscalls', terms: [{ ...term, value: 'write' }] });
  trail.go(-1);
  trail.go(-1);
  assert.deepEqual(view.getState().terms, [term]);
  trail.go(1);
  trail.go(1);
  assert.equal(view.getState().terms[0]?.value, 'write');
});

test('another way from the middle forgets what was ahead', () => {
  const { view, trail, where } = walked();
  view.setState({ place: 'learn', lesson: 'one' });
  trail.go(-1);
  view.setState({ place: 'learn', lesson: 'two' });
  assert.equal(trail.canGoForward, false);
  trail.go(-1);
  assert.equal(where(), 'syscalls');
});

test('it is bounded: the oldest steps are forgotten', () => {
  const { view, trail, where } = walked();
  for (let i = 0; i < 200; i++) view.setState({ place: 'learn', lesson: String(i) });
  for (let i = 0; i < 200; i++) trail.go(-1);
  assert.equal(where(), 'learn 150');
});
