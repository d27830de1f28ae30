// SPDX-License-Identifier: Apache-2.0
// A container's name and image, from whoever of its runtime this user may ask. What cannot be had is said why.

import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { GroupIdentity } from './cgroup-path';
import type { AskContainer } from './groups';
import {
  fromBundles,
  fromLogNames,
  fromPodmanLists,
  record,
  word,
  words,
  wordsOfLabels,
} from './runtime-files';
import { askSocket } from './socket-answer';

export interface ContainerWords {
  readonly name?: string;
  readonly image?: string;
  readonly pod?: string;
  readonly namespace?: string;
  /** A sentence: why there is no image. */
  readonly missing?: string;
}

/** Where runtimes are to be found. */
export interface Places {
  readonly docker: readonly string[];
  readonly podman: readonly string[];
  readonly podmanLists: readonly string[];
  readonly containerd: readonly string[];
  readonly crio: readonly string[];
  /** Folders of bundles; `ID` stands for the container. */
  readonly bundles: readonly string[];
  readonly logs: string;
}

/** As runtimes' own tools take it: a path, or `unix://` and a path. */
const address = (value: string | undefined): string[] =>
  /^(unix:\/\/)?\//.test(value ?? '') ? [(value ?? '').replace('unix://', '')] : [];

/** A user's own containerd has its socket in a mount namespace of its own, whose process it notes. */
function rootlessContainerd(run: string): string[] {
  try {
    const pid = readFileSync(join(run, 'containerd-rootless/child_pid'), 'latin1').trim();
    return /^\d{1,10}$/.test(pid) ? [`/proc/${pid}/root/run/containerd/containerd.sock`] : [];
  } catch {
    return [];
  }
}

export function placesHere(env: NodeJS.ProcessEnv = process.env): Places {
  const run = env.XDG_RUNTIME_DIR;
  const own = (...paths: string[]) => (run ? paths.map((path) => join(run, path)) : []);
  const data = env.XDG_DATA_HOME ?? join(homedir(), '.local/share');
  const named = env.DOCKER_HOST?.startsWith('unix://') ? address(env.DOCKER_HOST) : [];
  const list = 'storage/overlay-containers/containers.json';
  const task = '/run/containerd/io.containerd.runtime.v2.task';
  return {
    docker: [...named, '/var/run/docker.sock', ...own('docker.sock')],
    podman: ['/run/podman/podman.sock', ...own('podman/podman.sock')],
    containerd: [
      ...address(env.CONTAINERD_ADDRESS),
      '/run/containerd/containerd.sock',
      '/run/k3s/containerd/containerd.sock',
      ...(run ? rootlessContainerd(run) : []),
    ],
    crio: [...address(env.CONTAINER_RUNTIME_ENDPOINT), '/run/crio/crio.sock'],
    podmanLists: [`/var/lib/containers/${list}`, join(data, 'containers', list)],
    bundles: [
      ...['k8s.io', 'default', 'moby'].map((namespace) => `${task}/${namespace}/ID`),
      '/run/containers/storage/overlay-containers/ID/userdata',
      ...own('containers/overlay-containers/ID/userdata'),
    ],
    logs: '/var/log/containers',
  };
}

const ASKED_AT_ONCE = 4;
const WAITING_MOST = 256;
const NO_IMAGE = 'The image is not known: ';

