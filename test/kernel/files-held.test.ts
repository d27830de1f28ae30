// SPDX-License-Identifier: Apache-2.0
// What a process holds open already is told once, and is what /proc/PID/fd, /proc/PID/fdinfo and ss say of it.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { assertWhole, type FilesDocument } from '../support/files';
import { parseDocument, ringside, workload } from '../support/watch';

interface Held {
  readonly pid: number;
  readonly fd: number;
  readonly path: string | null;
  readonly path_kind: string;
  readonly socket: string | null;
  readonly flags: string;
  readonly position: number;
}

type HeldDocument = FilesDocument & { readonly streams: { readonly file_held?: { readonly rows: Held[] } } };

const WORDS: Readonly<Record<string, string>> = { LISTEN: ' listen', ESTAB: ' established' };
const word = (name: string) => (name === '*' ? '' : ` ${name}`);

/** By descriptor, what ss says of the sockets of a process, in our words. */
function socketsOf(pid: number): Map<number, string> {
  const { status, stdout, stderr } = spawnSync('ss', ['-Hantuxp'], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  const found = new Map<number, string>();
  for (const line of stdout.split('\n')) {
    const fd = new RegExp(`,pid=${pid},fd=(\\d+)`).exec(line)?.[1];
    if (fd === undefined) continue;
    const [kind = '', state = '', , , local = '', remote = ''] = line.split(/\s+/);
    if (kind.startsWith('u_')) found.set(Number(fd), `unix${word(local)}`);
    else {
      const [from, to] = [local, remote].map((end) =>
        end.replace(/^\*:/, '[::]:').replace('[::ffff:127.0.0.1]', '127.0.0.1'),
      );
      const peer = /:\*$/.test(to ?? '') ? '' : ` -> ${to}`;
      found.set(Number(fd), `${kind} ${from}${peer}${kind === 'tcp' ? WORDS[state] : ''}`);
    }
  }
  return found;
}

const fdinfo = (pid: number, fd: number, name: string) =>
  new RegExp(`^${name}:\\s*(\\d+)$`, 'm').exec(readFileSync(`/proc/${pid}/fdinfo/${fd}`, 'utf8'))?.[1];

describe('what a process holds open', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ringside-holds-'));
  const holder = spawn(workload('holds'), [folder], { stdio: ['ignore', 'pipe', 'ignore'] });
  const pid = holder.pid ?? 0;
  after(() => {
    holder.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is told once, as the kernel and ss have it', async () => {
    await once(holder.stdout, 'data');
    const watched = await ringside([
      'watch',
      'files',
      '--json',
      '--events',
      '--pid',
      String(pid),
      '--seconds',
      '1',
    ]);
    const document = parseDocument(watched) as unknown as HeldDocument;
    assertWhole(document);
    const rows = document.streams.file_held?.rows ?? [];
    const descriptors = readdirSync(`/proc/${pid}/fd`).map(Number);
    assert.deepEqual(
      rows.map(({ fd }) => fd),
      descriptors.sort((a, b) => a - b),
    );
    const sockets = socketsOf(pid);
    const kinds = new Map<string, number>();
    for (const { fd, path, path_kind, socket, position } of rows) {
      const link = readlinkSync(`/proc/${pid}/fd/${fd}`);
      const kind = link.startsWith('socket:') ? 'socket' : link.endsWith(' (deleted)') ? 'deleted' : 'other';
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      if (kind === 'socket') {
        assert.equal(path, null);
        assert.equal(socket, sockets.get(fd) ?? 'family 16', link);
        continue;
      }
      assert.equal(socket, null);
      assert.equal(path, link.replace(/ \(deleted\)$/, ''));
      assert.equal(
        /deleted|no_tree/.test(path_kind),
        kind === 'deleted' || /^(pipe|anon_inode):/.test(link),
        path_kind,
      );
      assert.equal(String(position), fdinfo(pid, fd, 'pos'), link);
    }
    assert.equal(kinds.get('socket'), 17, 'sixteen of its own, and its output');
    assert.equal(sockets.size, 16, 'all but the one of netlink');
    assert.equal(kinds.get('deleted'), 2);
  });
});
