// SPDX-License-Identifier: Apache-2.0
// The values of constants in C headers: preprocessor macros and enumerators.
import { execFileSync } from 'node:child_process';

/** The constants of some headers: a map of macro and enumerator names to values, in the order of the header. */
export const constantsOf = (() => {
  const known = new Map();
  return (headers) => {
    if (!known.has(headers)) known.set(headers, readConstants(headers));
    return known.get(headers);
  };
})();

function preprocess(headers, ...flags) {
  const entries = headers.split(',');
  const options = entries.filter((entry) => entry.startsWith('-'));
  const input = entries.filter((entry) => !entry.startsWith('-')).map((entry) => `#include <${entry}>\n`);
  for (const compiler of ['clang', 'gcc', 'cc']) {
    try {
      return execFileSync(compiler, ['-E', ...flags, ...options, '-xc', '-'], {
        input: input.join(''),
        encoding: 'utf8',
        maxBuffer: 1 << 26,
        stdio: ['pipe', 'pipe', 'ignore'],
      });
    } catch (error) {
      if (error.code !== 'ENOENT') throw new Error(`${compiler} cannot preprocess <${headers}>`);
    }
  }
  throw new Error('no C compiler: install clang or gcc');
}

function readConstants(headers) {
  const macros = new Map();
  for (const [, name, body] of preprocess(headers, '-dM').matchAll(/^#define (\w+) (.+)$/gm)) {
    macros.set(name, body);
  }
  const values = new Map();
  for (const [, body] of preprocess(headers, '-P').matchAll(/\benum\s*\w*\s*\{([^}]*)\}/g)) {
    let next = 0n;
    for (const item of body.split(',')) {
      const [name, expression] = item.split(/=(.*)/s).map((part) => part.trim());
      if (!name) continue;
      const value = expression ? evaluate(expression, macros, values) : next;
      if (value === undefined) break;
      values.set(name, value);
      next = value + 1n;
    }
  }
  for (const [name, body] of macros) {
    const value = values.get(name) ?? evaluate(body, macros, values);
    if (value !== undefined) values.set(name, value);
  }
  return values;
}

/** The value of a C integer expression, or undefined when it is something else. */
export function evaluate(expression, macros, values, depth = 0) {
  if (depth > 20) return undefined;
  let whole = true;
  const text = expression
    .replace(/\(\s*(?:__force\s+)?(?:unsigned\s+)?(?:int|long|__\w+)\s*\)/g, '')
    .replace(/\b(0[xX][0-9a-fA-F]+|\d+)[uUlL]*\b/g, '$1')
    .replace(/\b[A-Za-z_]\w*\b/g, (name) => {
      if (values.has(name)) return `(${values.get(name)})`;
      const value = macros.has(name) ? evaluate(macros.get(name), macros, values, depth + 1) : undefined;
      if (value === undefined) whole = false;
      return `(${value})`;
    })
    .replace(/\b0([0-7]+)\b/g, '0o$1')
    .replace(/\b(0[xX][0-9a-fA-F]+|0o[0-7]+|\d+)\b/g, '$1n');
  if (!whole || !/^[\s\dxXoa-fA-Fn()|&~+*<>-]+$/.test(text)) return undefined;
  try {
    const value = Function(`'use strict'; return (${text});`)();
    return typeof value === 'bigint' ? value : undefined;
  } catch {
    return undefined;
  }
}
