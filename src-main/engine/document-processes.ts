// SPDX-License-Identifier: Apache-2.0
// Who is who, once for each process: what rows name by PID and name.

import type { Words } from '../identity/whose';
import type { Parent } from './parents';
import type { ProcessIdentity, ProcessTable } from './process-table';

/** The newest are told. */
export const PROCESSES_MOST = 20_000;

type Described = Words &
  Pick<ProcessIdentity, 'pid' | 'comm' | 'parent' | 'uid' | 'cgroup' | 'ended'> & {
    readonly started_ns: bigint;
    readonly watched: boolean;
  };

/**
 * [{pid, comm, started_ns, ended, parent, uid, cgroup, watched, user, unit, container, ...}]: fields that are not known
 * are not there. Parents that are not watched come last, as /proc had them.
 */
export function documentProcesses(table: ProcessTable): {
  readonly processes: readonly (
    | Described
    | (Omit<Parent, 'started'> & { readonly started_ns: bigint; readonly watched: boolean })
  )[];
  readonly leftOut: number;
} {
  const watched = table.single();
  const told = watched.slice(-PROCESSES_MOST).map((identity) => {
    const { pid, comm, started, ended, parent, uid, cgroup } = identity;
    return {
      pid,
      comm,
      started_ns: started,
      ended,
      parent,
      uid,
      cgroup,
      watched: true,
      ...table.wordsOf(identity),
    };
  });
  const parents = table.parents
    .all()
    .map(({ started, ...parent }) => ({ ...parent, started_ns: started, watched: false }));
  return { processes: [...told, ...parents], leftOut: watched.length - told.length };
}
