// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Failure } from '../../../src-main/shared/failure';
import {
  emptyManifest,
  type Manifest,
  NewerFormat,
  readManifest,
  writeManifest,
} from '../../../src-main/store/manifest';
import { manifestDocument, ticksTable } from '../../support/make-capture';

const folder = mkdtempSync(join(tmpdir(), 'ringside-manifest-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
let made = 0;

function folderWith(manifest: string | object | undefined): string {
  const dir = join(folder, String(made++));
  mkdirSync(dir);
  if (manifest !== undefined)
    writeFileSync(
      join(dir, 'manifest.json'),
      typeof manifest === 'string' ? manifest : JSON.stringify(manifest),
    );
  return dir;
}

const sound = () =>
  ({ ...manifestDocument({ ticks: ticksTable(1) }), part_sums: 'sha1' }) as unknown as Manifest;

describe('a manifest', () => {
  it('is read as the README writes it', () => {
    assert.deepEqual(readManifest(folderWith(sound())), sound());
  });

  it('comes back as it was written, and nothing else stays in the folder', () => {
    const dir = folderWith(undefined);
    for (const manifest of [emptyManifest(), sound()]) {
      writeManifest(dir, manifest);
      assert.deepEqual(readManifest(dir), manifest);
      assert.deepEqual(readdirSync(dir), ['manifest.json']);
    }
  });

  it('of a version whose parts had no sums says so', () => {
    const read = readManifest(folderWith(manifestDocument({ ticks: ticksTable(1) })));
    assert.equal(read?.part_sums, null);
  });

  it('is undefined where there is none', () => {
    assert.equal(readManifest(folderWith(undefined)), undefined);
  });

  it('of a newer format is refused as such, whatever else it says', () => {
    assert.throws(() => readManifest(folderWith({ format: 2 })), NewerFormat);
  });

  it('keeps lines of a note, and shows control characters', () => {
    const read = readManifest(
      folderWith({ ...sound(), name: 'a\u001b[31mb', note: 'one\ntwo\u0007\u202e', ended: 'error: \u0000' }),
    );
    assert.equal(read?.name, 'a\\u{1b}[31mb');
    assert.equal(read?.note, 'one\ntwo\\u{7}\\u{202e}');
    assert.equal(read?.ended, 'error: \\u{0}');
  });

  it('does not replace the old one with one that could not be read back', () => {
    const dir = folderWith(sound());
    const before = readFileSync(join(dir, 'manifest.json'), 'utf8');
    assert.throws(() => writeManifest(dir, { ...sound(), name: 'x'.repeat(1000) }));
    assert.equal(readFileSync(join(dir, 'manifest.json'), 'utf8'), before);
  });
});

describe('a manifest from a stranger', () => {
  const table = sound().tables.ticks;
  const wrong: Record<string, string | object> = {
    'no JSON': '{"format": 1',
    'a list': [],
    'a text': '"x"',
    null: 'null',
    'nesting a million deep': `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`,
    'objects a hundred thousand deep': `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
    'five MiB': `{"note":"${'x'.repeat(5 * 1024 * 1024)}"}`,
    'a format of another kind': { ...sound(), format: '1' },
    'a long name': { ...sound(), name: 'x'.repeat(257) },
    'a table that climbs': { ...sound(), tables: { '../etc': table } },
    'a table with a control code': { ...sound(), tables: { 'a\u001b': table } },
    'ten thousand tables': {
      ...sound(),
      tables: Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`t${index}`, table])),
    },
    'a table of an unknown kind': { ...sound(), tables: { t: { ...table, kind: 'magic' } } },
    'ten thousand columns': {
      ...sound(),
      tables: { t: { ...table, columns: new Array(10_000).fill(table?.columns[0]) } },
    },
    'a clock of 65 bits': {
      ...sound(),
      clocks: { ...sound().clocks, begun_boot_ns: '18446744073709551616' },
    },
    'a number as a clock': { ...sound(), clocks: { ...sound().clocks, begun_boot_ns: 5 } },
    'less than nothing lost': { ...sound(), losses: { ...sound().losses, total: -1 } },
    'a filter with a nested value': { ...sound(), filter: { pid: { deep: 1 } } },
    'too many marks': { ...sound(), marks: new Array(10_001).fill({ at_ns: '1', text: '' }) },
    'a prototype': '{"format":1,"__proto__":{"state":"complete"}}',
  };
  for (const [what, document] of Object.entries(wrong))
    it(`is refused with a reason: ${what}`, () => {
      assert.throws(
        () => readManifest(folderWith(document)),
        (error: unknown) => error instanceof Failure && error.why.length > 5 && error.why.length < 300,
      );
    });

  it('without any one of its parts is refused', () => {
    // Earlier versions wrote no sums.
    for (const key of Object.keys(sound()).filter((name) => name !== 'part_sums')) {
      const { [key as keyof Manifest]: _, ...rest } = sound();
      assert.throws(() => readManifest(folderWith(rest)), Failure, key);
    }
  });

  it('is not followed when it is a link, and not waited for when it is a folder', () => {
    const linked = folderWith(undefined);
    symlinkSync('/etc/passwd', join(linked, 'manifest.json'));
    assert.throws(() => readManifest(linked), Failure);
    const nested = folderWith(undefined);
    mkdirSync(join(nested, 'manifest.json'));
    assert.throws(() => readManifest(nested), /not a regular file/);
  });
});
