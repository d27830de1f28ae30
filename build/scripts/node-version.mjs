// SPDX-License-Identifier: Apache-2.0
// Imported first: stops with a clear sentence where the other scripts would stop with an unclear one.
// Debian 12's own nodejs is 18, whose modules do not know their own path.
if (!import.meta.dirname) {
  console.error(`Ringside is built with Node 20.11 or newer; this is Node ${process.versions.node}.`);
  console.error('Install a newer Node and run the command again.');
  process.exit(2);
}
