// SPDX-License-Identifier: Apache-2.0
// What runtimes leave in files: the bundle of a container, Podman's list, and the names of its logs on a Kubernetes
// node. containerd's and CRI-O's sockets are root's as a rule; their files say the same to whoever may read them.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ContainerWords } from './container-words';

const BYTES_MOST = 8 * 1024 * 1024;
const LOGS_MOST = 20_000;
const WORD_MOST = 256;

/** A word of a stranger's: text, not empty, bounded. */
export const word = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value.slice(0, WORD_MOST) : undefined;

export const record = (value: unknown): Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};

/** What there is, without what is not. */
export function words(
  found: { readonly [name in keyof ContainerWords]?: string | undefined },
): ContainerWords {
  return Object.fromEntries(
    Object.entries(found).filter(([, value]) => value !== undefined),
  ) as ContainerWords;
}

/** By either way in which Kubernetes' runtimes label a container. */
export function wordsOfLabels(labels: Readonly<Record<string, unknown>>): ContainerWords {
  const first = (...names: string[]) =>
    names.map((name) => word(labels[name])).find((value) => value !== undefined);
  return words({
    name: first(
      'io.kubernetes.cri.container-name',
      'io.kubernetes.container.name',
      'io.kubernetes.cri-o.ContainerName',
      'nerdctl/name',
    ),
    image: first(
      'io.kubernetes.cri.image-name',
      'io.kubernetes.cri-o.ImageName',
      'io.kubernetes.cri-o.Image',
      'org.opencontainers.image.base.name',
    ),
    pod: first('io.kubernetes.cri.sandbox-name', 'io.kubernetes.pod.name'),
    namespace: first('io.kubernetes.cri.sandbox-namespace', 'io.kubernetes.pod.namespace'),
  });
}

export type FileAnswer =
  | { readonly kind: 'absent' | 'refused' }
  | { readonly kind: 'read'; readonly value: unknown };

function readJson(path: string): FileAnswer {
  try {
    if (statSync(path).size > BYTES_MOST) return { kind: 'absent' };
    return { kind: 'read', value: JSON.parse(readFileSync(path, 'utf8')) as unknown };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { kind: code === 'EACCES' || code === 'EPERM' ? 'refused' : 'absent' };
  }
}

/** A bundle's config.json, in any of the folders; `ID` in them stands for the container. */
export function fromBundles(folders: readonly string[], id: string): ContainerWords | 'refused' | undefined {
  let refused = false;
  for (const folder of folders) {
    const answer = readJson(join(folder.replace('ID', id), 'config.json'));
    if (answer.kind === 'refused') refused = true;
    if (answer.kind !== 'read') continue;
    const { annotations, hostname } = record(answer.value);
    const found = wordsOfLabels(record(annotations));
    return Object.keys(found).length ? found : words({ name: word(hostname) });
  }
  return refused ? 'refused' : undefined;
}

/** Podman's containers.json: {id, names, metadata: '{"image-name", "name"}'}. */
export function fromPodmanLists(
  paths: readonly string[],
  id: string,
): ContainerWords | 'refused' | undefined {
  let refused = false;
  for (const path of paths) {
    const answer = readJson(path);
    if (answer.kind === 'refused') refused = true;
    if (answer.kind !== 'read' || !Array.isArray(answer.value)) continue;
    const one = answer.value.map(record).find((container) => container.id === id);
    if (!one) continue;
    let metadata: Readonly<Record<string, unknown>> = {};
    try {
      metadata = record(JSON.parse(String(one.metadata ?? '{}')));
    } catch {
      // Then the list's own names are all there is.
    }
    const [first] = Array.isArray(one.names) ? (one.names as unknown[]) : [];
    return words({ name: word(metadata.name) ?? word(first), image: word(metadata['image-name']) });
  }
  return refused ? 'refused' : undefined;
}

/** /var/log/containers has a link POD_NAMESPACE_CONTAINER-ID.log of each container, for everybody to see. */
export function fromLogNames(folder: string, id: string): ContainerWords | undefined {
  try {
    for (const name of readdirSync(folder).slice(0, LOGS_MOST)) {
      if (!name.endsWith(`-${id}.log`)) continue;
      const [pod, namespace, container] = name.slice(0, -`-${id}.log`.length).split('_');
      return words({ pod: word(pod), namespace: word(namespace), name: word(container) });
    }
  } catch {
    // No Kubernetes here, or not for this user.
  }
  return undefined;
}
