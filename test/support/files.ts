// SPDX-License-Identifier: Apache-2.0
// `watch files` for a test: what it says of single opens, and that its books close.

import assert from 'node:assert/strict';
import { type Lost, parseDocument, ringside, type Setting, type Watched } from './watch';
import { begin } from './watching';

export interface OpenEvent {
  readonly pid: number;
  readonly tid: number;
  readonly comm: string;
  readonly syscall: string;
  readonly path: string | null;
  readonly host_path: string | null;
  readonly path_kind: string;
  readonly flags: string;
  readonly mode: number;
  readonly fd: number;
  readonly errno: number;
  readonly error: string | null;
  readonly duration_ns: number;
}

export interface OpenRow {
  readonly pid: number;
  readonly comm: string;
  readonly count: number;
  readonly errors: number;
  readonly errors_by_errno: Readonly<Record<string, number>>;
}

export interface FilesDocument {
  readonly tallies: { readonly files: readonly OpenRow[] };
  readonly streams: { readonly files?: { readonly delivered: number; readonly rows: readonly OpenEvent[] } };
  readonly lost: Lost & { readonly texts_lost: number; readonly texts_forgotten: number };
  readonly cost: { readonly bpf_ns: number };
  readonly notices: readonly { readonly text: string }[];
}

const ALL = ['--events', '--limit', '1000000', '--budget', '0'];

/** Every open of a command and its children. */
export async function watchFiles(
  command: readonly string[],
  setting: Setting = {},
): Promise<Watched & { document: FilesDocument }> {
  const watched = await ringside(['watch', 'files', '--json', ...ALL, '--', ...command], setting);
  return { ...watched, document: parseDocument(watched) as unknown as FilesDocument };
}

/** Every open of the programs that `options` name, from now until `end()`. */
export async function beginFiles(options: readonly string[]): Promise<{ end(): Promise<FilesDocument> }> {
  const watching = await begin([...ALL, ...options], { environment: { RINGSIDE_WATCH: 'files' } });
  return { end: async () => (await watching.end()).document as unknown as FilesDocument };
}

/** Nothing lost, the books close on each CPU, and the tally counts what the stream has. */
export function assertWhole({ lost, streams, tallies }: FilesDocument): void {
  assert.equal(lost.total, 0, JSON.stringify({ ...lost, by_cpu: [] }));
  assert.equal(lost.texts_lost + lost.texts_forgotten, 0);
  for (const cpu of lost.by_cpu) {
    const where = JSON.stringify(cpu);
    const became = cpu.tallied + cpu.tally_full + cpu.filtered + cpu.no_enter + cpu.newborn + cpu.no_storage;
    assert.equal(cpu.seen, became, where);
    assert.equal(cpu.tallied, cpu.delivered + cpu.result_filtered, where);
    assert.equal(cpu.received, cpu.delivered, where);
  }
  const events = streams.files?.rows ?? [];
  assert.equal(events.length, streams.files?.delivered);
  const sum = (of: (row: OpenRow) => number) => tallies.files.reduce((total, row) => total + of(row), 0);
  assert.equal(
    sum(({ count }) => count),
    events.length,
  );
  assert.equal(
    sum(({ errors }) => errors),
    events.filter(({ errno }) => errno).length,
  );
}
