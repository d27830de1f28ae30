// SPDX-License-Identifier: Apache-2.0
// Questions to a runtime's local socket, by gRPC: HTTP/2 by Node's own client, and around each message a byte that says
// whether it is packed and four of its length. The answer is a stranger's: bounded in time and size, whole or nothing.

import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect,
  type IncomingHttpHeaders,
} from 'node:http2';
import { connect as connectSocket } from 'node:net';
import { ANSWER_BYTES_MOST, ANSWER_MS, noAnswer, type NoAnswer } from './socket-answer';

export type GrpcAnswer = { readonly kind: 'answer'; readonly value: Uint8Array } | NoAnswer;

const PREFIX_BYTES = 5;
const HEADERS_MOST = 64;

/** gRPC's numbers of what went wrong. */
const NOT_FOUND = 5;
const PERMISSION_DENIED = 7;
const UNIMPLEMENTED = 12;

/** Of an answer that is whole, as HTTP sees it. */
function answerOf(headers: IncomingHttpHeaders, trailers: IncomingHttpHeaders, body: Buffer): GrpcAnswer {
  if (Number(headers[':status']) !== 200) return { kind: 'bad', why: `status ${headers[':status']}` };
  if (!/^application\/grpc(\+proto)?(;|$)/.test(headers['content-type'] ?? ''))
    return { kind: 'bad', why: 'no gRPC' };
  // An answer that is nothing but an error has it in its only headers.
  const told = trailers['grpc-status'] ?? headers['grpc-status'];
  const status = typeof told === 'string' && /^\d{1,3}$/.test(told) ? Number(told) : undefined;
  if (status === undefined) return { kind: 'bad', why: 'no gRPC status' };
  // Who does not serve the question does not know the container either.
  if (status === NOT_FOUND || status === UNIMPLEMENTED) return { kind: 'unknown' };
  if (status === PERMISSION_DENIED) return { kind: 'refused' };
  if (status !== 0) return { kind: 'bad', why: `gRPC status ${status}` };
  if (body.length < PREFIX_BYTES || body[0] !== 0 || body.readUInt32BE(1) !== body.length - PREFIX_BYTES)
    return { kind: 'bad', why: 'no whole message' };
  return { kind: 'answer', value: body.subarray(PREFIX_BYTES) };
}

function framed(message: Uint8Array): Buffer {
  const whole = Buffer.alloc(PREFIX_BYTES + message.length);
  whole.writeUInt32BE(message.length, 1);
  whole.set(message, PREFIX_BYTES);
  return whole;
}

/** One connection, for as many questions as its time allows. */
export class GrpcSocket {
  private readonly session: ClientHttp2Session;
  private readonly late: NodeJS.Timeout;
  private readonly waiting = new Set<(answer: GrpcAnswer) => void>();
  private ended: NoAnswer | undefined;

  constructor(
    path: string,
    private readonly ms = ANSWER_MS,
  ) {
    // A peer that opens streams, or sends headers without end, is cut off by these before its second is over.
    this.session = connect('http://localhost', {
      createConnection: () => connectSocket(path),
      maxReservedRemoteStreams: 0,
      maxHeaderListPairs: HEADERS_MOST,
      settings: { enablePush: false },
    });
    this.session.on('error', ({ code }: NodeJS.ErrnoException) => this.end(noAnswer(code, 'no HTTP/2')));
    this.session.on('goaway', () => this.end({ kind: 'bad', why: 'cut off' }));
    this.session.on('close', () => this.end({ kind: 'bad', why: 'cut off' }));
    this.late = setTimeout(() => this.end({ kind: 'bad', why: `nothing whole within ${ms} ms` }), ms);
    this.late.unref();
  }

  /** Of `/package.Service/Method`. Never rejects; after a connection's end all questions have the same answer. */
  ask(
    method: string,
    message: Uint8Array,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<GrpcAnswer> {
    if (this.ended) return Promise.resolve(this.ended);
    let stream: ClientHttp2Stream;
    try {
      stream = this.session.request({
        ...{ ':method': 'POST', ':path': method, ':scheme': 'http', ':authority': 'localhost' },
        ...{ 'content-type': 'application/grpc', te: 'trailers', 'grpc-timeout': `${this.ms}m` },
        ...headers,
      });
    } catch {
      // It has ended, and has not told yet.
      return Promise.resolve({ kind: 'bad', why: 'cut off' });
    }
    stream.end(framed(message));
    return new Promise((resolve) => {
      this.waiting.add(resolve);
      void wholeAnswer(stream).then((answer) => {
        this.waiting.delete(resolve);
        resolve(answer);
      });
    });
  }

  close(): void {
    this.end({ kind: 'bad', why: 'closed' });
  }

  private end(why: NoAnswer): void {
    if (this.ended) return;
    this.ended = why;
    clearTimeout(this.late);
    for (const tell of this.waiting) tell(why);
    this.waiting.clear();
    this.session.destroy();
  }
}

function wholeAnswer(stream: ClientHttp2Stream): Promise<GrpcAnswer> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let bytes = 0;
    let headers: IncomingHttpHeaders = {};
    let trailers: IncomingHttpHeaders = {};
    stream.once('response', (got) => {
      headers = got;
    });
    stream.once('trailers', (got: IncomingHttpHeaders) => {
      trailers = got;
    });
    stream.on('data', (part: Buffer) => {
      bytes += part.length;
      parts.push(part);
      if (bytes <= ANSWER_BYTES_MOST) return;
      resolve({ kind: 'bad', why: `more than ${ANSWER_BYTES_MOST} bytes` });
      stream.destroy();
    });
    stream.once('error', ({ code }: NodeJS.ErrnoException) => resolve(noAnswer(code, 'no HTTP/2')));
    stream.once('close', () =>
      resolve(
        stream.rstCode || stream.aborted
          ? { kind: 'bad', why: 'cut off' }
          : answerOf(headers, trailers, Buffer.concat(parts)),
      ),
    );
  });
}
