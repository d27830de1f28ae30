// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  ancestorsOf,
  FOLD_LEAST,
  type LifeRow,
  lifeTree,
  type TreeAsked,
} from '../../../src-renderer/select/life-tree';
import { endText, type Life, lifeMatcher, livesOf } from '../../../src-renderer/select/lives';

const COLUMNS = [
  ...['process', 'pid', 'comm', 'uid', 'parent', 'started_ns', 'until_ns', 'programs', 'unit', 'container'],
  ...['user_name', 'cgroup_path', 'status', 'signal', 'cpu_ns', 'peak_rss_bytes', 'forks', 'argv'],
].map((name) => ({ name }));
const RUNS = 9223372036854775807n;
/** The clock of the rows began half a second after a whole one. */
const BOOT_MS = 1_000_500;

interface Made {
  readonly pid: number;
  readonly parent: number;
  readonly comm?: string;
  /** s on the rows' clock. */
  readonly from: number;
  readonly to?: number;
  readonly status?: number;
  readonly signal?: number;
  readonly unit?: string;
}

const ns = (seconds: number) => BigInt(Math.round(seconds * 1e9));

function made(...all: Made[]): Life[] {
  const rows = all.map(({ pid, parent, comm = `p${pid}`, from, to, status, signal, unit }) => [
    ...[pid, pid, comm, 0, parent, ns(from), to === undefined ? RUNS : ns(to)],
    `${comm}\0${to === undefined ? 0 : ns(to)}`,
    ...[unit ?? null, null, 'root', null, status ?? null, signal ?? null, null, null, 0n, null],
  ]);
  return livesOf({ rows, columns: COLUMNS, bootUnixMs: BOOT_MS });
}

const ASKED: TreeAsked = {
  ...{ fits: () => true, from: 0, to: Number.MAX_SAFE_INTEGER, scope: null, turned: new Set() },
  ...{ value: null, descending: false },
};

/** The rows as lines: two spaces a level, `+` for what can be opened, `(...)` for what is there because of others. */
function picture(lives: readonly Life[], asked: Partial<TreeAsked> = {}): string[] {
  return lifeTree(lives, { ...ASKED, ...asked }).rows.map(
    ({ level, life, folded, pid, open, aside }: LifeRow) => {
      const name =
        folded.length > 0 ? `${folded[0]?.comm} x ${folded.length}` : life === null ? `? ${pid}` : life.comm;
      return `${'  '.repeat(level)}${open === false ? '+' : ''}${aside ? `(${name})` : name}`;
    },
  );
}

const SHELL = made(
  { pid: 1, parent: 0, comm: 'init', from: 0 },
  { pid: 50, parent: 1, comm: 'sh', from: 10 },
  { pid: 51, parent: 50, comm: 'make', from: 11, to: 20, status: 2 },
  { pid: 52, parent: 51, comm: 'cc', from: 12, to: 14, status: 0, unit: 'build.service' },
  { pid: 60, parent: 50, comm: 'ls', from: 21, to: 21.001, status: 0 },
);

