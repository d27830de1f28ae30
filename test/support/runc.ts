// SPDX-License-Identifier: Apache-2.0
// A real container of the test's own, by runc: one static program, a folder as its root, and the control group that the
// test names, as Docker, containerd, CRI-O, Podman and a kubelet each would have it.

import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workload } from './watch';

export interface ContainerOptions {
  readonly hostname?: string;
  readonly argv?: readonly string[];
  /** A program of test/workloads. */
  readonly program?: string;
  /** Its root is an overlay that may be written, as most runtimes make one. */
  readonly overlay?: boolean;
  /** A folder of this machine, as /volume. */
  readonly volume?: string;
}

/** 64 hex digits, another each time. */
let made = 0;
export function containerId(): string {
  made++;
  return `${process.pid.toString(16)}f${made.toString(16)}`.padStart(64, 'c0de');
}

function specification(
  cgroupsPath: string,
  { hostname = 'ringside-box', argv = [], overlay = false, volume }: ContainerOptions,
) {
  const namespaces = ['pid', 'ipc', 'uts', 'mount'].map((type) => ({ type }));
  const process = { user: { uid: 0, gid: 0 }, args: ['/program', ...argv], env: ['PATH=/'], cwd: '/' };
  return {
    ociVersion: '1.0.2',
    hostname,
    process,
    root: { path: 'root', readonly: !overlay },
    mounts: [
      { destination: '/proc', type: 'proc', source: 'proc' },
      ...(volume ? [{ destination: '/volume', source: volume, options: ['bind'] }] : []),
    ],
    linux: { cgroupsPath, namespaces },
  };
}

function runc(...argv: string[]): string {
  const { status, stdout, stderr, error } = spawnSync('runc', argv, { encoding: 'utf8' });
  assert.ifError(error);
  assert.equal(status, 0, `runc ${argv.join(' ')}: ${stderr}`);
  return stdout;
}

function mount(...argv: string[]): void {
  const { status, stderr } = spawnSync('mount', argv, { encoding: 'utf8' });
  assert.equal(status, 0, `mount ${argv.join(' ')}: ${stderr}`);
}

/** On a file system of its own: layers cannot lie in another overlay. */
function mountOverlay(folder: string): void {
  const layers = join(folder, 'layers');
  mkdirSync(layers);
  mount('-t', 'tmpfs', 'tmpfs', layers);
  for (const name of ['lower', 'upper', 'work']) mkdirSync(join(layers, name));
  const where = ['lower', 'upper', 'work'].map((name) => `${name}dir=${join(layers, name)}`).join();
  mount('-t', 'overlay', 'overlay', '-o', where, join(folder, 'root'));
}

export class Container {
  readonly folder = mkdtempSync(join(tmpdir(), 'ringside-runc-'));
  private readonly state = join(this.folder, 'state');
  readonly name: string;

  constructor(
    /** Below OWN_GROUP. */
    cgroupsPath: string,
    options: ContainerOptions = {},
  ) {
    this.name = `ringside-${process.pid}-${made++}`;
    mkdirSync(join(this.folder, 'root'), { recursive: true });
    if (options.overlay) mountOverlay(this.folder);
    mkdirSync(join(this.folder, 'root/proc'));
    copyFileSync(workload(options.program ?? 'known'), join(this.folder, 'root/program'));
    writeFileSync(
      join(this.folder, 'config.json'),
      JSON.stringify(specification(OWN_GROUP + cgroupsPath, options)),
    );
  }

  /** From birth to death; what its program said. */
  run(): string {
    return runc('--root', this.state, 'run', '--bundle', this.folder, this.name);
  }

  /** The same while this process goes on. */
  async runBeside(): Promise<void> {
    const child = spawn('runc', ['--root', this.state, 'run', '--bundle', this.folder, this.name], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const [code] = (await once(child, 'close')) as [number];
    assert.equal(code, 0);
  }

  /** Its first process waits in its group, and has not become the program yet. */
  create(): ChildProcess {
    // It is the parent of the program's output: whoever waits for that waits for both.
    const child = spawn('runc', ['--root', this.state, 'create', '--bundle', this.folder, this.name], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return child;
  }

  start(): void {
    runc('--root', this.state, 'start', this.name);
  }

  /** Whatever is left of it. */
  remove(): void {
    spawnSync('runc', ['--root', this.state, 'delete', '--force', this.name], { encoding: 'utf8' });
    for (const name of ['root', 'layers']) spawnSync('umount', [join(this.folder, name)]);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Below a group of the test's own, so that nobody else's is touched. */
export const OWN_GROUP = `/ringside-test-${process.pid}`;

function remove(folder: string): void {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isDirectory()) remove(join(folder, entry.name));
  rmdirSync(folder);
}

/** All groups of the test, in each tree: nobody is in them any more. */
export function removeOwnGroups(): void {
  const trees = readFileSync('/proc/mounts', 'utf8').matchAll(/^\S+ (\S+) cgroup2? /gm);
  for (const [, mount = ''] of trees) remove(join(mount, OWN_GROUP));
}
