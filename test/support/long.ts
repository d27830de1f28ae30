// SPDX-License-Identifier: Apache-2.0

/** Set by `npm run test:long`: as many rounds and events as the promises name, not as many as fit in `npm test`. */
export const LONG = process.env.RINGSIDE_LONG === '1';
