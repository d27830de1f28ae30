// SPDX-License-Identifier: Apache-2.0
// npm run setup: from a fresh Debian with Node and npm to a built Ringside whose helper is in its place.
//
//   npm run setup [-- --window] [--tests] [--kernels] [--no-packages] [--no-helper] [--quiet]
//   npm run setup -- --remove       takes the helper, its polkit policy and the desktop's entry away again
//
//   --window       also the packages that the window needs
//   --tests        also the packages that tests need, the window's among them
//   --kernels      also the packages that tests on other kernels need
//   --no-packages  leave Debian packages alone (on other systems: you have installed their like)
//   --no-helper    leave the helper and its polkit policy alone
//   --no-desktop   do not tell the person's desktop of Ringside and its captures
//   --quiet        say nothing when nothing has to be done
//
// Exit codes: 0 ready, 1 a mistake in set-up itself, 2 wrong usage or too old a Node, 3 Debian packages, 4 npm packages,
// 5 build, 6 helper or policy.
import './node-version.mjs';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, lstatSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { rootPrefix, typed } from './as-root.mjs';
import { distribution, missing, queryFormat, wanted } from './debian-packages.mjs';
import { PlacementError, placeAll, removeAll, toPlace, toRemove } from './install-helper.mjs';
import { whyInstall } from './lockfile.mjs';
import { run } from './run.mjs';
import { person, sessionOf } from './window-person.mjs';

const root = join(import.meta.dirname, '../..');
const minute = 60_000;

/** What happened, why, and what to do: printed as it is. */
class SetupError extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

const readIfThere = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : null);

