// SPDX-License-Identifier: Apache-2.0
// What the path of a control group says of who runs in it. Runtimes, systemd and desktops each write a path of their
// own; nothing else is known here, and nothing is looked up.

import { appOfUnit, isUnit, unescapeUnit, unitName } from './unit-names';

export type Runtime =
  | 'docker'
  | 'containerd'
  | 'cri-o'
  | 'podman'
  | 'kubernetes'
  | 'ecs'
  | 'lxc'
  | 'nspawn'
  | 'machine'
  | 'unknown';

export interface GroupIdentity {
  /** The most that is known: the first of these that holds. */
  readonly kind: 'container' | 'app' | 'unit' | 'session' | 'user' | 'slice' | 'root' | 'other';
  /** The innermost unit, as systemctl writes it; of a container, one that runs in it. */
  readonly unit?: string;
  /** The innermost container: an id of 64 hex digits, or a name. */
  readonly container?: string;
  /** `kubernetes`: a pod's container whose runtime the path does not tell. */
  readonly runtime?: Runtime;
  /** A pod's UID; of a Podman pod its id. */
  readonly pod?: string;
  readonly app?: string;
  readonly packaging?: 'flatpak' | 'snap';
  /** A login session, as loginctl numbers it. */
  readonly session?: string;
  /** Whose systemd or session it is. */
  readonly uid?: number;
}

/** The kernel's own bound. */
const PATH_MOST = 4096;
const PARTS_MOST = 64;

const ID = '([0-9a-f]{64})';
const PREFIXES: ReadonlyMap<string, Runtime> = new Map([
  ['docker', 'docker'],
  ['cri-containerd', 'containerd'],
  ['containerd', 'containerd'],
  ['nerdctl', 'containerd'],
  ['crio', 'cri-o'],
  ['libpod', 'podman'],
  ['libpod-payload', 'podman'],
]);
/** `docker-ID.scope`, `crio-ID` (without systemd), `kubepods-podUID.slice:cri-containerd:ID`. */
const PREFIXED = new RegExp(`^(?:(.+\\.slice):)?([a-z]+(?:-[a-z]+)?)[-:]${ID}(?:\\.scope)?$`);
const BARE = new RegExp(`^${ID}$`);
const ECS_TASK = /^[0-9a-f]{32}-\d+$/;
const POD_UID = '([0-9a-f]{8}[-_]?[0-9a-f]{4}[-_]?[0-9a-f]{4}[-_]?[0-9a-f]{4}[-_]?[0-9a-f]{12})';
const POD = new RegExp(`^pod${POD_UID}$`);
const POD_SLICE = new RegExp(`^(?:.+-)?kubepods(?:-besteffort|-burstable)?-pod${POD_UID}\\.slice$`);
const PODMAN_POD = new RegExp(`^(?:.+-)?libpod_pod_${ID}\\.slice$`);

/** Folders that runtimes put containers into, whose names alone tell which runtime. */
const PARENTS: ReadonlyMap<string, Runtime> = new Map([
  ['docker', 'docker'],
  ['buildx', 'docker'],
  ['moby', 'docker'],
  ['libpod_parent', 'podman'],
  ['k8s.io', 'containerd'],
  ['default', 'containerd'],
]);

type Found = { -readonly [name in keyof GroupIdentity]?: GroupIdentity[name] };

/** A container ends what was known of units and applications around it. */
function enter(found: Found, container: string, runtime: Runtime): void {
  found.container = container;
  found.runtime = runtime;
  delete found.unit;
  delete found.app;
  delete found.packaging;
  delete found.session;
  delete found.uid;
}

function takePod(found: Found, part: string): boolean {
  const uid = POD.exec(part)?.[1] ?? POD_SLICE.exec(part)?.[1];
  const pod = uid?.replaceAll('_', '-') ?? PODMAN_POD.exec(part)?.[1];
  if (pod !== undefined) found.pod = pod;
  return pod !== undefined;
}

function takeContainer(found: Found, part: string, before: readonly string[]): boolean {
  const [, slice, prefix = '', prefixedId = ''] = PREFIXED.exec(part) ?? [];
  const named = PREFIXES.get(prefix);
  if (named) {
    if (slice) takePod(found, slice);
    enter(found, prefixedId, named);
    return true;
  }
  const parent = before.at(-1) ?? '';
  const bare = BARE.exec(part)?.[1];
  if (bare && before.includes('ecs')) enter(found, bare, 'ecs');
  else if (bare && parent === 'libpod_parent') found.pod = bare;
  else if (bare) {
    const above = [...before].reverse().find((one) => PARENTS.has(one)) ?? '';
    const runtime = PARENTS.get(above) ?? 'unknown';
    enter(found, bare, found.pod && runtime !== 'podman' ? 'kubernetes' : runtime);
  } else if (ECS_TASK.test(part) && before.includes('ecs')) enter(found, part, 'ecs');
  else return takeNamed(found, part, parent);
  return true;
}

/** Containers and machines that are called by a name. */
function takeNamed(found: Found, part: string, parent: string): boolean {
  const payload = /^lxc\.payload\.(.+)$/.exec(part)?.[1];
  if (payload) enter(found, payload, 'lxc');
  else if (parent === 'lxc' || parent === 'lxc.payload') enter(found, part, 'lxc');
  else {
    const machine = /^machine-(.+)\.scope$/.exec(part)?.[1];
    const nspawn = /^systemd-nspawn@(.+)\.service$/.exec(part)?.[1];
    if (machine) enter(found, unescapeUnit(machine), 'machine');
    else if (nspawn) enter(found, unescapeUnit(nspawn), 'nspawn');
    else return false;
  }
  return true;
}

function takeUnit(found: Found, part: string): void {
  const openrc = /^openrc\.(.+)$/.exec(part)?.[1];
  if (openrc) found.unit = openrc;
  if (!isUnit(part)) return;
  const unit = unitName(part);
  const session = /^session-(.+)\.scope$/.exec(unit)?.[1];
  const user = /^(?:user@|user-)(\d{1,10})\.(?:service|slice)$/.exec(unit)?.[1];
  if (session) found.session = session;
  if (user) found.uid = Number(user);
  // A slice is said where nothing has a better name; a user's own stands below the service of all that is his.
  if (!unit.endsWith('.slice') || /^$|\.slice$|^user@\d+\.service$/.test(found.unit ?? '')) found.unit = unit;
  const app = appOfUnit(unit);
  if (app) Object.assign(found, app);
}

function kindOf(found: Found, parts: readonly string[]): GroupIdentity['kind'] {
  if (!parts.length) return 'root';
  if (found.container !== undefined) return 'container';
  if (found.app !== undefined) return 'app';
  if (found.session !== undefined) return 'session';
  if (/^user@\d+\.service$/.test(found.unit ?? '')) return 'user';
  if (found.unit?.endsWith('.slice')) return found.uid === undefined ? 'slice' : 'user';
  return found.unit === undefined ? 'other' : 'unit';
}

/** Of `/system.slice/nginx.service`, from the root of its hierarchy. Anything is a path; what says nothing is `other`. */
export function parseCgroupPath(path: string): GroupIdentity {
  const parts = path
    .slice(-PATH_MOST)
    .split('/')
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .slice(-PARTS_MOST);
  const found: Found = {};
  parts.forEach((part, index) => {
    if (takePod(found, part) || takeContainer(found, part, parts.slice(0, index))) return;
    takeUnit(found, part);
  });
  return { kind: kindOf(found, parts), ...found };
}