/** Docker's answer, and Podman's to the same question. */
async function fromSockets(
  sockets: readonly string[],
  id: string,
  who: string,
): Promise<{ readonly found?: ContainerWords; readonly why: string }> {
  let why = `${who} has no socket here.`;
  for (const socket of sockets) {
    const answer = await askSocket(socket, `/containers/${id}/json`);
    if (answer.kind === 'answer') {
      const { Name, Config } = record(answer.value);
      const config = record(Config);
      const labels = wordsOfLabels(record(config.Labels));
      const name = labels.name ?? word(typeof Name === 'string' ? Name.replace(/^\//, '') : undefined);
      return { found: words({ ...labels, name, image: word(config.Image) }), why: `${who} names none.` };
    }
    if (answer.kind === 'unknown')
      why = `${who} does not know the container: it was gone before it was asked for.`;
    if (answer.kind === 'refused') why = `${socket} is not open to this user.`;
    if (answer.kind === 'bad') why = `${who} gave no answer that can be read (${answer.why}).`;
  }
  return { why };
}

/** What this user may not even look for may be there. */
function isThere(path: string): boolean {
  try {
    statSync(path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'EACCES' || code === 'EPERM';
  }
}

const FILES = 'and its files are not readable for this user.';

/** containerd's answer or CRI-O's, and where none is to be had why, beside their files. */
async function fromRuntimes(
  identity: GroupIdentity,
  id: string,
  places: Places,
): Promise<{ readonly found?: ContainerWords; readonly why: string }> {
  const { runtime } = identity;
  const name =
    runtime === 'cri-o' ? 'CRI-O' : runtime === 'kubernetes' ? 'The runtime of the pod' : 'containerd';
  const sockets = [
    ...(runtime === 'cri-o' ? [] : places.containerd.map((path) => ({ path, who: 'containerd' as const }))),
    ...(runtime === 'containerd' ? [] : places.crio.map((path) => ({ path, who: 'CRI-O' as const }))),
  ].filter(({ path }) => isThere(path));
  let why = `${name} has no socket here, ${FILES}`;
  if (!sockets.length) return { why };
  // HTTP/2 and protobuf take longer to load than to ask: only where there is somebody to ask.
  const { askRuntime } = await import('./grpc-runtimes.js');
  for (const { path, who } of sockets) {
    const answer = await askRuntime(path, id, who);
    if (answer.kind === 'words') return { found: answer.words, why: `${who} names none.` };
    if (answer.kind === 'unknown')
      why = `${who} does not know the container: it was gone before it was asked for.`;
    if (answer.kind === 'refused') why = `${name} tells it to root alone, ${FILES}`;
    if (answer.kind === 'bad') why = `${who} gave no answer that can be read (${answer.why}).`;
  }
  return { why };
}

/** Of a container alone. Never rejects, and takes a bounded time. */
export async function containerWords(identity: GroupIdentity, places: Places): Promise<ContainerWords> {
  const { container = '', runtime } = identity;
  if (runtime === 'lxc' || runtime === 'nspawn' || runtime === 'machine')
    return { name: container, missing: 'It was not made from an image that has a name.' };
  if (!/^[0-9a-f]{64}$/.test(container))
    return { missing: `${NO_IMAGE}the runtime has no place where to look.` };
  const found: ContainerWords[] = [];
  let why = '';
  if (runtime === 'docker' || runtime === 'unknown' || runtime === 'kubernetes') {
    const docker = await fromSockets(places.docker, container, 'Docker');
    if (docker.found) found.push(docker.found);
    why = docker.why;
  }
  if (runtime === 'podman') {
    const podman = await fromSockets(places.podman, container, 'Podman');
    if (podman.found) found.push(podman.found);
    const listed = podman.found ? undefined : fromPodmanLists(places.podmanLists, container);
    if (listed && listed !== 'refused') found.push(listed);
    why = listed === 'refused' ? 'Podman’s list belongs to another user.' : podman.why;
  }
  const grpc = runtime === 'containerd' || runtime === 'cri-o' || runtime === 'kubernetes';
  if (!found.length && grpc) {
    const told = await fromRuntimes(identity, container, places);
    if (told.found) found.push(told.found);
    why = told.why;
  }
  if (!found.length) {
    const bundle = fromBundles(places.bundles, container);
    if (bundle && bundle !== 'refused') found.push(bundle);
  }
  const logs = fromLogNames(places.logs, container);
  const all = Object.assign({}, logs, ...found) as ContainerWords;
  return all.image === undefined ? { ...all, missing: NO_IMAGE + why } : all;
}

export interface ContainerAsker extends AskContainer {
  /** All that was asked for has been answered, or `ms` are over. */
  settled(ms: number): Promise<void>;
}

/** Asks for a few at a time; more than can wait are told so. */
export function containerAsker(places: Places = placesHere()): ContainerAsker {
  const waiting: (() => Promise<void>)[] = [];
  let asking = 0;
  let told: (() => void)[] = [];
  const next = () => {
    const one = asking < ASKED_AT_ONCE ? waiting.shift() : undefined;
    if (!one) return;
    asking++;
    void one().finally(() => {
      asking--;
      next();
      if (asking > 0) return;
      for (const tell of told) tell();
      told = [];
    });
  };
  const ask: AskContainer = (identity, found) => {
    if (waiting.length >= WAITING_MOST) {
      found({ missing: `${NO_IMAGE}too many containers began at once.` });
      return;
    }
    waiting.push(async () => found(await containerWords(identity, places)));
    next();
  };
  const settled = async (ms: number) => {
    if (asking === 0) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      told.push(resolve);
      timer = setTimeout(resolve, ms);
    });
    clearTimeout(timer);
  };
  return Object.assign(ask, { settled });
}
