// SPDX-License-Identifier: Apache-2.0
// What the last set-up left ready, so that the next start need not look at everything again.
//
// Compared are path, size and time stamp of every source: an edit is noticed, and a checkout at worst sets up once more.
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { toPlace } from './install-helper.mjs';

const root = join(import.meta.dirname, '../..');
const sources = [
  'bpf',
  'native',
  'src-main',
  'src-renderer',
  'build',
  'electron.vite.config.ts',
  'package-lock.json',
];
const results = [
  ...[
    'out/src-main/cli/main.js',
    'out/src-main/engine/host.js',
    'out/app/main.js',
    'out/app/renderer/index.html',
  ],
  ...['native/build/ringside-helper', 'native/build/ringside.node', 'native/build/ringside-keeper'],
];
const made = join(root, 'native/build');

function* stamps(path) {
  const seen = fs.statSync(path, { throwIfNoEntry: false });
  if (!seen) yield `${path} is missing`;
  else if (!seen.isDirectory()) yield `${path} ${seen.size} ${seen.mtimeMs}`;
  else if (path !== made) for (const name of fs.readdirSync(path).sort()) yield* stamps(join(path, name));
}

function fingerprint() {
  const hash = createHash('sha1').update(process.version);
  for (const source of sources) for (const stamp of stamps(join(root, source))) hash.update(`${stamp}\n`);
  return hash.digest('hex');
}

const place = (uid) => join(root, `out/ready-for-${uid}.json`);

/**
 * The Electron runtime of the last start and the sentence about it, or null when set-up has to look again.
 * @param {number} uid whose runtime
 */
export function readyRuntime(uid) {
  try {
    const note = JSON.parse(fs.readFileSync(place(uid), 'utf8'));
    const whole = results.every((path) => fs.existsSync(join(root, path))) && fs.existsSync(note.binary);
    return whole && note.sources === fingerprint() && toPlace().length === 0 ? note : null;
  } catch {
    return null;
  }
}

/** After a set-up that went well. @param {{ binary: string, said: string }} runtime */
export function noteReady(uid, runtime) {
  try {
    fs.writeFileSync(place(uid), JSON.stringify({ sources: fingerprint(), ...runtime }));
  } catch {
    // In somebody else's checkout: every start looks at everything.
  }
}
