// SPDX-License-Identifier: Apache-2.0
// Entry of the utility process behind a window that shows a capture. Words: the capture, and where a single file is
// unpacked to, which is empty for a folder. Ports come by main.

import { statfs, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Port } from '../engine/window-link';
import type { Course } from '../export/source';
import { unpack } from '../export/unpack';
import { Failure } from '../shared/failure';
import { bytesText } from '../shared/amount';
import { Replay } from './client';
import { WindowReplay } from './window-replay';

interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown; ports: Port[] }) => void): void;
}

/** What stays free on the disk of the cache. */
const FREE_LEAST = 512 * 1024 * 1024;

const { parentPort } = process as unknown as { parentPort?: ParentPort };
const [path, place] = process.argv.slice(2);
if (!parentPort || path === undefined || place === undefined) {
  process.stderr.write('ringside: window-host.js is started by the window\n');
  process.exit(64);
}

let folder = place ? undefined : path;

/** The capture's folder; a single file is unpacked once. @throws {Failure} */
async function folderOf(file: string, into: string, course: Course): Promise<string> {
  const { size } = await stat(file);
  const { bavail, bsize } = await statfs(into);
  if (size + FREE_LEAST > bavail * bsize)
    throw new Failure(
      'The capture was not unpacked.',
      `It has ${bytesText(size)}, and the disk of ${into} has ${bytesText(bavail * bsize)} left.`,
      'Make room there, or unpack it elsewhere with `ringside unpack` and open the folder.',
    );
  const out = join(into, 'capture');
  await unpack(file, out, course);
  return out;
}

const replay = new WindowReplay(
  path,
  async (onEnd, course) => {
    folder ??= await folderOf(path, place, course);
    return Replay.open(folder, { onEnd });
  },
  (name) => parentPort.postMessage({ kind: 'opened', name }),
);
parentPort.on('message', ({ ports }) => {
  for (const port of ports) replay.link(port);
});
process.once('SIGTERM', () => {
  replay.end();
  process.exit(0);
});