describe('a tree of lives', () => {
  it('has each under the one that started it, in the order in which they began', () => {
    assert.deepEqual(picture(SHELL), ['init', '  sh', '    make', '      cc', '    ls']);
    assert.deepEqual(picture([...SHELL].reverse()), picture(SHELL));
  });

  it('tells the first process of a PID from the next', () => {
    const lives = made(
      { pid: 7, parent: 0, comm: 'first', from: 1, to: 5 },
      { pid: 8, parent: 7, comm: 'of-first', from: 2, to: 3 },
      { pid: 7, parent: 0, comm: 'second', from: 6 },
      { pid: 9, parent: 7, comm: 'of-second', from: 7 },
    );
    assert.deepEqual(picture(lives), ['first', '  of-first', 'second', '  of-second']);
    assert.equal(new Set(lives.map(({ key }) => key)).size, 4);
  });

  it('keeps a child under its parent when that ends first', () => {
    const lives = made(
      { pid: 7, parent: 0, comm: 'parent', from: 1, to: 2 },
      { pid: 8, parent: 7, comm: 'orphan', from: 1.5 },
    );
    assert.deepEqual(picture(lives), ['parent', '  orphan']);
    assert.deepEqual(picture(lives, { from: 1_002_000 / 1000 + 3 }), ['(parent)', '  orphan']);
  });

  it('has a place for a parent that was never seen, or whose PID is somebody else’s now', () => {
    const lives = made(
      { pid: 8, parent: 7, comm: 'child', from: 5 },
      { pid: 9, parent: 7, comm: 'other', from: 6 },
      { pid: 7, parent: 0, comm: 'reused', from: 8 },
    );
    assert.deepEqual(picture(lives), ['(? 7)', '  child', '  other', 'reused']);
  });

  it('closes and opens', () => {
    const sh = SHELL[1]?.key ?? '';
    assert.deepEqual(picture(SHELL, { turned: new Set([sh]) }), ['init', '  +sh']);
  });

  it('is the tree of one alone when that is followed', () => {
    assert.deepEqual(picture(SHELL, { scope: SHELL[2]?.key ?? '' }), ['make', '  cc']);
  });

  it('sorts those of one parent', () => {
    const names = picture(SHELL, { value: ({ comm }) => comm, descending: false });
    assert.deepEqual(names, ['init', '  sh', '    ls', '    make', '      cc']);
  });

  it('shows those that fit with the ones above them', () => {
    const asked = (text: string) => ({ fits: lifeMatcher([], text) });
    assert.deepEqual(picture(SHELL, asked('cc')), ['(init)', '  (sh)', '    (make)', '      cc']);
    assert.deepEqual(picture(SHELL, asked('60')), ['(init)', '  (sh)', '    ls']);
    assert.deepEqual(picture(SHELL, asked('build.serv')), ['(init)', '  (sh)', '    (make)', '      cc']);
    assert.equal(lifeTree(SHELL, { ...ASKED, ...asked('cc') }).count, 1);
    assert.deepEqual(picture(SHELL, asked('nothing of that')), []);
  });

  it('knows terms: alternatives of one column, all of different ones, and what is left out', () => {
    const fits = (...terms: [string, 'is' | 'not', string][]) =>
      SHELL.filter(
        lifeMatcher(
          terms.map(([column, op, value]) => ({ column, op, value })),
          '',
        ),
      ).map(({ comm }) => comm);
    assert.deepEqual(fits(['comm', 'is', 'ls'], ['comm', 'is', 'cc']), ['cc', 'ls']);
    assert.deepEqual(fits(['comm', 'is', 'ls'], ['unit', 'is', 'build.service']), []);
    assert.deepEqual(fits(['comm', 'not', 'ls'], ['pid', 'not', '1']), ['sh', 'make', 'cc']);
    assert.deepEqual(fits(['end', 'is', '2']), ['make']);
    assert.deepEqual(fits(['unit', 'is', '']), ['init', 'sh', 'make', 'ls']);
  });

  it('is no deeper than memory, and finds a loop of numbers', () => {
    const deep = made(...Array.from({ length: 8000 }, (_, i) => ({ pid: i + 1, parent: i, from: i })));
    assert.equal(lifeTree(deep, ASKED).rows.at(-1)?.level, 7999);
    const own = made({ pid: 5, parent: 5, from: 1 });
    assert.deepEqual(picture(own), ['p5']);
    const loop = made({ pid: 5, parent: 6, from: 1 }, { pid: 6, parent: 5, from: 1 });
    assert.deepEqual(picture(loop), ['(? 6)', '  p5', '(? 5)', '  p6']);
    assert.deepEqual(ancestorsOf(loop[0] as Life, loop), []);
    assert.deepEqual(
      ancestorsOf(SHELL[3] as Life, SHELL).map(({ comm }) => comm),
      ['make', 'sh', 'init'],
    );
  });
});

