// SPDX-License-Identifier: Apache-2.0
// Runs a program: with a time limit, with signals passed on, and telling what came out.
import { spawn } from 'node:child_process';

/**
 * @param {string[]} command
 * @param {object} options
 * @param {string} [options.cwd]
 * @param {Record<string, string | undefined>} [options.env] added to the environment; undefined takes away
 * @param {number} [options.uid] whose process it becomes, with `gid` and no further groups
 * @param {number} [options.gid]
 * @param {'inherit' | 'collect'} [options.output] shown, or kept in the answer
 * @param {number} [options.limitMs] then it is ended: SIGTERM, 5 s later SIGKILL
 * @param {boolean} [options.group] give it a process group of its own, and end that: for test runners, whose children
 *   would go on. Not for sudo, which could then not ask at the terminal.
 * @returns {Promise<{ code: number | null, signal: string | null, timedOut: boolean, text: string, ms: number }>}
 */
export function run(
  command,
  { cwd, env = {}, uid, gid, output = 'inherit', limitMs = 0, group = false } = {},
) {
  const started = performance.now();
  const out = output === 'inherit' ? 'inherit' : 'pipe';
  // A group of its own has no terminal to read from.
  const child = spawn(command[0], command.slice(1), {
    cwd,
    env: { ...process.env, ...env },
    uid,
    gid,
    stdio: [group ? 'ignore' : 'inherit', out, out],
    detached: group,
  });
  const kill = (signal) => {
    try {
      process.kill(group ? -child.pid : child.pid, signal);
    } catch {
      // It has ended by itself.
    }
  };
  const chunks = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => chunks.push(chunk));

  let timedOut = false;
  let lastResort;
  const limit =
    limitMs > 0
      ? setTimeout(() => {
          timedOut = true;
          kill('SIGTERM');
          lastResort = setTimeout(kill, 5_000, 'SIGKILL');
        }, limitMs)
      : undefined;
  const release = passSignals(kill, !group);

  return new Promise((resolve) => {
    const finish = (code, signal, error) => {
      clearTimeout(limit);
      clearTimeout(lastResort);
      release();
      if (timedOut) kill('SIGKILL'); // whoever is left of the group
      const text = Buffer.concat(chunks).toString() + (error ? `${command[0]}: ${error.message}\n` : '');
      resolve({ code, signal, timedOut, text, ms: performance.now() - started });
    };
    child.once('error', (error) => {
      if (output !== 'collect') console.error(`${command[0]} cannot be started: ${error.message}`);
      finish(127, null, error);
    });
    child.once('close', (code, signal) => finish(code, signal));
  });
}

/**
 * While a child runs, signals are for it: this process lives on to tell the outcome.
 * In one process group a terminal sends Ctrl-C and Ctrl-\ to both, so passing them on would deliver them twice, and
 * a second Ctrl-C often means "at once".
 */
function passSignals(kill, sameGroup) {
  const fromTerminal = sameGroup && process.stdin.isTTY ? ['SIGINT', 'SIGQUIT'] : [];
  const handlers = ['SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGHUP'].map((signal) => {
    const handler = () => {
      if (!fromTerminal.includes(signal)) kill(signal);
    };
    process.on(signal, handler);
    return [signal, handler];
  });
  return () => {
    for (const [signal, handler] of handlers) process.off(signal, handler);
  };
}

/** Ends this process as the child ended, so that a caller sees the same. */
export function endAs({ code, signal }) {
  if (signal) process.kill(process.pid, signal);
  else process.exitCode = code ?? 1;
}
