// SPDX-License-Identifier: Apache-2.0
// One question to a runtime's local socket, by HTTP. The answer is a stranger's: bounded in time and size, JSON or
// nothing.

import { get } from 'node:http';

export const ANSWER_MS = 1000;
export const ANSWER_BYTES_MOST = 1024 * 1024;

export type NoAnswer =
  /** It does not know what was asked for. */
  | { readonly kind: 'unknown' }
  /** There is no such socket, or nobody behind it. */
  | { readonly kind: 'absent' }
  /** This user may not. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'bad'; readonly why: string };

export type SocketAnswer = { readonly kind: 'answer'; readonly value: unknown } | NoAnswer;

/** Of a connection's error. */
export function noAnswer(code: string | undefined, otherwise: string): NoAnswer {
  if (code === 'EACCES' || code === 'EPERM') return { kind: 'refused' };
  if (code === 'ENOENT' || code === 'ECONNREFUSED' || code === 'ENOTSOCK' || code === 'ENOTDIR')
    return { kind: 'absent' };
  return { kind: 'bad', why: code ?? otherwise };
}

function parsed(body: string): SocketAnswer {
  try {
    return { kind: 'answer', value: JSON.parse(body) as unknown };
  } catch {
    return { kind: 'bad', why: 'no JSON' };
  }
}

/** Never rejects. */
export function askSocket(socketPath: string, path: string, ms = ANSWER_MS): Promise<SocketAnswer> {
  return new Promise((resolve) => {
    const request = get({ socketPath, path, agent: false, headers: { host: 'localhost' } }, (response) => {
      const parts: Buffer[] = [];
      let bytes = 0;
      response.on('data', (part: Buffer) => {
        bytes += part.length;
        parts.push(part);
        if (bytes > ANSWER_BYTES_MOST) end({ kind: 'bad', why: `more than ${ANSWER_BYTES_MOST} bytes` });
      });
      response.once('end', () => {
        if (response.statusCode === 404) end({ kind: 'unknown' });
        else if (response.statusCode !== 200) end({ kind: 'bad', why: `status ${response.statusCode}` });
        else end(parsed(Buffer.concat(parts).toString('utf8')));
      });
      response.once('error', (error: NodeJS.ErrnoException) => end(noAnswer(error.code, 'no HTTP')));
      response.once('aborted', () => end({ kind: 'bad', why: 'cut off' }));
    });
    // Whole, also when it comes byte by byte.
    const late = setTimeout(() => end({ kind: 'bad', why: `nothing whole within ${ms} ms` }), ms);
    late.unref();
    let ended = false;
    function end(answer: SocketAnswer): void {
      if (ended) return;
      ended = true;
      clearTimeout(late);
      resolve(answer);
      request.destroy();
    }
    request.on('error', (error: NodeJS.ErrnoException) => end(noAnswer(error.code, 'no HTTP')));
  });
}
