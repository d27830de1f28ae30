// SPDX-License-Identifier: Apache-2.0
// npm start: sets up what is missing, then opens the window; without a display it watches system calls in this terminal.
//
//   npm start                                      the window
//   npm start -- open [DIR]                        the window, with a capture
//   npm start -- words for "watch syscalls"        the terminal
//
// Exit codes: those of set-up when that fails (setup.mjs), else those of the window or the viewer; a signal ends all
// alike.
import './node-version.mjs';
import { join, resolve } from 'node:path';
import { noteReady, readyRuntime } from './ready-note.mjs';
import { endAs, run } from './run.mjs';
import { person, sessionOf, whyNoSandbox, windowCommand } from './window-person.mjs';

const root = join(import.meta.dirname, '../..');
const script = (name) => join(import.meta.dirname, name);
const words = process.argv.slice(2);
const display = Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
const begun = Math.round(performance.timeOrigin);

const setUp = (...options) => run([process.execPath, script('setup.mjs'), '--quiet', ...options]);

/** As the person of the window: the runtime lies in that person's cache. */
async function findRuntime(who, environment) {
  const asked = await run([process.execPath, script('electron-runtime.mjs')], {
    output: 'collect',
    env: environment,
    ...(who.by === 'sudo' ? { uid: who.uid, gid: who.gid } : {}),
  });
  const lines = asked.text.trim().split('\n');
  const binary = lines.find((line) => line.startsWith('/'));
  const said = lines.filter((line) => line !== binary);
  if (asked.code === 0 && binary) return { binary, said: said.at(-1) ?? '' };
  console.error(said.join('\n'));
  return null;
}

async function window(...words) {
  const who = person();
  const environment = sessionOf(who);
  let runtime = readyRuntime(who.uid);
  if (!runtime) {
    const prepared = await setUp('--window');
    if (prepared.code !== 0) return prepared;
    runtime = await findRuntime(who, environment);
    if (!runtime) return { code: 1, signal: null };
    noteReady(who.uid, runtime);
  }
  console.log(runtime.said);
  const obstacle = who.by === 'root' ? null : whyNoSandbox(runtime.binary);
  if (obstacle) {
    console.error(obstacle);
    return { code: 1, signal: null };
  }
  return run(windowCommand(who, runtime.binary, process.env, words), {
    env: { ...environment, RINGSIDE_BEGUN: String(begun) },
  });
}

async function terminal() {
  const prepared = await setUp();
  if (prepared.code !== 0) return prepared;
  return run([process.execPath, join(root, 'out/src-main/cli/main.js'), 'watch', 'syscalls', ...words]);
}

/** The desktop's menu names no capture. */
const opens = words[0] === 'open' && words.length <= 2;

if (opens && !display) {
  console.error('ringside: A capture is opened in a window, and there is no display for one here.');
  endAs({ code: 3, signal: null });
} else if (opens) endAs(await window(...words.slice(1).map((word) => `--open=${resolve(word)}`)));
else if (display && words.length === 0) endAs(await window());
else {
  if (!display && words.length === 0)
    console.log(
      'There is no display for the window (neither DISPLAY nor WAYLAND_DISPLAY is set): this is `ringside watch syscalls`.',
    );
  endAs(await terminal());
}
