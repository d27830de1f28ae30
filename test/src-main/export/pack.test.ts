// SPDX-License-Identifier: Apache-2.0
// A capture there and back; and files from strangers, which are refused whole.
import assert from 'node:assert/strict';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { MIME_TYPE, pack } from '../../../src-main/export/pack';
import { unpack } from '../../../src-main/export/unpack';
import { Failure } from '../../../src-main/shared/failure';
import { callsTables } from '../../support/calls-capture';
import { inFolder, unhurried, withCapture } from '../../support/exporting';
import { LONG } from '../../support/long';
import { type RawEntry, rawZip } from '../../support/raw-zip';

const TYPE: RawEntry = { name: 'mimetype', data: Buffer.from(MIME_TYPE) };
const part = (name: string, more: Partial<RawEntry> = {}): RawEntry => ({
  name,
  data: Buffer.from('PAR1'),
  ...more,
});
const GOOD = 'syscall/part-000001.parquet';

function tree(folder: string, below = ''): Record<string, string> {
  return Object.fromEntries(
    readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
      const name = join(below, entry.name);
      return entry.isDirectory()
        ? Object.entries(tree(folder, name))
        : [[name, readFileSync(join(folder, name)).toString('base64')]];
    }),
  );
}

test('there and back, byte for byte', async () => {
  await withCapture(async (folder) => {
    const [from, file, to] = ['capture', 'one.ringside', 'back'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    await pack(from, file, unhurried());
    await unpack(file, to, unhurried());
    assert.deepEqual(tree(to), tree(from));
    assert.deepEqual(readdirSync(folder).sort(), ['back', 'capture', 'one.ringside']);
  });
});

test('a large part tells how far it is while it is written, and is given up at once', async () => {
  await withCapture(async (folder) => {
    writeFileSync(join(folder, 'capture/syscall/part-000099.parquet'), Buffer.alloc(4 << 20));
    const file = join(folder, 'one.ringside');
    await pack(join(folder, 'capture'), file, unhurried());
    const { size } = statSync(file);
    const told: number[] = [];
    const cancel = new AbortController();
    const tell = (_what: string, done: number, total: number) => {
      assert.equal(total, size);
      told.push(done);
    };
    await unpack(file, join(folder, 'back'), { signal: cancel.signal, tell });
    assert.ok(told.length > 20, `${told.length} times`);
    assert.deepEqual(
      told,
      [...told].sort((a, b) => a - b),
    );
    assert.ok((told.at(-1) ?? 0) <= size && (told.at(-1) ?? 0) > 4 << 20);

    const giveUp = (what: string, done: number, total: number) => {
      tell(what, done, total);
      if (done > 1 << 20) cancel.abort();
    };
    await assert.rejects(unpack(file, join(folder, 'again'), { signal: cancel.signal, tell: giveUp }), {
      name: 'AbortError',
    });
    assert.ok((told.at(-1) ?? 0) < 3 << 20, 'it went on');
    assert.deepEqual(readdirSync(folder).sort(), ['back', 'capture', 'one.ringside']);
  });
});

test('its type stands where `file` and desktops look for it, uncompressed', async () => {
  await withCapture(async (folder) => {
    const file = join(folder, 'one.ringside');
    await pack(join(folder, 'capture'), file, unhurried());
    const bytes = readFileSync(file);
    assert.equal(bytes.toString('latin1', 30, 38), 'mimetype');
    assert.equal(bytes.toString('latin1', 38, 38 + MIME_TYPE.length), MIME_TYPE);
    const manifest = readFileSync(join(folder, 'capture', 'manifest.json'));
    assert.ok(bytes.includes(manifest), 'nothing is compressed again');
  });
});

test('what is no part of a capture is not packed, and a link is refused', async () => {
  await withCapture(async (folder) => {
    const from = join(folder, 'capture');
    writeFileSync(join(from, 'syscall', '.part-000009.parquet.new'), 'half');
    writeFileSync(join(from, 'notes.txt'), 'mine');
    const file = join(folder, 'one.ringside');
    await pack(from, file, unhurried());
    const bytes = readFileSync(file);
    assert.ok(!bytes.includes('half') && !bytes.includes('notes.txt'));
    symlinkSync('/etc/passwd', join(from, 'syscall', 'part-000009.parquet'));
    await assert.rejects(pack(from, join(folder, 'two.ringside'), unhurried()), Failure);
    assert.ok(!existsSync(join(folder, 'two.ringside')));
  });
});

test('a folder without a capture, and no folder at all', async () => {
  await inFolder(async (folder) => {
    for (const name of ['.', 'nothing'])
      await assert.rejects(
        pack(join(folder, name), join(folder, 'x'), unhurried()),
        (error) => error instanceof Failure && error.exitCode === 2,
      );
  });
});

const hostile: Readonly<Record<string, readonly RawEntry[]>> = {
  'leads out by dots': [TYPE, part('../escaped.parquet')],
  'leads out inside a name': [TYPE, part('syscall/../../escaped')],
  'leads out from the root': [TYPE, part('/tmp/escaped.parquet')],
  'leads out with backslashes': [TYPE, part('..\\escaped.parquet')],
  'is deeper than a capture': [TYPE, part('syscall/more/part-000001.parquet')],
  'has a name that no part has': [TYPE, part('syscall/run.sh')],
  'has a hidden name': [TYPE, part('.syscall/part-000001.parquet')],
  'has a control code in a name': [TYPE, part('sys\x1b[31mcall/part-000001.parquet')],
  'has a NUL in a name': [TYPE, part('syscall/part-000001.parquet\0.sh')],
  'is a link': [TYPE, part(GOOD, { mode: 0o120777, data: Buffer.from('/etc/passwd') })],
  'is a device': [TYPE, part(GOOD, { mode: 0o020666 })],
  'is a folder by name': [TYPE, part('syscall/')],
  'comes twice': [TYPE, part(GOOD), part(GOOD)],
  'is compressed': [
    TYPE,
    part(GOOD, { method: 8, data: deflateRawSync(Buffer.alloc(1 << 20)), unpacked: 1 << 20 }),
  ],
  'is encrypted': [TYPE, part(GOOD, { flags: 0x801 })],
  'has two sizes': [TYPE, part(GOOD, { unpacked: 1 << 30 })],
  'is longer than the file': [TYPE, part(GOOD, { packed: 1 << 30, unpacked: 1 << 30 })],
  'has a wrong sum': [TYPE, part(GOOD, { crc: 1 })],
  'has two names': [TYPE, part(GOOD, { inside: 'syscall/part-000002.parquet' })],
  'has no type first': [part(GOOD), TYPE],
  'has another type': [
    { ...TYPE, data: Buffer.from(MIME_TYPE.replace('ringside', 'ringsides').slice(0, MIME_TYPE.length)) },
    part(GOOD),
  ],
  'has a manifest of the size of a film': [TYPE, part('manifest.json', { data: Buffer.alloc(5 << 20, 32) })],
  'has nothing but its type': [TYPE],
  'has nothing at all': [],
};

for (const [what, entries] of Object.entries(hostile))
  test(`refused whole: an archive of which something ${what}`, async () => {
    await inFolder(async (folder) => {
      const file = join(folder, 'bad.ringside');
      writeFileSync(file, rawZip(entries));
      mkdirSync(join(folder, 'in'));
      await assert.rejects(unpack(file, join(folder, 'in', 'out'), unhurried()), (error) => {
        assert.ok(error instanceof Failure, String(error));
        assert.ok(error.what && error.why && error.mend);
        assert.doesNotMatch(error.message, /\p{Cc}/u);
        return true;
      });
      assert.deepEqual(tree(folder), { 'bad.ringside': readFileSync(file).toString('base64') });
      assert.deepEqual(readdirSync(join(folder, 'in')), []);
    });
  });

test('entries that share their bytes cannot grow beyond the file', async () => {
  await inFolder(async (folder) => {
    const kernel = part(GOOD, { data: Buffer.alloc(100_000, 7) });
    const at = 30 + 8 + MIME_TYPE.length;
    const quoting = Array.from({ length: 999 }, (_, nr) =>
      part(`syscall/part-${String(nr + 2).padStart(6, '0')}.parquet`, { data: kernel.data, at }),
    );
    const file = join(folder, 'bomb.ringside');
    writeFileSync(file, rawZip([TYPE, kernel, ...quoting]));
    await assert.rejects(unpack(file, join(folder, 'out'), unhurried()), /larger than it is/);
    assert.deepEqual(readdirSync(folder), ['bomb.ringside']);
  });
});

test('more entries than a capture has parts', async () => {
  await inFolder(async (folder) => {
    const many = Array.from({ length: 30_000 }, (_, at) =>
      part(`t/part-${String(at).padStart(6, '0')}.parquet`, { data: Buffer.alloc(0) }),
    );
    const file = join(folder, 'many.ringside');
    writeFileSync(file, rawZip([TYPE, ...many]));
    await assert.rejects(unpack(file, join(folder, 'out'), unhurried()), /more than/);
  });
});

test('what is there already is not touched', async () => {
  await inFolder(async (folder) => {
    const file = join(folder, 'good.ringside');
    writeFileSync(file, rawZip([TYPE, part(GOOD)]));
    mkdirSync(join(folder, 'out'));
    appendFileSync(join(folder, 'out', 'mine'), 'x');
    await assert.rejects(unpack(file, join(folder, 'out'), unhurried()), /exists already/);
    assert.deepEqual(readdirSync(join(folder, 'out')), ['mine']);
  });
});

test('whatever bytes are changed, the capture comes out whole or not at all', async () => {
  await withCapture(async (folder) => {
    const file = join(folder, 'one.ringside');
    await pack(join(folder, 'capture'), file, unhurried());
    const sound = readFileSync(file);
    const known = tree(join(folder, 'capture'));
    let state = 12345;
    const random = (below: number) => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    const outcomes = { whole: 0, refused: 0 };
    const directory = sound.lastIndexOf(Buffer.from('PK\x01\x02mimetype'.slice(0, 4), 'latin1'));
    for (let round = 0; round < (LONG ? 20_000 : 600); round++) {
      let bytes = Buffer.from(sound);
      const kind = random(4);
      if (kind === 0) bytes = bytes.subarray(0, random(bytes.length));
      else if (kind === 1)
        bytes = Buffer.concat([
          bytes.subarray(0, random(bytes.length)),
          bytes.subarray(random(bytes.length)),
        ]);
      else
        for (let flips = 1 + random(4); flips > 0; flips--) {
          const at =
            kind === 2 ? random(bytes.length) : directory - random(Math.min(directory, 900)) + random(60);
          bytes[Math.min(at, bytes.length - 1)] = random(256);
        }
      writeFileSync(file, bytes);
      const out = join(folder, 'out', `${round}`);
      mkdirSync(join(folder, 'out'), { recursive: true });
      try {
        await unpack(file, out, unhurried());
        for (const [name, content] of Object.entries(tree(out))) assert.equal(content, known[name], name);
        outcomes.whole++;
      } catch (error) {
        assert.ok(error instanceof Failure, `round ${round}: ${(error as Error).stack}`);
        assert.ok(!existsSync(out));
        outcomes.refused++;
      }
    }
    assert.equal(readdirSync(join(folder, 'out')).length, outcomes.whole);
    assert.deepEqual(readdirSync(folder).sort(), ['capture', 'one.ringside', 'out']);
    assert.ok(outcomes.refused > 100, JSON.stringify(outcomes));
  }, callsTables(20));
});
