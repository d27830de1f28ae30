// SPDX-License-Identifier: Apache-2.0
// What units mean and which words they have, from where each is declared: its typedef's comment, its enum.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const TYPEDEF = /^typedef [us]\d+ (\w+);[ \t]*(?:\/\*(.*?)\*\/)?/gms;

/** The comment behind each `typedef u32 unit;` below bpf/lib and bpf/tracers, as one line. */
export function unitMeanings(bpf) {
  const files = ['lib', 'tracers'].flatMap((folder) =>
    readdirSync(join(bpf, folder), { recursive: true })
      .filter((file) => /\.[ch]$/.test(file))
      .map((file) => join(bpf, folder, file)),
  );
  const meanings = {};
  for (const file of files.sort())
    for (const [, unit, comment] of readFileSync(file, 'utf8').matchAll(TYPEDEF))
      if (comment) meanings[unit] = comment.replace(/\s+\*?\s*/g, ' ').trim();
  return meanings;
}

/** `STALL_GROUP_RECLAIM = 1` -> { 1: 'group_reclaim' }; `FAMILY_IPv4` keeps its small letters. */
export function wordsOfEnum({ name: of, values }) {
  const names = values.map(({ name }) => name);
  const ends = names[0].split('_').map((_, part, parts) => `${parts.slice(0, part).join('_')}_`);
  const prefix = ends.filter((end) => end !== '_' && names.every((name) => name.startsWith(end))).pop() ?? '';
  const words = {};
  for (const { name, val } of values) {
    const word = name.slice(prefix.length);
    if (words[val] !== undefined) throw new Error(`${of}: ${name} is ${words[val]} already`);
    words[val] = /[a-z]/.test(word) ? word : word.toLowerCase();
  }
  return words;
}
