// SPDX-License-Identifier: Apache-2.0
// `ringside pack` and `ringside unpack`: a capture as one file to send, and back.

import { parseArgs } from 'node:util';
import { pack } from '../export/pack';
import type { Course } from '../export/source';
import { unpack } from '../export/unpack';
import { ExitCode } from '../shared/failure';
import { withCourse } from './course';
import { usage } from './options';

const PACK_HELP = `ringside pack DIR --out FILE.ringside

Makes one file of a capture, to send: a zip in which nothing is compressed again. To take something out first, write
a copy with \`ringside export DIR --format parquet --redact ... --out COPY\` and pack that.
`;

const UNPACK_HELP = `ringside unpack FILE.ringside --out DIR

Makes a folder of it again, which must not exist yet. A file that is damaged, or holds anything but a capture, is
refused whole.
`;

async function oneToOther(
  command: string,
  help: string,
  argv: readonly string[],
  work: (from: string, to: string, course: Course) => Promise<void>,
): Promise<number> {
  const mend = `See \`ringside ${command} --help\`.`;
  const parse = () =>
    parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { out: { type: 'string' }, help: { type: 'boolean' } },
    });
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse();
  } catch (error) {
    throw usage('An option is not known or lacks its value.', `${(error as Error).message}.`, mend);
  }
  const { values, positionals } = parsed;
  if (values.help) {
    process.stdout.write(help);
    return ExitCode.Done;
  }
  const [from, more] = positionals;
  const { out } = values;
  if (from === undefined || more !== undefined)
    throw usage('One word names the capture.', `There are ${positionals.length}.`, mend);
  if (out === undefined) throw usage('There is no --out.', 'It names what is written.', mend);
  return withCourse(async (course) => {
    await work(from, out, course);
    return ExitCode.Done;
  });
}

/** Resolve with the exit code. */
export const packCapture = (argv: readonly string[]) => oneToOther('pack', PACK_HELP, argv, pack);
export const unpackCapture = (argv: readonly string[]) => oneToOther('unpack', UNPACK_HELP, argv, unpack);
