// SPDX-License-Identifier: Apache-2.0
// The process in the cage: one capture, asked through standard input, answered through standard output. It ends with
// its input. Whatever goes wrong in here is an answer, or the end of this process; client.ts makes a Failure of both.

import { Failure } from '../shared/failure';
import { Asked } from '../store/asked';
import { Capture, type RowsResult } from '../store/capture';
import { sqlFailure } from '../store/sql-failure';
import type { ColumnChunk } from '../store/values';
import { encodeFrame, FrameReader } from './frames';
import { encodeChunk, failureHeader, REQUESTS_MOST, type Request, unpacked } from './messages';

const asked = new Map<number, Asked>();
let capture: Capture | undefined;

const send = (frame: Buffer) => process.stdout.write(frame);

function fail(id: number, error: unknown): void {
  const failure = error instanceof Failure ? error : sqlFailure(error);
  send(encodeFrame(failureHeader(id, failure)));
}

async function open({ dir, memoryMiB, threads }: Request & { kind: 'open' }): Promise<void> {
  try {
    capture = await Capture.open(dir, { memoryMiB, threads });
    send(encodeFrame({ kind: 'opened', cage: process.env.RINGSIDE_CAGE ?? 'none' }));
  } catch (error) {
    fail(0, error);
  }
}

function tellTables(id: number, { manifest, problems, tables }: Capture): void {
  try {
    send(encodeFrame({ kind: 'description', id, manifest, problems, tables: [...tables.values()] }));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    fail(
      id,
      new Failure(
        'The capture cannot be described.',
        'Its tables have more columns than one message holds.',
        'Take tables out of its folder.',
      ),
    );
  }
}

/** Rows that were gathered, as one chunk of lists. */
const asChunk = ({ columns, rows }: RowsResult): ColumnChunk => ({
  rows: rows.length,
  columns: columns.map((column, index) => ({
    ...column,
    values: rows.map((row) => row[index] ?? null),
    valid: undefined,
  })),
});

async function answer(open: Capture, { id, sql, params, most }: Request & { kind: 'ask' }): Promise<void> {
  const own = new Asked();
  asked.set(id, own);
  try {
    const values = params.map(unpacked);
    let cut = false;
    async function* source(): AsyncGenerator<ColumnChunk> {
      if (most === null) return yield* open.chunks(sql, values, own.stop.signal);
      const result = await open.rows(sql, values, most, own.stop.signal);
      cut = result.cut;
      yield asChunk(result);
    }
    for await (const chunk of source())
      for (const frame of encodeChunk(id, chunk)) {
        await own.room();
        send(frame);
      }
    send(encodeFrame({ kind: 'end', id, cut }));
  } catch (error) {
    fail(id, error);
  } finally {
    asked.delete(id);
  }
}

function take(request: Request): void {
  switch (request.kind) {
    case 'open':
      if (!capture) void open(request);
      break;
    case 'describe':
      if (capture) tellTables(request.id, capture);
      break;
    case 'ask':
      if (capture && asked.size < REQUESTS_MOST) void answer(capture, request);
      break;
    case 'credit':
      asked.get(request.id)?.give();
      break;
    case 'cancel':
      asked.get(request.id)?.cancel();
  }
}

const reader = new FrameReader();
process.stdin.on('data', (piece: Buffer) => {
  for (const { header } of reader.push(piece)) take(header as unknown as Request);
});
// The client is gone, or no longer listens: there is nobody to tell anything.
process.stdin.on('end', () => process.exit(0));
process.stdout.on('error', () => process.exit(0));
