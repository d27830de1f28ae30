// SPDX-License-Identifier: Apache-2.0
// Entry of the utility process: main hands it one port for each window. No Electron here, only what a parent port is.

import { WindowEngine } from './window-engine';
import type { Port } from './window-link';

interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown; ports: Port[] }) => void): void;
}

const { parentPort } = process as unknown as { parentPort?: ParentPort };
if (!parentPort) {
  process.stderr.write('ringside: host.js is started by the window\n');
  process.exit(64);
}

const engine = new WindowEngine(process.ppid);
parentPort.on('message', ({ ports }) => {
  for (const port of ports) engine.link(port);
});

// Main asks for the end with SIGTERM, and does not wait: what is being written has a second's work left at most.
process.once('SIGTERM', () => {
  void engine.end().finally(() => process.exit(0));
});
