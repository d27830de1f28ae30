// SPDX-License-Identifier: Apache-2.0
// What containerd said and CRI-O would say (recorded/README.md), given again on a socket of the test's own.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { parseCgroupPath } from '../../../src-main/identity/cgroup-path';
import {
  type ContainerWords,
  containerWords,
  type Places,
  placesHere,
} from '../../../src-main/identity/container-words';
import { replay } from '../../support/grpc-replay';

const COREDNS = '7370776912e928fee01fe18453679c61ba85b04afb5bfa94643ecf64800205e5';
const COREDNS_SANDBOX = '431cdf73efdac1006545346710227c647ab1a7a66f739eb927fc31d92b12266f';
const BARE = '988aad3413a6bd1e7095d463dbe4f75735f6f3f51eb54b1aa8b5c13cfc653351';
const SHOP = 'cd07f357feb0541cde79c4fdc326bdbe089644e9cda4a15440624b8e6bdc3b2b';
const NOBODY = '0'.repeat(64);
const ETCD = '1927b4db1d79d02794b89f7f118ea45dde54a60e6d3317162623a15aa9933c5c';
const ETCD_SANDBOX = '85a226a890e79a50458cc1c82d9e4a3881e78655843f9e65268b14a38e7aaa32';
const POD = '7f1c4f2e-0b6d-4a61-9d3a-2f4f5b8a9c02';

