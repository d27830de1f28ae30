// SPDX-License-Identifier: Apache-2.0
// Answers that no runtime would give to a question by gRPC: each is told as what it is, in bounded time and memory.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type ServerHttp2Stream } from 'node:http2';
import { createServer as createSocket, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { type GrpcAnswer, GrpcSocket } from '../../../src-main/identity/grpc-socket';
import { ANSWER_BYTES_MOST } from '../../../src-main/identity/socket-answer';

const folder = mkdtempSync(join(tmpdir(), 'ringside-grpc-'));
after(() => rmSync(folder, { recursive: true, force: true }));
let sockets = 0;

/** Longer than any answer takes here; those that never come are waited for shortly. */
const LONG_MS = 60_000;

async function ask(path: string, ms = LONG_MS): Promise<GrpcAnswer> {
  const socket = new GrpcSocket(path, ms);
  try {
    return await socket.ask('/package.Service/Method', Buffer.from('question'));
  } finally {
    socket.close();
  }
}

async function listening(server: {
  listen(path: string, listening: () => void): unknown;
  unref(): unknown;
}): Promise<string> {
  const path = join(folder, `${sockets++}.sock`);
  await new Promise<void>((resolve) => server.listen(path, resolve));
  server.unref();
  return path;
}

/** A peer that speaks HTTP/2, and answers each question so. */
async function peer(answer: (stream: ServerHttp2Stream) => void, ms = LONG_MS): Promise<GrpcAnswer> {
  const server = createServer();
  server.on('sessionError', () => undefined);
  server.on('stream', (stream) => {
    stream.on('error', () => undefined);
    answer(stream);
  });
  return ask(await listening(server), ms);
}

/** A peer that sends what it likes. */
async function raw(talk: (socket: Socket) => void, ms = LONG_MS): Promise<GrpcAnswer> {
  const server = createSocket((socket) => {
    socket.on('error', () => undefined);
    talk(socket);
  });
  return ask(await listening(server), ms);
}

const HEADERS = { ':status': 200, 'content-type': 'application/grpc' };

/** This body, with this status after it. */
const withBody =
  (body: Uint8Array, status: string | null = '0', headers: Record<string, string | number> = HEADERS) =>
  (stream: ServerHttp2Stream) => {
    stream.respond(headers, { waitForTrailers: true });
    stream.once('wantTrailers', () => {
      if (status === null) stream.close();
      else stream.sendTrailers({ 'grpc-status': status });
    });
    stream.end(body);
  };

const message = (text: string, length = text.length, packed = 0) => {
  const head = Buffer.alloc(5);
  head[0] = packed;
  head.writeUInt32BE(length, 1);
  return Buffer.concat([head, Buffer.from(text)]);
};

const bad = (why: string) => ({ kind: 'bad', why });

describe('an answer by gRPC', () => {
  it('that is whole is what stands behind its length', async () => {
    for (const [headers, text] of [
      [HEADERS, 'something'],
      [{ ...HEADERS, 'content-type': 'application/grpc+proto' }, ''],
    ] as const) {
      const answer = await peer(withBody(message(text), '0', headers));
      assert.ok(answer.kind === 'answer');
      assert.equal(Buffer.from(answer.value).toString(), text);
    }
  });

  const framings: readonly (readonly [string, Uint8Array])[] = [
    ['nothing', Buffer.alloc(0)],
    ['less than a length', Buffer.alloc(4)],
    ['a length beyond its end', message('short', 6)],
    ['a length of 4 GiB', message('short', 0xffff_ffff)],
    ['more than its length', message('short', 4)],
    ['something packed', message('short', 5, 1)],
    ['two messages', Buffer.concat([message('one'), message('two')])],
  ];
  for (const [what, body] of framings)
    it(`of ${what} is no message`, async () => {
      assert.deepEqual(await peer(withBody(body)), bad('no whole message'));
    });

  it('of more than it may have is given up', async () => {
    const big = Buffer.alloc(ANSWER_BYTES_MOST + 1, 1);
    assert.deepEqual(await peer(withBody(big)), bad(`more than ${ANSWER_BYTES_MOST} bytes`));
  });

  const statuses: readonly (readonly [string | null, GrpcAnswer])[] = [
    ['5', { kind: 'unknown' }],
    ['12', { kind: 'unknown' }],
    ['7', { kind: 'refused' }],
    ['13', { kind: 'bad', why: 'gRPC status 13' }],
    ['999', { kind: 'bad', why: 'gRPC status 999' }],
    ['1e9', { kind: 'bad', why: 'no gRPC status' }],
    ['99999999999999999999', { kind: 'bad', why: 'no gRPC status' }],
    [null, { kind: 'bad', why: 'no gRPC status' }],
  ];
  for (const [status, wanted] of statuses)
    it(`with status ${status}: ${JSON.stringify(wanted)}, after a body and alone`, async () => {
      assert.deepEqual(await peer(withBody(message('words'), status)), wanted);
      const alone = status === null ? HEADERS : { ...HEADERS, 'grpc-status': status };
      assert.deepEqual(await peer((stream) => stream.respond(alone, { endStream: true })), wanted);
    });

  it('of another kind is not read', async () => {
    const json = { ':status': 200, 'content-type': 'application/json' };
    assert.deepEqual(await peer(withBody(message('{}'), '0', json)), bad('no gRPC'));
    assert.deepEqual(await peer(withBody(message('{}'), '0', { ':status': 200 })), bad('no gRPC'));
    assert.deepEqual(
      await peer(withBody(message(''), '0', { ...HEADERS, ':status': 503 })),
      bad('status 503'),
    );
  });
});

describe('a peer', () => {
  it('that never answers, or never ends, is left when the time is over', async () => {
    const late = bad('nothing whole within 50 ms');
    assert.deepEqual(await raw(() => undefined, 50), late);
    assert.deepEqual(await peer(() => undefined, 50), late);
    assert.deepEqual(await peer((stream) => stream.respond(HEADERS), 50), late);
    const slowly = (stream: ServerHttp2Stream) => {
      stream.respond(HEADERS);
      const timer = setInterval(() => stream.write('.'), 1);
      stream.once('close', () => clearInterval(timer));
    };
    assert.deepEqual(await peer(slowly, 50), late);
  });

  it('that goes away in between cut the answer off', async () => {
    const cut = bad('cut off');
    const first = (stream: ServerHttp2Stream) => {
      stream.respond(HEADERS);
      stream.write(message('words', 100));
    };
    const halves: readonly ((stream: ServerHttp2Stream) => void)[] = [
      (stream) => stream.session?.destroy(),
      (stream) => stream.session?.goaway(),
      (stream) => {
        first(stream);
        stream.session?.destroy();
      },
    ];
    for (const half of halves) assert.deepEqual(await peer(half), cut);
    const reset = await peer((stream) => {
      first(stream);
      stream.close(2);
    });
    assert.equal(reset.kind, 'bad');
    assert.deepEqual(await raw((socket) => socket.destroy()), cut);
  });

  it('that speaks no HTTP/2, or a frame of 16 MiB, or headers without end', async () => {
    const settings = Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]);
    const greetings: readonly Uint8Array[] = [
      Buffer.from('SSH-2.0-OpenSSH\r\n'),
      Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}'),
      Buffer.from([0xff, 0xff, 0xff, 4, 0, 0, 0, 0, 0]),
      Buffer.concat([settings, Buffer.from([0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 1])]),
    ];
    for (const greeting of greetings) {
      // A frame that is too long is waited for to its end, or to that of the time.
      const answer = await raw((socket) => socket.end(greeting), 200);
      assert.equal(answer.kind, 'bad', greeting.toString());
    }
    // HEADERS that never end: CONTINUATION after CONTINUATION, each a header that is not to be kept.
    const field = Buffer.concat([Buffer.from([0x00, 1, 0x61, 0x7f, 0x81, 0x0f]), Buffer.alloc(256, 0x62)]);
    const frame = (type: number) => {
      const length = Buffer.alloc(3);
      length.writeUIntBE(field.length, 0, 3);
      return Buffer.concat([length, Buffer.from([type, 0, 0, 0, 0, 1]), field]);
    };
    const endless = await raw((socket) => {
      socket.write(Buffer.concat([settings, frame(1)]));
      const more = Buffer.concat(Array.from({ length: 64 }, () => frame(9)));
      const pour = () => {
        while (!socket.destroyed && socket.write(more));
      };
      socket.on('drain', pour);
      socket.once('data', pour);
    }, 1000);
    assert.equal(endless.kind, 'bad');
  });

  it('that opens streams of its own is not listened to', async () => {
    const answer = await peer((stream) => {
      assert.equal(stream.pushAllowed, false);
      withBody(message('words'))(stream);
    });
    assert.equal(answer.kind, 'answer');
  });

  it('that is not there', async () => {
    const file = join(folder, 'file.sock');
    writeFileSync(file, '');
    for (const path of [file, folder, join(folder, 'none.sock'), join(file, 'below')])
      assert.deepEqual(await ask(path), { kind: 'absent' }, path);
  });

  it('that is gone answers every later question with why', async () => {
    const socket = new GrpcSocket(join(folder, 'none.sock'));
    const all = [1, 2].map(() => socket.ask('/a/b', Buffer.alloc(0)));
    assert.deepEqual(await Promise.all(all), [{ kind: 'absent' }, { kind: 'absent' }]);
    assert.deepEqual(await socket.ask('/a/b', Buffer.alloc(0)), { kind: 'absent' });
    socket.close();
  });
});
