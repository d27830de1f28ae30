// SPDX-License-Identifier: Apache-2.0
// Whether node_modules holds what package-lock.json asks for.

/**
 * Why `npm ci` is needed, or null. Both locks are compared by content: a checkout gives files any time stamp, so
 * "newer" says nothing.
 * @param {string} wantedText package-lock.json
 * @param {string | null} installedText node_modules/.package-lock.json, which npm writes last
 */
export function whyInstall(wantedText, installedText, machine = process) {
  if (installedText === null) return 'node_modules is missing or was never finished';
  let installed;
  try {
    installed = JSON.parse(installedText).packages;
  } catch {
    return 'node_modules/.package-lock.json cannot be read';
  }
  const wanted = JSON.parse(wantedText).packages;
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '' || entry.link) continue;
    const have = installed[path];
    if (!have) {
      if (fits(entry, machine) && isAskedFor(path, entry, [wanted[''], ...Object.values(installed)]))
        return `${path} is missing`;
    } else if (have.version !== entry.version || have.integrity !== entry.integrity) {
      return `${path} is ${have.version}, package-lock.json says ${entry.version}`;
    }
  }
  for (const path of Object.keys(installed)) {
    if (path !== '' && !wanted[path]) return `${path} is no longer in package-lock.json`;
  }
  return null;
}

/** npm leaves out optional packages for other systems; those for this one it must have brought. */
function fits(entry, { platform, arch }) {
  const allows = (list, value) => !list || (list.includes(value) && !list.includes(`!${value}`));
  return allows(entry.os, platform) && allows(entry.cpu, arch) && allows(entry.libc, 'glibc');
}

/** npm also leaves out what only such a left-out package would need; those are optional and say nothing of systems. */
function isAskedFor(path, entry, askers) {
  if (!entry.optional) return true;
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  return askers.some(
    ({ dependencies, optionalDependencies } = {}) => name in { ...dependencies, ...optionalDependencies },
  );
}