const folder = mkdtempSync(join(tmpdir(), 'ringside-grpc-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const nowhere: Places = {
  ...{ docker: [], podman: [], podmanLists: [], containerd: [], crio: [], bundles: [] },
  logs: join(folder, 'none'),
};
const asked = (path: string, places: Partial<Places>): Promise<ContainerWords> =>
  containerWords(parseCgroupPath(path), { ...nowhere, ...places });

let sockets = 0;
async function serving(file: string): Promise<string> {
  const path = join(folder, `${sockets++}.sock`);
  await replay(path, file);
  return path;
}

describe('containerd', () => {
  it('of a pod’s container: name, pod, namespace, and the image by the name that people give it', async () => {
    const containerd = [await serving('containerd-grpc.json')];
    for (const path of [`cri-containerd-${COREDNS}`, COREDNS])
      assert.deepEqual(await asked(`/kubepods/burstable/pod${POD}/${path}`, { containerd }), {
        name: 'coredns',
        image: 'registry.example/shop/web:1.25',
        pod: 'coredns-7db6d8ff4d-9x2lq',
        namespace: 'kube-system',
      });
  });

  it('of a container that no kubelet labelled: its pod by the sandbox that it is in', async () => {
    const containerd = [await serving('containerd-grpc.json')];
    assert.deepEqual(await asked(`/system.slice/cri-containerd-${BARE}.scope`, { containerd }), {
      name: 'bare',
      image: 'registry.example/shop/web:1.25',
      pod: 'bare-pod',
      namespace: 'default',
    });
  });

  it('of what holds a pod’s namespaces: the pod, and no name and image of its own', async () => {
    const containerd = [await serving('containerd-grpc.json')];
    const { missing, ...words } = await asked(`/kubepods/pod${POD}/${COREDNS_SANDBOX}`, { containerd });
    assert.deepEqual(words, { pod: 'coredns-7db6d8ff4d-9x2lq', namespace: 'kube-system' });
    assert.equal(missing, 'The image is not known: containerd names none.');
  });

  it('of a container that Kubernetes does not know: by containerd’s own interface, namespace by namespace', async () => {
    const containerd = [join(folder, 'not-there.sock'), await serving('containerd-grpc.json')];
    for (const path of [`/default/${SHOP}`, `/user.slice/nerdctl-${SHOP}.scope`])
      assert.deepEqual(await asked(path, { containerd }), {
        name: 'shop-web',
        image: 'registry.example/shop/web:1.25',
      });
  });

  it('that does not know the container says so, and the next one is asked', async () => {
    const [first, second] = [await serving('crio-grpc.json'), await serving('containerd-grpc.json')];
    assert.equal((await asked(`/default/${SHOP}`, { containerd: [first, second] })).name, 'shop-web');
    assert.deepEqual(await asked(`/default/${NOBODY}`, { containerd: [second] }), {
      missing:
        'The image is not known: containerd does not know the container: it was gone before it was asked for.',
    });
  });
});

describe('CRI-O', () => {
  it('of a pod’s container, and of what holds the pod’s namespaces', async () => {
    const crio = [await serving('crio-grpc.json')];
    const wanted = {
      name: 'etcd',
      image: 'registry.k8s.io/etcd:3.5.12-0',
      pod: 'etcd-node1',
      namespace: 'kube-system',
    };
    assert.deepEqual(await asked(`/kubepods/besteffort/pod${POD}/crio-${ETCD}`, { crio }), wanted);
    const sandbox = await asked(`/kubepods/besteffort/pod${POD}/crio-${ETCD_SANDBOX}`, { crio });
    assert.deepEqual(
      [sandbox.name, sandbox.pod, sandbox.namespace],
      [undefined, 'etcd-node1', 'kube-system'],
    );
    // Where the path does not tell the runtime, each that is here is asked.
    const containerd = [await serving('containerd-grpc.json')];
    assert.deepEqual(await asked(`/kubepods/pod${POD}/${ETCD}`, { containerd, crio }), wanted);
  });
});

describe('where no socket answers', () => {
  it('one sentence says why, and the bundle is read', async () => {
    const reason = async (path: string) => (await asked(path, {})).missing;
    const nobody = 'has no socket here, and its files are not readable for this user.';
    assert.equal(await reason(`/default/${SHOP}`), `The image is not known: containerd ${nobody}`);
    assert.equal(await reason(`/kubepods/pod${POD}/crio-${ETCD}`), `The image is not known: CRI-O ${nobody}`);
    assert.equal(
      await reason(`/kubepods/pod${POD}/${ETCD}`),
      `The image is not known: The runtime of the pod ${nobody}`,
    );
    mkdirSync(join(folder, `bundles/${SHOP}`), { recursive: true });
    writeFileSync(
      join(folder, `bundles/${SHOP}/config.json`),
      JSON.stringify({ annotations: { 'nerdctl/name': 'shop-web' } }),
    );
    const words = await asked(`/default/${SHOP}`, { bundles: [join(folder, 'bundles/ID')] });
    assert.equal(words.name, 'shop-web');
  });
});

describe('places', () => {
  it('those of the variables that runtimes’ own tools know come first', () => {
    const { containerd, crio } = placesHere({
      CONTAINERD_ADDRESS: '/srv/containerd.sock',
      CONTAINER_RUNTIME_ENDPOINT: 'unix:///srv/crio.sock',
    });
    assert.deepEqual(containerd, [
      '/srv/containerd.sock',
      '/run/containerd/containerd.sock',
      '/run/k3s/containerd/containerd.sock',
    ]);
    assert.deepEqual(crio, ['/srv/crio.sock', '/run/crio/crio.sock']);
    const other = placesHere({ CONTAINERD_ADDRESS: 'tcp://a:1', CONTAINER_RUNTIME_ENDPOINT: 'npipe:x' });
    assert.deepEqual([other.containerd.length, other.crio], [2, ['/run/crio/crio.sock']]);
  });

  it('a user’s own containerd is reached through the process that it notes', () => {
    const run = join(folder, 'run');
    mkdirSync(join(run, 'containerd-rootless'), { recursive: true });
    const note = (text: string) => {
      writeFileSync(join(run, 'containerd-rootless/child_pid'), text);
      return placesHere({ XDG_RUNTIME_DIR: run }).containerd.slice(2);
    };
    assert.deepEqual(note('4242\n'), ['/proc/4242/root/run/containerd/containerd.sock']);
    assert.deepEqual(note('../../etc'), []);
    assert.deepEqual(note(''), []);
  });
});
