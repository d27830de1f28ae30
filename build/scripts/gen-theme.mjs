// SPDX-License-Identifier: Apache-2.0
// Writes src-renderer/theme/variables.gen.css from theme.ts: the variables that Mantine would put into a style
// element at run time, which the policy of the window refuses.
//
//   node build/scripts/gen-theme.mjs [--check]      --check: writes nothing, exit code 1 when the file is old
import './node-version.mjs';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '../..');
const target = join(root, 'src-renderer/theme/variables.gen.css');

/** Not a file: it stands beside those it imports from. */
const entry = join(root, 'src-renderer/asked.js');
const asked = `
import * as M from '@mantine/core';
import { theme, resolver } from '${join(root, 'src-renderer/theme/theme.ts')}';
const merged = M.mergeMantineTheme(M.DEFAULT_THEME, theme);
const [standard, own] = [M.defaultCssVariablesResolver(merged), resolver(merged)];
const scheme = (name) => ({ ...standard[name], '--mantine-color-scheme': name, ...own[name] });
export const css = M.convertCssVariables(
  { variables: { ...standard.variables, ...own.variables }, light: scheme('light'), dark: scheme('dark') },
  ':root',
);
`;

const { output } = (
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [
      {
        name: 'asked',
        enforce: 'pre',
        resolveId: (id) => (id.endsWith('asked.js') ? entry : null),
        load: (id) => (id === entry ? asked : null),
      },
    ],
    define: { 'process.env.NODE_ENV': '"production"' },
    build: { write: false, minify: false, lib: { entry, formats: ['es'] } },
  })
).at(0);
const { css } = await import(`data:text/javascript,${encodeURIComponent(output[0].code)}`);
// One variable a line, so that a change of the theme is a change of lines.
const text = `/* SPDX-License-Identifier: Apache-2.0 */
/* Written by build/scripts/gen-theme.mjs; do not edit. */
${css.replace(/([{;])\s*/g, '$1\n').replace(/}\s*/g, '}\n')}`;

let old = '';
try {
  old = readFileSync(target, 'utf8');
} catch {
  // The first time there is none.
}
if (old === text) process.exit(0);
if (process.argv.includes('--check')) {
  console.error(
    'gen-theme: src-renderer/theme/variables.gen.css is old. Run: node build/scripts/gen-theme.mjs',
  );
  process.exit(1);
}
writeFileSync(target, text);
