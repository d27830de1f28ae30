// SPDX-License-Identifier: Apache-2.0
// Answers of Docker 20.10 and Podman 4.3, recorded from their sockets and served on one of the test's own, and the files
// that they and containerd's CRI (1.6) left; only the places of their stores are the usual ones. CRI-O's is made by hand
// after its documentation. What no runtime would answer is an answer of nothing, in bounded time.

import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { parseCgroupPath } from '../../../src-main/identity/cgroup-path';
import {
  containerAsker,
  containerWords,
  type ContainerWords,
  type Places,
} from '../../../src-main/identity/container-words';
import { ANSWER_BYTES_MOST, askSocket } from '../../../src-main/identity/socket-answer';
import { ROOT } from '../../../src-main/helper/native';

const WEB = 'ccb3ecce2142bfef185f54a762530463dab190b55039d300e9547f085ecb9492';
const BACKUP = '1927b4db1d79d02794b89f7f118ea45dde54a60e6d3317162623a15aa9933c5c';
const SANDBOX = '85a226a890e79a50458cc1c82d9e4a3881e78655843f9e65268b14a38e7aaa32';
const POD = '7f1c4f2e-0b6d-4a61-9d3a-2f4f5b8a9c01';
const recorded = (name: string) => join(ROOT, 'test/src-main/identity/recorded', name);
const folder = mkdtempSync(join(tmpdir(), 'ringside-runtimes-'));
after(() => rmSync(folder, { recursive: true, force: true }));

let sockets = 0;

/** A runtime's socket, answered by `listener`. */
async function serve(listener: RequestListener): Promise<string> {
  const path = join(folder, `${sockets++}.sock`);
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(path, resolve));
  // Closes with the test's process: the oldest runner knows no hooks outside a suite.
  server.unref();
  return path;
}

/** Knows one container, as the recorded answer has it. */
const knows =
  (id: string, file: string): RequestListener =>
  (request, response) => {
    const known = request.url === `/containers/${id}/json` && request.method === 'GET';
    response.writeHead(known ? 200 : 404, { 'content-type': 'application/json' });
    response.end(known ? readFileSync(recorded(file)) : '{"message":"No such container"}');
  };

const nowhere: Places = {
  docker: [],
  podman: [],
  podmanLists: [],
  containerd: [],
  crio: [],
  bundles: [],
  logs: join(folder, 'none'),
};
const asked = (path: string, places: Partial<Places>): Promise<ContainerWords> =>
  containerWords(parseCgroupPath(path), { ...nowhere, ...places });

/** A file of a runtime, at its place in a folder of the test's own. */
function put(path: string, file: string): string {
  const whole = join(folder, path);
  mkdirSync(dirname(whole), { recursive: true });
  copyFileSync(recorded(file), whole);
  return whole;
}

describe('what runtimes say', () => {
  it('Docker: the name without its slash, and the image as it was asked for', async () => {
    const docker = [join(folder, 'not-there.sock'), await serve(knows(WEB, 'docker.json'))];
    assert.deepEqual(await asked(`/system.slice/docker-${WEB}.scope`, { docker }), {
      name: 'shop-web-1',
      image: 'nginx:1.25',
    });
    assert.deepEqual(await asked(`/actions_job/${WEB}`, { docker }), {
      name: 'shop-web-1',
      image: 'nginx:1.25',
    });
    const other = await asked(`/docker/${BACKUP}`, { docker });
    assert.deepEqual(Object.keys(other), ['missing']);
    assert.match(other.missing ?? '', /gone before it was asked for/);
  });

  it('Podman: by its socket, else by its list', async () => {
    const wanted = { name: 'backup', image: 'docker.io/library/alpine:3.19' };
    const path = `/machine.slice/libpod-${BACKUP}.scope/container`;
    assert.deepEqual(await asked(path, { podman: [await serve(knows(BACKUP, 'podman.json'))] }), wanted);
    const podmanLists = [put('podman/containers.json', 'podman-containers.json')];
    assert.deepEqual(await asked(path, { podmanLists }), wanted);
  });

  it('containerd and CRI-O: by the bundle of a pod’s container', async () => {
    put(`task/k8s.io/${WEB}/config.json`, 'cri-containerd-config.json');
    put(`userdata/${BACKUP}/userdata/config.json`, 'crio-config.json');
    const bundles = [join(folder, 'task/k8s.io/ID'), join(folder, 'userdata/ID/userdata')];
    assert.deepEqual(await asked(`/kubepods/burstable/pod${POD}/${WEB}`, { bundles }), {
      name: 'coredns',
      image: 'registry.k8s.io/coredns/coredns:v1.11.1',
      pod: 'coredns-7db6d8ff4d-9x2lq',
      namespace: 'kube-system',
    });
    // What holds the pod's namespaces is no container of its.
    put(`task/k8s.io/${SANDBOX}/config.json`, 'cri-containerd-sandbox-config.json');
    const { missing, ...words } = await asked(`/kubepods/burstable/pod${POD}/${SANDBOX}`, { bundles });
    assert.deepEqual(words, { pod: 'coredns-7db6d8ff4d-9x2lq', namespace: 'kube-system' });
    assert.match(missing ?? '', /^The image is not known/);
    assert.deepEqual(await asked(`/kubepods/besteffort/pod${POD}/crio-${BACKUP}`, { bundles }), {
      name: 'etcd',
      image: 'registry.k8s.io/etcd:3.5.12-0',
      pod: 'etcd-node1',
      namespace: 'kube-system',
    });
  });

  it('a node’s log names tell pod, namespace and container to everybody; the image stays unknown, and why', async () => {
    const logs = join(folder, 'log');
    mkdirSync(logs);
    writeFileSync(join(logs, `web-5c9f_default_nginx-${WEB}.log`), '');
    writeFileSync(join(logs, `other_default_nginx-${BACKUP}.log`), '');
    const { missing, ...words } = await asked(`/kubepods/pod${POD}/cri-containerd-${WEB}`, { logs });
    assert.deepEqual(words, { name: 'nginx', pod: 'web-5c9f', namespace: 'default' });
    assert.match(missing ?? '', /^The image is not known: containerd has no socket here/);
  });

  it('a machine has a name in its path, and no image', async () => {
    assert.equal((await asked('/lxc.payload.mail', {})).name, 'mail');
    assert.match((await asked('/lxc.payload.mail', {})).missing ?? '', /not made from an image/);
  });
});

