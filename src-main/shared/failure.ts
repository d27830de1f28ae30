// SPDX-License-Identifier: Apache-2.0

/** How the command line ends; `ringside --help` lists them. */
export enum ExitCode {
  Done = 0,
  Internal = 1,
  Usage = 2,
  NoRights = 3,
  HelperLost = 4,
}

/** Something a person can act on: what happened, why, and what to do about it. */
export class Failure extends Error {
  constructor(
    readonly what: string,
    readonly why: string,
    readonly mend: string,
    readonly exitCode: ExitCode = ExitCode.Internal,
  ) {
    super(`${what} ${why} ${mend}`.trim());
    this.name = 'Failure';
  }
}
