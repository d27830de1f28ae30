// SPDX-License-Identifier: Apache-2.0
// Who a process is, in the words that a person knows: made of its groups, its user and what a runtime said.

import type { GroupIdentity } from './cgroup-path';
import type { Group } from './groups';

export interface Words {
  readonly user?: string;
  /** The path that says who it is. */
  readonly cgroup_path?: string;
  readonly unit?: string;
  readonly app?: string;
  readonly session?: string;
  /** An id of 64 hex digits, or the name of a machine. */
  readonly container?: string;
  readonly container_name?: string;
  readonly runtime?: string;
  readonly image?: string;
  /** UID of the pod. */
  readonly pod?: string;
  readonly pod_name?: string;
  readonly pod_namespace?: string;
  /** The host name in the container. */
  readonly uts_name?: string;
  /** A sentence: why there is no image. */
  readonly image_missing?: string;
}

const RANK: Readonly<Record<GroupIdentity['kind'], number>> = {
  container: 7,
  app: 6,
  unit: 5,
  session: 4,
  user: 3,
  slice: 2,
  other: 1,
  root: 0,
};
const rank = (group: Group | undefined) => (group?.identity ? RANK[group.identity.kind] : -1);

/** Which of a process's groups says the most; of two that say as much, the one in v2. */
export function tellingGroup(v2: Group | undefined, v1: Group | undefined): Group | undefined {
  return rank(v1) > rank(v2) ? v1 : (v2 ?? v1);
}

/** Fields that are not known are not there. */
export function wordsOf(user: string | undefined, v2: Group | undefined, v1: Group | undefined): Words {
  const group = tellingGroup(v2, v1);
  const { identity, words } = group ?? {};
  const all = {
    user,
    cgroup_path: group?.path,
    unit: identity?.unit,
    app: identity?.app,
    session: identity?.session,
    container: identity?.container,
    container_name: words?.name,
    runtime: identity?.runtime,
    image: words?.image,
    pod: identity?.pod,
    pod_name: words?.pod,
    pod_namespace: words?.namespace,
    uts_name: identity?.container === undefined ? undefined : (v1?.host ?? v2?.host),
    image_missing: words?.image === undefined ? words?.missing : undefined,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Words;
}

/** In one word, the best that there is: `web`, `firefox`, `nginx.service`, `ada`. */
export function label(words: Words): string {
  return containerLabel(words) ?? words.app ?? words.unit ?? words.user ?? '';
}

const SHORT_ID = 12;

/** A container in one word: its name, else the beginning of its id. */
export function containerLabel({ container, container_name }: Words): string | undefined {
  return (
    container_name ??
    (container && /^[0-9a-f]{64}$/.test(container) ? container.slice(0, SHORT_ID) : container)
  );
}
