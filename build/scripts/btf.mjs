// SPDX-License-Identifier: Apache-2.0
// BTF of an object, as bpftool tells it, with the questions that the generator asks.

import { execFileSync } from 'node:child_process';

const TRANSPARENT = new Set(['TYPEDEF', 'CONST', 'VOLATILE']);
const STORAGE = /^(__)?[us](8|16|32|64)$/;

export function readBtf(object) {
  const dump = execFileSync('bpftool', ['-j', 'btf', 'dump', 'file', object], { maxBuffer: 1 << 28 });
  const types = JSON.parse(dump).types;
  const byId = new Map(types.map((type) => [type.id, type]));

  /** Follows typedefs and qualifiers to the storage type; the first typedef that is not plain storage is the unit. */
  function resolve(id) {
    let unit = null;
    let type = byId.get(id);
    for (; TRANSPARENT.has(type.kind); type = byId.get(type.type_id))
      if (type.kind === 'TYPEDEF' && !STORAGE.test(type.name)) unit ??= type.name;
    return { type, unit };
  }

  function field(struct, { name, type_id, bits_offset }) {
    const { type, unit } = resolve(type_id);
    const at = { name, offset: bits_offset / 8 };
    if (type.kind === 'INT') {
      const kind = `${type.encoding === 'SIGNED' ? 's' : 'u'}${type.size * 8}`;
      if (
        !unit &&
        !name.startsWith('unused') &&
        !['owner', 'generation', 'execs', 'since_wakeup', 'returned'].includes(name)
      )
        throw new Error(`${struct.name}.${name}: ${kind} without a unit; use a typedef of units.bpf.h`);
      return { ...at, kind, bytes: type.size, length: 1, unit: unit ?? 'number' };
    }
    if (type.kind === 'ARRAY') {
      const element = resolve(type.type_id);
      if (element.type.name === 'char')
        return { ...at, kind: 'text', bytes: type.nr_elems, length: type.nr_elems, unit: 'text' };
      const kind = `${element.type.encoding === 'SIGNED' ? 's' : 'u'}${element.type.size * 8}`;
      if (type.nr_elems === 0) return { ...at, kind: 'tail', bytes: 0, length: 0, unit: element.unit };
      return { ...at, kind, bytes: element.type.size, length: type.nr_elems, unit: element.unit ?? 'number' };
    }
    throw new Error(`${struct.name}.${name}: ${type.kind} is not allowed in a record`);
  }

  return {
    variables: () => types.filter((type) => type.kind === 'VAR'),

    /** Those with a name beyond this object. */
    functions: () =>
      types.filter((type) => type.kind === 'FUNC' && type.linkage === 'global').map(({ name }) => name),

    struct: (name) => types.find((type) => type.kind === 'STRUCT' && type.name === name),

    /** The struct that a pointer variable points at. */
    pointee(variable) {
      const pointer = resolve(variable.type_id).type;
      return resolve(pointer.type_id).type;
    },

    /** Variables of a data section with their offsets in bytes. */
    section(name) {
      const section = types.find((type) => type.kind === 'DATASEC' && type.name === name);
      return section.vars.map((entry) => ({ name: byId.get(entry.type_id).name, offset: entry.offset }));
    },

    fieldsWithoutPadding(struct) {
      let end = 0;
      const fields = struct.members.map((member) => {
        const next = field(struct, member);
        if (next.offset !== end)
          throw new Error(`${struct.name}: ${next.offset - end} bytes of hidden padding before ${next.name}`);
        end = next.offset + (next.kind === 'text' ? next.bytes : next.bytes * next.length);
        return next;
      });
      if (end !== struct.size)
        throw new Error(`${struct.name}: ${struct.size - end} bytes of hidden padding at the end`);
      return fields;
    },
  };
}