describe('answers of a stranger', () => {
  const answers: readonly (readonly [string, RequestListener, RegExp])[] = [
    ['no JSON', (_, response) => response.end('<html>'), /no JSON/],
    ['an error', (_, response) => response.writeHead(500).end('{}'), /status 500/],
    ['a redirection', (_, response) => response.writeHead(302, { location: '/' }).end(), /status 302/],
    [
      'cut off',
      (_, response) =>
        response.writeHead(200, { 'content-length': '10' }).write('{', () => response.destroy()),
      /no answer/,
    ],
    ['without end', (_, response) => void response.write('{'), /nothing whole/],
    [
      'too long',
      (_, response) => {
        response.end(Buffer.alloc(ANSWER_BYTES_MOST + 1, 32));
      },
      /more than \d+ bytes/,
    ],
  ];
  for (const [what, listener, why] of answers)
    it(`${what}: no words, and why`, async () => {
      const { missing, ...words } = await asked(`/docker/${WEB}`, { docker: [await serve(listener)] });
      assert.deepEqual(words, {});
      assert.match(missing ?? '', why);
    });

  it('JSON of another shape: what is no text is no word, and a text has its bound', async () => {
    for (const value of [
      null,
      1,
      [],
      { Name: 7, Config: [] },
      { Name: {}, Config: { Image: null, Labels: 'x' } },
    ]) {
      const docker = [await serve((_, response) => response.end(JSON.stringify(value)))];
      const { missing, ...words } = await asked(`/docker/${WEB}`, { docker });
      assert.deepEqual(words, {}, JSON.stringify(value));
      assert.ok(missing);
    }
    const long = { Name: `/${'x'.repeat(100_000)}`, Config: { Image: '\u001b[31mred' } };
    const docker = [await serve((_, response) => response.end(JSON.stringify(long)))];
    const words = await asked(`/docker/${WEB}`, { docker });
    assert.equal(words.name?.length, 256);
    assert.equal(words.image, '\u001b[31mred', 'kept as it is: whoever shows it makes it visible');
  });

  it('no HTTP, a socket without a listener, a file that is no socket, a folder', async () => {
    const path = join(folder, 'raw.sock');
    const raw = createSocket((socket) => socket.end('SSH-2.0-OpenSSH\r\n'));
    await new Promise<void>((resolve) => raw.listen(path, resolve));
    raw.unref();
    assert.equal((await askSocket(path, '/x')).kind, 'bad');
    const file = join(folder, 'file.sock');
    writeFileSync(file, '');
    assert.equal((await askSocket(file, '/x')).kind, 'absent');
    assert.equal((await askSocket(folder, '/x')).kind, 'absent');
    assert.equal((await askSocket(join(folder, 'none.sock'), '/x')).kind, 'absent');
  });

  it('damaged files of runtimes are none', async () => {
    const bundles = [join(folder, 'damaged/ID')];
    const podmanLists = [join(folder, 'damaged/list.json')];
    mkdirSync(join(folder, `damaged/${WEB}`), { recursive: true });
    for (const text of [
      '',
      '{',
      'null',
      '[]',
      '{"annotations":7}',
      '[{"id":7},null,{"id":"' + WEB + '","metadata":"{"}]',
    ]) {
      writeFileSync(join(folder, `damaged/${WEB}/config.json`), text);
      writeFileSync(podmanLists[0] ?? '', text);
      const { missing, ...words } = await asked(`/machine.slice/libpod-${WEB}.scope`, {
        bundles,
        podmanLists,
      });
      assert.deepEqual(words, {}, text);
      assert.ok(missing);
    }
  });
});

describe('asking', () => {
  it('is done for a few at a time, and for no more than can wait', async () => {
    let open = 0;
    let most = 0;
    const docker = [
      await serve((_, response) => {
        most = Math.max(most, ++open);
        setTimeout(() => {
          open--;
          response.end('{"Name":"/one","Config":{"Image":"i"}}');
        }, 5);
      }),
    ];
    const ask = containerAsker({ ...nowhere, docker });
    const all = Array.from({ length: 300 }, (_, index) => {
      const id = index.toString(16).padStart(64, '0');
      return new Promise<ContainerWords>((resolve) => ask(parseCgroupPath(`/docker/${id}`), resolve));
    });
    let answered = 0;
    for (const one of all) void one.then(() => answered++);
    await ask.settled(1);
    assert.ok(answered < 300, 'waits no longer than it is told');
    await ask.settled(60_000);
    const words = await Promise.all(all);
    assert.equal(answered, 300, 'waits for all of them');
    assert.equal(most, 4);
    const refused = words.filter(({ missing }) => missing?.includes('too many'));
    assert.equal(refused.length, 300 - 4 - 256);
    assert.equal(words.filter(({ name }) => name === 'one').length, 260);
  });
});
