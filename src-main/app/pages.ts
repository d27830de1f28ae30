// SPDX-License-Identifier: Apache-2.0
// app://bundle/: the packaged pages and nothing else. What there is is listed once; a path is looked up, never built.

import { type Dirent, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, relative } from 'node:path';
import { protocol, type Session } from 'electron';
import { PAGES } from './paths';

export const SCHEME = 'app';
export const ORIGIN = `${SCHEME}://bundle`;
export const HOME_PAGE = `${ORIGIN}/`;

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "connect-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

const HEADERS = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** Before the app is ready: the scheme behaves as https does. */
export function declarePages(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Address -> file, for every packaged file of a type that we know. */
function packagedPages(): ReadonlyMap<string, string> {
  const below = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry: Dirent) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? below(path) : entry.isFile() && TYPES[extname(path)] ? [path] : [];
    });
  const pages = new Map(below(PAGES).map((path) => [`${HOME_PAGE}${relative(PAGES, path)}`, path]));
  pages.set(HOME_PAGE, join(PAGES, 'index.html'));
  return pages;
}

/** @throws when the pages were not built */
export function servePages(session: Session): void {
  const pages = packagedPages();
  session.protocol.handle(SCHEME, async ({ url, method }) => {
    const path = method === 'GET' ? pages.get(url) : undefined;
    if (path === undefined) return new Response('There is no such page.', { status: 404, headers: HEADERS });
    const type = TYPES[extname(path)] ?? '';
    return new Response(await readFile(path), { headers: { ...HEADERS, 'content-type': type } });
  });
}
