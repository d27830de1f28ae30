// SPDX-License-Identifier: Apache-2.0
// Compiles lessons (bpf/tracers/*/lessons/*.mdx) when the window is built: the policy of the window allows no eval.
import mdx from '@mdx-js/rollup';
import remarkGfm from 'remark-gfm';

/** The text of a lesson without marks, exports and components, in lower case: what a search looks through. */
export function lessonWords(source) {
  return source
    .replace(/\{\/\*.*?\*\/\}/gs, '')
    .replace(/^export const lesson = \{.*?^\};$/ms, '')
    .replace(/<\/?[A-Z][^>]*>/g, ' ')
    .replace(/\]\([^)]*\)/g, ' ')
    .replace(/[`*_#|[\]]|^-+$|^```\w*$/gm, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}

/** A Vite plugin: MDX, and beside each text the export `words`. */
export function lessons() {
  const compiler = mdx({ remarkPlugins: [remarkGfm] });
  return {
    ...compiler,
    name: 'lessons',
    enforce: 'pre',
    async transform(source, id) {
      const compiled = await compiler.transform.call(this, source, id);
      if (!compiled) return compiled;
      return {
        code: `${compiled.code}\nexport const words = ${JSON.stringify(lessonWords(source))};\n`,
        map: null,
      };
    },
  };
}
