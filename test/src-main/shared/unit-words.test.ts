// SPDX-License-Identifier: Apache-2.0
// Words come from the enums beside the typedefs; of the kernel's own numbers its types are the witness.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ROOT } from '../../../src-main/helper/native';
import { STREAMS, TALLIES, UNITS } from '../../../src-main/shared/events.gen';
import { hasWords, inWords, numbersWithWords, unitWord } from '../../../src-main/shared/unit-words';

const bit = (word: string) =>
  Number(Object.entries(UNITS.path_kind?.words ?? {}).find(([, one]) => one === word)?.[0]);

describe('words of a unit', () => {
  it('are its own, one a number', () => {
    for (const [unit, { words = {} }] of Object.entries(UNITS))
      assert.equal(new Set(Object.values(words)).size, Object.keys(words).length, unit);
    assert.equal(unitWord('stall_kind', 1), 'group_reclaim');
    assert.equal(unitWord('address_family', 10), 'IPv6');
    assert.equal(unitWord('ip_protocol', 132), '132');
    assert.equal(inWords('tcp_state', 'listen'), 'listen');
  });

  it('of bits stand behind each other', () => {
    assert.equal(
      unitWord('path_kind', bit('object') | bit('overlay') | bit('deleted')),
      'object deleted overlay',
    );
    assert.equal(unitWord('path_kind', 0), 'unknown');
    assert.equal(numbersWithWords('path_kind').length, 512);
  });

  it('name the states of TCP as the kernel numbers them', () => {
    const types = readFileSync(join(ROOT, 'bpf/vmlinux/x86/vmlinux.h'), 'utf8');
    const named: Readonly<Record<string, string>> = {
      ...{ ESTABLISHED: 'established', SYN_SENT: 'syn_sent', SYN_RECV: 'syn_received', CLOSE: 'closed' },
      ...{ FIN_WAIT1: 'fin_wait1', FIN_WAIT2: 'fin_wait2', TIME_WAIT: 'time_wait', CLOSING: 'closing' },
      ...{ CLOSE_WAIT: 'close_wait', LAST_ACK: 'last_ack', LISTEN: 'listen' },
    };
    for (const [name, word] of Object.entries(named)) {
      const number = new RegExp(`^\\tTCP_${name} = (\\d+),$`, 'm').exec(types)?.[1];
      assert.equal(unitWord('tcp_state', Number(number)), word, name);
    }
  });

  it('are known for each unit that a record has, and so is what a capture says of it', () => {
    const fields = [
      ...Object.values(STREAMS),
      ...Object.values(TALLIES).flatMap(({ key, value }) => [key, value]),
    ];
    const units = new Set(fields.flatMap((layout) => layout.fields.map(({ unit }) => unit)));
    for (const unit of ['stall_kind', 'fault_kind', 'path_kind', 'tcp_state']) {
      assert.ok(units.has(unit) && hasWords(unit), unit);
      assert.match(UNITS[unit]?.meaning ?? '', /\w/, unit);
    }
  });
});
