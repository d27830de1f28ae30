// SPDX-License-Identifier: Apache-2.0
// Whether TCP was told as ringside-talks says that it was, which asks the kernel by getsockopt(TCP_INFO).

/** The lines of JSON among whatever else went to the same output. */
export function linesSaid(text) {
  return text
    .split('\n')
    .filter((line) => line.startsWith('{"what"'))
    .map((line) => JSON.parse(line));
}

const key = (pid, one) => `${pid} ${one.local_port} ${one.remote_port ?? 0}`;

/** The kernel counts the other side's FIN as a byte. */
const received = ({ bytes_received, state, errno }) =>
  bytes_received - ((state === 7 && !errno) || state === 8 ? 1 : 0);

/** @returns {{lines: string[], bad: number}} */
export function judgeNetwork(document, text) {
  const said = linesSaid(text);
  const many = said.find(({ what }) => what === 'many')?.count ?? 0;
  const rows = (stream) => document.streams?.[stream]?.rows ?? [];
  const of = (what) => said.filter((line) => line.what === what);
  const closes = new Map(rows('tcp_close').map((row) => [key(row.pid, row), row]));
  const same = of('close').filter((one) => {
    const row = closes.get(key(one.owner, one));
    return (
      row?.bytes_sent === one.bytes_sent &&
      row.bytes_received === received(one) &&
      row.errno === one.errno &&
      row.remote_address === one.remote &&
      (one.state !== 7 || (row.srtt_ns === one.rtt_us * 1000 && row.retransmits === one.retransmits))
    );
  });
  const errors = rows('tcp_connect')
    .filter(({ errno }) => errno)
    .map(({ error }) => error);
  const wanted = [
    ['something was said', of('close').length > 0 && many > 0],
    ['each connect is told', rows('tcp_connect').length === of('connect').length + many],
    ['each accept is told', rows('tcp_accept').length === of('accept').length + many],
    ['each listener is told', rows('tcp_listen').length === of('listen').length],
    ['what failed, why', `${errors}` === 'ECONNREFUSED'],
    ['each end is told as TCP_INFO has it', same.length === of('close').length],
    ['no end is missing', closes.size === 2 * (of('accept').length + many) + of('stop').length],
    ['nothing was lost', document.lost?.ring_full === 0 && document.lost?.texts_lost === 0],
  ];
  const lines = wanted.map(([what, is]) => `${is ? 'ok  ' : 'bad '} TCP: ${what}`);
  return { lines, bad: lines.filter((line) => line.startsWith('bad')).length };
}
