// SPDX-License-Identifier: Apache-2.0
// A runtime's gRPC socket that gives recorded answers: to a question that was recorded, byte for byte, the answer that it
// got then; to any other what gRPC says to a method that nobody serves.

import { readFileSync } from 'node:fs';
import { createServer, type ServerHttp2Stream } from 'node:http2';
import { join } from 'node:path';
import { ROOT } from '../../src-main/helper/native';

interface Exchange {
  readonly method: string;
  /** containerd's own, where it was asked for one. */
  readonly namespace?: string;
  /** base64, with gRPC's five bytes before each message. */
  readonly request: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly trailers: Readonly<Record<string, string>>;
}

const UNIMPLEMENTED = { ':status': 200, 'content-type': 'application/grpc', 'grpc-status': '12' };

export const exchangesOf = (file: string): readonly Exchange[] =>
  JSON.parse(
    readFileSync(join(ROOT, 'test/src-main/identity/recorded', file), 'utf8'),
  ) as readonly Exchange[];

function answer(stream: ServerHttp2Stream, exchange: Exchange | undefined): void {
  if (!exchange?.body) {
    stream.respond(exchange?.headers ?? UNIMPLEMENTED, { endStream: true });
    return;
  }
  stream.respond(exchange.headers, { waitForTrailers: true });
  stream.once('wantTrailers', () => stream.sendTrailers(exchange.trailers));
  stream.end(Buffer.from(exchange.body, 'base64'));
}

/** Listens on `path` until it is closed; nobody waits for its end. */
export async function replay(path: string, file: string): Promise<{ close(): void }> {
  const known = exchangesOf(file);
  const server = createServer();
  server.on('stream', (stream, headers) => {
    const parts: Buffer[] = [];
    stream.on('error', () => undefined);
    stream.on('data', (part: Buffer) => parts.push(part));
    stream.once('end', () => {
      const request = Buffer.concat(parts).toString('base64');
      const namespace = headers['containerd-namespace'];
      answer(
        stream,
        known.find(
          (one) => one.method === headers[':path'] && one.namespace === namespace && one.request === request,
        ),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  server.unref();
  return server;
}
