// SPDX-License-Identifier: Apache-2.0
// The window's three bundles, for the oldest Electron that Ringside runs on (25: Node 18, Chrome 114).
//
//     src-main/index.ts          -> out/app/main.js       CommonJS
//     src-main/preload/index.ts  -> out/app/preload.js    CommonJS, one file: a sandboxed preload has no require
//     src-renderer/index.html    -> out/app/renderer/
//
// The engine is not bundled: it runs as tsc compiled it (out/src-main/engine/host.js), as the command line does.

import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { lessons } from './build/scripts/lesson-plugin.mjs';

const at = (path: string) => resolve(import.meta.dirname, path);

/** Both go to one folder, beside the pages, so neither may empty it. */
const script = (entry: string, name: string) => ({
  build: {
    outDir: at('out/app'),
    emptyOutDir: false,
    target: 'node18',
    minify: false,
    externalizeDeps: false,
    rollupOptions: {
      input: { [name]: at(entry) },
      external: ['electron', /^node:/],
      output: { format: 'cjs' as const, entryFileNames: '[name].js' },
    },
  },
});

export default defineConfig({
  main: script('src-main/index.ts', 'main'),
  preload: script('src-main/preload/index.ts', 'preload'),
  renderer: {
    root: at('src-renderer'),
    base: '/',
    plugins: [lessons(), react()],
    build: {
      outDir: at('out/app/renderer'),
      emptyOutDir: true,
      target: 'chrome114',
      // The policy of app:// allows neither data: addresses nor scripts in the page.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      rollupOptions: { input: at('src-renderer/index.html') },
    },
  },
});
