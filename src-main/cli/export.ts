// SPDX-License-Identifier: Apache-2.0
// `ringside export DIR`: a capture in a form that another tool reads.

import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type ExportQuestion, FORMATS, type Format, plannedExport, runExport } from '../export/export';
import { manifestExamples, previewExport, type TablePreview } from '../export/preview';
import { REDACTIONS, type Redaction } from '../export/redact';
import { Replay } from '../replay/client';
import { bytesText, countText } from '../shared/amount';
import { ExitCode } from '../shared/failure';
import { withCourse } from './course';
import { usage } from './options';

const MEND = 'See `ringside export --help`.';

const HELP = `ringside export DIR --format FORMAT --out FILE [options]

Writes a capture in a form that another tool reads. FILE appears when it is whole, and not before.

  --format perfetto  a trace for Perfetto (ui.perfetto.dev, trace_processor): calls, counters, losses
           jsonl     one JSON object a row, its table named; integers above 2^53 are strings
           csv       one table as RFC 4180
           parquet   a folder of one sorted file a table, itself a capture; with --table that table as a file
  --out FILE         where to; for parquet without --table a folder that does not exist yet
  --table T          only this table
  --filter F         only rows that fit, in the words of the window's filter: "process = node, call != read, failed".
                     Fields are process, pid, call, errno, failed, or free text; a * at the end of a name stands for
                     anything. Terms of one field are alternatives, those of different fields must all hold
  --redact A,B       take out arguments, paths, peers, names: each value becomes a token, the same for the same
                     value, which nobody can turn back. Words that people wrote (name, note, marks) go with any
  --preview          write nothing; show what --redact would take out, with examples

Ends with 0; 2 wrong usage, 130 or 143 when ended by a signal, 1 anything else.
`;

interface Words {
  readonly dir: string;
  readonly out: string | undefined;
  readonly preview: boolean;
  readonly question: ExportQuestion;
}

function formatOf(word: string | undefined, preview: boolean): Format {
  if (word === undefined && preview) return 'jsonl';
  const found = FORMATS.find((format) => format === word);
  if (found) return found;
  if (word === 'pcapng')
    throw usage(
      '--format pcapng is not there yet.',
      'It holds packets, and no tracer of this version records any: it comes with the network tracer.',
      `Use one of ${FORMATS.join(', ')}.`,
    );
  throw usage(
    word === undefined ? 'There is no --format.' : `--format "${word}" is not known.`,
    `It takes ${FORMATS.join(', ')}.`,
    MEND,
  );
}

function redactions(words: string | undefined): Set<Redaction> {
  const chosen = new Set<Redaction>();
  for (const word of words?.split(',').map((one) => one.trim()) ?? []) {
    const found = REDACTIONS.find((one) => one === word);
    if (!found) throw usage(`--redact "${word}" is not known.`, `It takes ${REDACTIONS.join(', ')}.`, MEND);
    chosen.add(found);
  }
  return chosen;
}

/** @throws {Failure} */
export function parseExport(argv: readonly string[]): Words | 'help' {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const parse = () =>
    parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        format: text,
        out: text,
        table: text,
        filter: text,
        redact: text,
        preview: flag,
        help: flag,
      },
    });
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse();
  } catch (error) {
    throw usage('An option is not known or lacks its value.', `${(error as Error).message}.`, MEND);
  }
  const { values, positionals } = parsed;
  if (values.help) return 'help';
  const [dir, more] = positionals;
  if (dir === undefined || more !== undefined)
    throw usage('One word names the capture.', `There are ${positionals.length}.`, MEND);
  const preview = values.preview ?? false;
  const format = formatOf(values.format, preview);
  if (values.out === undefined && !preview)
    throw usage('There is no --out.', 'It names what is written.', MEND);
  return {
    dir,
    out: values.out,
    preview,
    question: { format, filter: values.filter ?? '', table: values.table, redact: redactions(values.redact) },
  };
}

function previewText(tables: readonly TablePreview[], manifest: ReturnType<typeof manifestExamples>): string {
  const lines: string[] = [];
  for (const { name, rows, columns } of tables) {
    lines.push(`${name}: ${rows} rows${columns.length > 0 ? '' : ', given as they are'}`);
    for (const column of columns) {
      lines.push(
        `  ${column.name} (${column.redacted}): ${column.values} values, about ${countText(column.different)} different`,
      );
      for (const { before, after } of column.examples) lines.push(`    ${before}  ->  ${after}`);
    }
  }
  if (manifest.length > 0) lines.push('manifest');
  for (const { what, before, after } of manifest) lines.push(`  ${what}: ${before}  ->  ${after}`);
  return `${lines.join('\n')}\n`;
}

/** `ringside export`; resolves with the exit code. */
export async function exportCapture(argv: readonly string[]): Promise<number> {
  const words = parseExport(argv);
  if (words === 'help') {
    process.stdout.write(HELP);
    return ExitCode.Done;
  }
  const { dir, out, question } = words;
  return withCourse(async (course) => {
    // Whose capture it is cannot be known, so it is read in the cage.
    const capture = await Replay.open(dir);
    try {
      const plan = plannedExport(capture, question);
      for (const sentence of [...capture.problems, ...plan.leftOut])
        process.stderr.write(`ringside: ${sentence}\n`);
      if (words.preview || out === undefined) {
        process.stdout.write(
          previewText(await previewExport(capture, plan, course.signal), manifestExamples(capture, plan)),
        );
        return ExitCode.Done;
      }
      await runExport(capture, plan, question, dir, out, course);
      const { size } = statSync(out);
      const what = statSync(out).isDirectory() ? 'a folder' : bytesText(size);
      process.stderr.write(`ringside: wrote ${out} (${what})\n`);
      return ExitCode.Done;
    } finally {
      capture.close();
    }
  });
}