/** Each step returns whether it changed anything. */
async function debianPackages(options) {
  const reasons = wanted(options);
  const names = Object.keys(reasons);
  const system = distribution(readIfThere('/etc/os-release') ?? '');
  if (!system.debian) {
    const list = names.map((name) => `  ${name}: ${reasons[name]}`).join('\n');
    throw new SetupError(
      3,
      `This is ${system.name}. Set-up can only install packages on Debian. Install what matches these Debian packages, ` +
        `then run the command again with --no-packages:\n${list}`,
    );
  }
  const query = ['dpkg-query', '-W', '-f', queryFormat];
  const lacking = async () => missing(names, (await run(query, { output: 'collect' })).text);
  const absent = await lacking();
  if (absent.length === 0) return false;

  console.log(
    absent.length === 1 ? 'One Debian package is missing:' : `${absent.length} Debian packages are missing:`,
  );
  for (const name of absent) console.log(`  ${name}: ${reasons[name]}`);
  const apt = ['apt-get', '-o', 'DPkg::Lock::Timeout=120'];
  const install = [...apt, 'install', '-y', '--no-install-recommends', ...absent];
  const prefix = rootPrefix();
  if (!prefix) {
    throw new SetupError(
      3,
      'This user can neither act as root nor use sudo here, so they were not installed. As root, run:\n' +
        `  apt-get update && ${typed(install)}\nThen run the command again.`,
    );
  }
  const asRoot = (command) => run([...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', ...command]);
  const update = await asRoot([...apt, '-o', 'APT::Update::Error-Mode=any', 'update', '-q']);
  if (update.code !== 0) {
    console.log(
      'The package lists could not be brought up to date (see above). Going on with those that are here.',
    );
  }
  const done = await asRoot([...install, '-q']);
  const still = await lacking();
  if (done.code !== 0 || still.length > 0) {
    throw new SetupError(
      3,
      `apt-get ended with ${done.code ?? done.signal} (its reason is above); missing: ${still.join(' ') || 'nothing'}. ` +
        `Often the network, a full disk or an unfinished installation is the cause. Try: ${typed([...prefix, ...install])}`,
    );
  }
  console.log('The Debian packages are installed.');
  return true;
}

async function npmPackages() {
  const wantedLock = readIfThere(join(root, 'package-lock.json'));
  if (wantedLock === null) {
    throw new SetupError(4, 'package-lock.json is missing. Bring it back: git checkout package-lock.json');
  }
  const why = whyInstall(wantedLock, readIfThere(join(root, 'node_modules/.package-lock.json')));
  if (!why) return false;
  console.log(`Installing npm packages: ${why}.`);
  const done = await run(['npm', 'ci', '--no-audit', '--no-fund'], { cwd: root });
  if (done.code !== 0) {
    throw new SetupError(
      4,
      `npm ci ended with ${done.code ?? done.signal} (its reason is above). ` +
        'Often the network or the rights on node_modules are the cause. Try: npm ci',
    );
  }
  return true;
}

/**
 * What the build has made, to tell whether it made anything else. By content: generators write their file again even
 * when nothing changed. Without the books that the build tools keep for themselves.
 */
function outputs() {
  const hash = createHash('sha1');
  for (const folder of ['out', 'native/build']) {
    const top = join(root, folder);
    if (!existsSync(top)) continue;
    for (const entry of readdirSync(top, { recursive: true }).sort()) {
      if (/(^|\/)(CMakeFiles|\.ninja_|tsbuildinfo)/.test(entry) || !lstatSync(join(top, entry)).isFile())
        continue;
      hash.update(`${folder}/${entry}\0`).update(readFileSync(join(top, entry)));
    }
  }
  return hash.digest('hex');
}

async function build({ quiet }) {
  const before = outputs();
  const notice = quiet ? setTimeout(() => console.log('Building Ringside.'), 3_000) : undefined;
  const done = await run([process.execPath, join(import.meta.dirname, 'build.mjs')], {
    cwd: root,
    output: quiet ? 'collect' : 'inherit',
    limitMs: 20 * minute,
  });
  clearTimeout(notice);
  if (done.code !== 0) {
    process.stdout.write(done.text);
    const why = done.timedOut ? 'took longer than 20 minutes' : `ended with ${done.code ?? done.signal}`;
    throw new SetupError(
      5,
      `The build ${why} (its reason is above). Put that right, then try: npm run build`,
    );
  }
  return outputs() !== before;
}

/** Places or removes, as root: here, or in a second process by sudo. */
async function placeOrRemove(remove) {
  if ((remove ? toRemove() : toPlace()).length === 0) return false;
  const prefix = rootPrefix();
  const command = [
    process.execPath,
    join(import.meta.dirname, 'install-helper.mjs'),
    ...(remove ? ['--remove'] : []),
  ];
  if (!prefix) {
    throw new SetupError(
      6,
      `The helper and its polkit policy belong to root, and this user can neither act as root nor use sudo here. ` +
        `As root, run:\n  ${typed(command)}\n${remove ? '' : 'Or use --no-helper: Ringside then cannot watch other programs.'}`,
    );
  }
  if (prefix.length === 0) {
    try {
      (remove ? removeAll : placeAll)();
    } catch (error) {
      throw error instanceof PlacementError
        ? error
        : new SetupError(6, `The system refused: ${error.message}`);
    }
    return true;
  }
  const done = await run([...prefix, ...command]);
  if (done.code !== 0) {
    throw new SetupError(
      6,
      `It ended with ${done.code ?? done.signal} (see above). Try: ${typed(['sudo', ...command])}`,
    );
  }
  return true;
}

/** In the data of the person of the window, as that person. A desktop that does not know us is no failure. */
async function desktopEntry(remove) {
  const who = person();
  const done = await run(
    [process.execPath, join(import.meta.dirname, 'desktop-entry.mjs'), ...(remove ? ['--remove'] : [])],
    {
      output: 'collect',
      env: sessionOf(who),
      ...(who.by === 'sudo' ? { uid: who.uid, gid: who.gid } : {}),
    },
  );
  if (done.code !== 0)
    console.log(
      `The desktop does not know Ringside: ${done.text.trim().split('\n').at(-1)} Captures open by \`ringside open\`.`,
    );
  else process.stdout.write(done.text);
  return done.code === 0 && done.text !== '';
}

function options() {
  const flags = ['window', 'tests', 'kernels', 'packages', 'helper', 'desktop', 'quiet', 'remove'];
  const known = Object.fromEntries(
    flags.map((name) => [
      ['packages', 'helper', 'desktop'].includes(name) ? `no-${name}` : name,
      { type: 'boolean' },
    ]),
  );
  try {
    return parseArgs({ options: known }).values;
  } catch (error) {
    throw new SetupError(
      2,
      `${error.message}\nThe words that set-up knows are in the first lines of build/scripts/setup.mjs.`,
    );
  }
}

async function main() {
  const chosen = options();
  if (chosen.remove) {
    const desktop = await desktopEntry(true);
    if (!(await placeOrRemove(true)) && !desktop)
      console.log('Neither the helper nor its polkit policy is installed.');
    return;
  }
  let changed = false;
  if (!chosen['no-packages']) changed = (await debianPackages(chosen)) || changed;
  changed = (await npmPackages()) || changed;
  changed = (await build(chosen)) || changed;
  if (!chosen['no-helper']) changed = (await placeOrRemove(false)) || changed;
  if (chosen.window && !chosen['no-desktop']) changed = (await desktopEntry(false)) || changed;
  if (changed) console.log('Ringside is set up.');
  else if (!chosen.quiet) console.log('Nothing had to be done: Ringside is set up.');
}

try {
  await main();
} catch (error) {
  const expected = error instanceof SetupError || error instanceof PlacementError;
  console.error(expected ? error.message : `Set-up stopped where it should not have: ${error.stack}`);
  process.exitCode = error instanceof PlacementError ? 6 : expected ? error.code : 1;
}
