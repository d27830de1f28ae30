// SPDX-License-Identifier: Apache-2.0
// Runs inside Electron, placed by electron-runtime.mjs: starts the app whose folder is the first word that is no switch.
'use strict';
const { app } = require('electron');
const { join, resolve } = require('node:path');
const load = require('node:module')._load;

const word = process.argv.slice(1).find((one) => !one.startsWith('-'));
if (word === undefined) {
  console.error('electron: takes the folder of an app');
  process.exit(2);
}
const folder = resolve(word);
const { name, productName, version, main } = require(join(folder, 'package.json'));
app.setName(productName ?? name);
app.setVersion(version);
app.setAppPath(folder);
load(join(folder, main), module, true);
