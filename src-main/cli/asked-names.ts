// SPDX-License-Identifier: Apache-2.0
// Names of a container, a unit, a group or a user, as the numbers that the kernel judges by.

import type { FilterQuestion } from '../engine/filter';
import { treesHere } from '../identity/cgroup-tree';
import { containerWords, placesHere } from '../identity/container-words';
import { type AskedGroup, findGroup } from '../identity/find-group';
import { UserNames } from '../identity/user-names';
import { visibleText } from '../shared/amount';
import { ExitCode, Failure } from '../shared/failure';

export interface AskedNames {
  readonly group?: AskedGroup;
  readonly user?: string;
}

const LISTED_MOST = 20;
const usage = (what: string, why: string, mend: string) => new Failure(what, why, mend, ExitCode.Usage);

function listed(names: readonly string[]): string {
  const some = names.slice(0, LISTED_MOST).map(visibleText).join(', ');
  return names.length > LISTED_MOST ? `${some} and ${names.length - LISTED_MOST} more` : some;
}

const LOOK: Readonly<Record<AskedGroup['by'], string>> = {
  cgroup: 'Look it up in /proc/PID/cgroup, or below /sys/fs/cgroup.',
  container: 'Give its name or the beginning of its id; --cgroup PATH takes any group.',
  unit: 'See `systemctl status`; --cgroup PATH takes any group.',
};

async function groupOf(asked: AskedGroup): Promise<Pick<FilterQuestion, 'cgroup' | 'hierarchy'>> {
  const { by, name } = asked;
  const trees = treesHere();
  const places = placesHere();
  const found = await findGroup(asked, trees, (identity) => containerWords(identity, places));
  if (found.kind === 'found') return { cgroup: found.group.id, hierarchy: found.group.hierarchy };
  const word = by === 'cgroup' ? 'control group' : by;
  if (found.kind === 'several')
    throw usage(
      `--${by} "${name}" is not one alone.`,
      `There are ${found.paths.length}: ${listed(found.paths)}.`,
      'Name one of them with --cgroup PATH.',
    );
  const mounts = trees.map(({ mount }) => mount);
  const why =
    by === 'cgroup'
      ? `It is in none of ${listed(mounts) || 'the trees, since none is mounted'}.`
      : found.there.length
        ? `There are: ${listed(found.there)}.`
        : `No ${word} runs here.`;
  throw usage(`There is no ${word} "${name}".`, why, LOOK[by]);
}

async function uidOf(name: string): Promise<number> {
  const users = new UserNames();
  const uid = await users.uidOf(name);
  if (uid !== undefined) return uid;
  throw usage(
    `There is no user "${name}".`,
    `/etc/passwd has: ${listed(users.names())}.`,
    'Names of a directory service are asked for with `getent passwd NAME`; --uid takes a number.',
  );
}

/** @throws {Failure} where nothing of that name is there, with what is */
export async function withNames(
  question: FilterQuestion,
  { group, user }: AskedNames,
): Promise<FilterQuestion> {
  return {
    ...question,
    ...(group && (await groupOf(group))),
    ...(user !== undefined && { uid: await uidOf(user) }),
  };
}
