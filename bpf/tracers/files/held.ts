// SPDX-License-Identifier: Apache-2.0
// What is held open already, one descriptor an event.

import { openFlagsText } from '../../../src-main/shared/call-text';
import type { EventStream } from '../../../src-main/shared/tracer';
import { inWords, unitWord } from '../../../src-main/shared/unit-words';

export const HELD: EventStream = {
  name: 'file_held',
  programs: ['on_held'],
  countBy: ['process', 'path_kind'],
  shown: {
    title: 'Held open',
    columns: [
      { name: 'comm', short: true },
      'pid',
      { name: 'fd', title: 'Descriptor' },
      'path',
      'socket',
      { name: 'position', title: 'Position' },
    ],
    groups: [
      { title: 'Process', column: 'comm' },
      { title: 'File', column: 'path' },
      { title: 'Folder', column: 'path', part: 'folder' },
      { title: 'Socket', column: 'socket' },
    ],
  },
  event(row, naming) {
    const path = naming.text(row.path);
    const socket = naming.text(row.socket);
    const flags = openFlagsText(BigInt(Number(row.flags)));
    return {
      at_ns: row.at as bigint,
      pid: Number(row.pid),
      comm: naming.process(Number(row.process)).comm,
      fd: Number(row.fd),
      path,
      host_path: naming.text(row.host_path),
      path_kind: inWords('path_kind', row.path_kind),
      socket,
      flags,
      position: Number(row.position),
      text: `holds ${Number(row.fd)} ${socket ?? (path === null ? '?' : `"${path}"`)} ${flags}`,
    };
  },
  eventKey([process, kind], naming) {
    const { pid, comm } = naming.process(process);
    return { pid, comm, path_kind: unitWord('path_kind', kind) };
  },
};
