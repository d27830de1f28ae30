// SPDX-License-Identifier: Apache-2.0
import { captures, machine, view } from '../../stores/app';
import { SPAN_LONGEST } from '../../stores/view-store';

let shown = '';

/** When a capture is told from its beginning: its marks are the window's, and at first all of it is shown. */
export function captureBegun(): void {
  const { capture } = machine;
  if (capture === null) return;
  captures.setState({ marks: capture.marks });
  if (shown === capture.dir) return;
  shown = capture.dir;
  view.setState({ span: SPAN_LONGEST });
}