describe('short ones of one parent and name', () => {
  const short = (count: number, comm = 'true', parent = 50): Made[] =>
    Array.from({ length: count }, (_, i) => ({
      ...{ pid: 1000 + i, parent, comm, from: 30 + i / 100, to: 30 + i / 100 + 0.001, status: i % 2 },
    }));
  const shell = { pid: 50, parent: 0, comm: 'sh', from: 10 };

  it('are one row from so many on', () => {
    assert.deepEqual(picture(made(shell, ...short(FOLD_LEAST))), ['sh', `  +true x ${FOLD_LEAST}`]);
    assert.equal(picture(made(shell, ...short(FOLD_LEAST - 1))).length, FOLD_LEAST);
  });

  it('are each there again when it is opened', () => {
    const lives = made(shell, ...short(500));
    const key = lifeTree(lives, ASKED).rows[1]?.key ?? '';
    const { rows, count } = lifeTree(lives, { ...ASKED, turned: new Set([key]) });
    assert.deepEqual([rows.length, count], [502, 501]);
    assert.deepEqual(new Set(rows.slice(2).map(({ level }) => level)), new Set([2]));
  });

  it('are not folded with those of another parent, nor with one that has children or takes long', () => {
    const lives = made(
      shell,
      ...short(FOLD_LEAST),
      { pid: 5000, parent: 50, comm: 'true', from: 40, to: 42, status: 0 },
      { pid: 5001, parent: 50, comm: 'true', from: 43, to: 43.5, status: 0 },
      { pid: 5002, parent: 5001, comm: 'below', from: 43.1, to: 43.2, status: 0 },
      { pid: 60, parent: 0, comm: 'other', from: 10 },
      { pid: 5003, parent: 60, comm: 'true', from: 44, to: 44.1, status: 0 },
    );
    assert.deepEqual(picture(lives), [
      ...['sh', `  +true x ${FOLD_LEAST}`, '  true', '  true', '    below', 'other', '  true'],
    ]);
  });

  it('are found one by one where few of them fit', () => {
    const lives = made(shell, ...short(500));
    assert.deepEqual(picture(lives, { fits: lifeMatcher([], '1234') }), ['(sh)', '  true']);
  });
});

describe('a life', () => {
  it('is told to the nanosecond, with its programs one after the other', () => {
    const [life] = livesOf({
      columns: COLUMNS,
      bootUnixMs: 1_764_000_000_000.25,
      rows: [
        [
          ...[9, 7, 'true', 0, 1, 1_000_000_001n, 2_000_000_003n, 'sh\x001500000000\0true\x002000000003'],
          ...['a.service', 'web', 'ada', '/a', 0, 9, 5n, 4096n, 2n, 'true\0-x\0'],
        ],
      ],
    });
    assert.equal(life?.lived, 1_000_000_002);
    assert.equal(life?.started, 1_764_000_001.00025);
    assert.deepEqual(
      life?.programs.map(({ comm, from, to }) => [comm, from, to]),
      [
        ['sh', 1_764_000_001.00025, 1_764_000_001.50025],
        ['true', 1_764_000_001.50025, 1_764_000_002.00025],
      ],
    );
    assert.equal(life?.words, 'true -x');
    assert.equal(endText(life as Life), 'SIGKILL');
  });

  it('says how it ended, where that was seen', () => {
    const [runs, done, failed, unseen] = made(
      { pid: 1, parent: 0, from: 1 },
      { pid: 2, parent: 0, from: 1, to: 2, status: 0 },
      { pid: 3, parent: 0, from: 1, to: 2, status: 3 },
      { pid: 4, parent: 0, from: 1, to: 2 },
    );
    assert.deepEqual(
      [runs, done, failed, unseen].map((one) => endText(one as Life)),
      ['', '0', '3', 'not seen'],
    );
  });
});
