// SPDX-License-Identifier: Apache-2.0
// npm start: sets up what is missing, then watches system calls in this terminal.
//
//   npm start [-- words for "watch syscalls"]
//
// Exit codes: those of set-up when that fails (setup.mjs), else those of the viewer; a signal ends both alike.
import './node-version.mjs';
import { join } from 'node:path';
import { endAs, run } from './run.mjs';

const root = join(import.meta.dirname, '../..');
const viewer = join(root, 'out/src-main/cli/main.js');

const prepared = await run([process.execPath, join(import.meta.dirname, 'setup.mjs'), '--quiet']);
if (prepared.code !== 0) endAs(prepared);
else endAs(await run([process.execPath, viewer, 'watch', 'syscalls', ...process.argv.slice(2)]));
