// SPDX-License-Identifier: Apache-2.0
// Entry of the utility process behind a window that shows a capture: its folder is the one word, ports come by main.

import type { Port } from '../engine/window-link';
import { Replay } from './client';
import { WindowReplay } from './window-replay';

interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown; ports: Port[] }) => void): void;
}

const { parentPort } = process as unknown as { parentPort?: ParentPort };
const dir = process.argv[2];
if (!parentPort || dir === undefined) {
  process.stderr.write('ringside: window-host.js is started by the window\n');
  process.exit(64);
}

const replay = new WindowReplay(dir, (folder) => Replay.open(folder));
parentPort.on('message', ({ ports }) => {
  for (const port of ports) replay.link(port);
});
process.once('SIGTERM', () => {
  replay.end();
  process.exit(0);
});
