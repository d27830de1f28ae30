// SPDX-License-Identifier: Apache-2.0
// Podman itself, with a store of the test's own: a container without an image, of one static program, and the service
// that answers on a socket.

import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitFor } from './processes';
import { OWN_GROUP } from './runc';
import { workload } from './watch';

export class Podman {
  /** In the place of a user's runtime folder: his Podman answers in it. */
  readonly folder = mkdtempSync(join(tmpdir(), 'ringside-podman-'));
  private readonly words = [
    ...['--root', join(this.folder, 'store'), '--runroot', join(this.folder, 'run')],
    ...['--tmpdir', join(this.folder, 'tmp'), '--cgroup-manager', 'cgroupfs'],
  ];
  private service: ChildProcess | undefined;

  constructor() {
    chmodSync(this.folder, 0o755);
    mkdirSync(join(this.folder, 'root/proc'), { recursive: true });
    mkdirSync(join(this.folder, 'podman'));
    copyFileSync(workload('known'), join(this.folder, 'root/program'));
  }

  private async podman(...argv: string[]): Promise<string> {
    const child = spawn('podman', [...this.words, ...argv], { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (part: Buffer) => {
      text += part.toString();
    });
    const [code] = (await once(child, 'close')) as [number];
    assert.equal(code, 0, `podman ${argv.join(' ')}`);
    return text;
  }

  /** Answers whoever may open its socket: everybody. */
  async serve(): Promise<void> {
    const socket = join(this.folder, 'podman/podman.sock');
    this.service = spawn('podman', [...this.words, 'system', 'service', '--time', '60', `unix://${socket}`], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await waitFor('Podman’s socket', () => (existsSync(socket) ? true : undefined), 20_000);
    chmodSync(socket, 0o666);
  }

  /** From birth to death, below a group of the test's own; what its program said. It stays in Podman's list. */
  run(name: string): Promise<string> {
    // The defaults are above what a test may give.
    const limits = ['nofile', 'nproc'].flatMap((limit) => ['--ulimit', `${limit}=256:256`]);
    const where = ['--network', 'none', '--cgroup-parent', OWN_GROUP, '--name', name];
    // Its filter refuses calls of 32 bits before anybody could count them.
    const open = ['--security-opt', 'seccomp=unconfined'];
    return this.podman(
      'run',
      ...limits,
      ...where,
      ...open,
      '--rootfs',
      join(this.folder, 'root'),
      '/program',
    );
  }

  async end(): Promise<void> {
    if (this.service && this.service.exitCode === null) {
      this.service.kill();
      await once(this.service, 'close');
    }
    await this.podman('rm', '--all', '--force').catch(() => undefined);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
