// SPDX-License-Identifier: Apache-2.0
// What containerd and CRI-O say of a container, in the messages of their own .proto files (runtime/v1 of Kubernetes' CRI,
// containerd/services/containers/v1), of which the few fields that we read are written here by number.

import { Writer } from 'protobufjs/minimal';
import type { ContainerWords } from './container-words';
import { type GrpcAnswer, GrpcSocket } from './grpc-socket';
import { fieldsOf, type Shape, textsOf } from './protobuf-fields';
import { record, word, words, wordsOfLabels } from './runtime-files';
import type { NoAnswer } from './socket-answer';

export type RuntimeAnswer = { readonly kind: 'words'; readonly words: ContainerWords } | NoAnswer;

/** containerd keeps containers apart by who makes them: a kubelet, nerdctl and ctr, Docker. */
const NAMESPACES = ['k8s.io', 'default', 'moby'];

const METADATA: Shape = { 1: ['name', 'text'] };
const IMAGE: Shape = { 1: ['image', 'text'], 18: ['user_specified_image', 'text'] };
const CONTAINER_STATUS: Shape = {
  1: [
    'status',
    {
      2: ['metadata', METADATA],
      8: ['image', IMAGE],
      12: ['labels', 'texts'],
      13: ['annotations', 'texts'],
    },
  ],
};
const CONTAINER_LIST: Shape = {
  1: ['containers', [{ 1: ['id', 'text'], 2: ['pod_sandbox_id', 'text'] }]],
};
const SANDBOX_STATUS: Shape = {
  1: ['status', { 2: ['metadata', { 1: ['name', 'text'], 3: ['namespace', 'text'] }] }],
};
const CONTAINERD_CONTAINER: Shape = { 1: ['container', { 2: ['labels', 'texts'], 3: ['image', 'text'] }] };

/** A message whose first field is this text: each question but one is such a message. */
const withText = (text: string): Uint8Array => Writer.create().uint32(0x0a).string(text).finish();
/** ListContainersRequest {filter = 1: ContainerFilter {id = 1}} */
const withFilter = (id: string): Uint8Array => Writer.create().uint32(0x0a).bytes(withText(id)).finish();

const CRI = '/runtime.v1.RuntimeService/';
const CONTAINERS = '/containerd.services.containers.v1.Containers/';

type Told = { readonly kind: 'answer'; readonly fields: Readonly<Record<string, unknown>> } | NoAnswer;

async function told(answer: Promise<GrpcAnswer>, shape: Shape): Promise<Told> {
  const got = await answer;
  if (got.kind !== 'answer') return got;
  try {
    return { kind: 'answer', fields: fieldsOf(got.value, shape) };
  } catch {
    return { kind: 'bad', why: 'no such message' };
  }
}

/** The pod that a sandbox holds. */
async function podOf(socket: GrpcSocket, sandbox: string): Promise<RuntimeAnswer> {
  const answer = await told(socket.ask(`${CRI}PodSandboxStatus`, withText(sandbox)), SANDBOX_STATUS);
  if (answer.kind !== 'answer') return answer;
  const { name, namespace } = record(record(answer.fields.status).metadata);
  return { kind: 'words', words: words({ pod: word(name), namespace: word(namespace) }) };
}

/** Of a container that no kubelet labelled, by the sandbox that it is in. */
async function podOfContainer(socket: GrpcSocket, id: string): Promise<ContainerWords> {
  const list = await told(socket.ask(`${CRI}ListContainers`, withFilter(id)), CONTAINER_LIST);
  const containers = list.kind === 'answer' ? list.fields.containers : undefined;
  const one = (Array.isArray(containers) ? containers : []).map(record).find((it) => it.id === id);
  const sandbox = word(one?.pod_sandbox_id);
  const pod: RuntimeAnswer = sandbox ? await podOf(socket, sandbox) : { kind: 'unknown' };
  return pod.kind === 'words' ? pod.words : {};
}

/** By the interface that Kubernetes asks both of them by. A pod's sandbox is a container too, without a name. */
async function byCri(socket: GrpcSocket, id: string): Promise<RuntimeAnswer> {
  const answer = await told(socket.ask(`${CRI}ContainerStatus`, withText(id)), CONTAINER_STATUS);
  if (answer.kind === 'unknown') return await podOf(socket, id);
  if (answer.kind !== 'answer') return answer;
  const { metadata, image, labels, annotations } = record(answer.fields.status);
  const labelled = { ...wordsOfLabels(textsOf(annotations)), ...wordsOfLabels(textsOf(labels)) };
  const pod = labelled.pod === undefined ? await podOfContainer(socket, id) : {};
  const asked = record(image);
  return {
    kind: 'words',
    words: words({
      ...labelled,
      ...pod,
      name: word(record(metadata).name) ?? labelled.name,
      image: word(asked.user_specified_image) ?? word(asked.image) ?? labelled.image,
    }),
  };
}

/** By containerd's own interface: whoever made the container. */
async function byContainerd(socket: GrpcSocket, id: string): Promise<RuntimeAnswer> {
  for (const namespace of NAMESPACES) {
    const asked = socket.ask(`${CONTAINERS}Get`, withText(id), { 'containerd-namespace': namespace });
    const answer = await told(asked, CONTAINERD_CONTAINER);
    if (answer.kind === 'unknown') continue;
    if (answer.kind !== 'answer') return answer;
    const { labels, image } = record(answer.fields.container);
    const labelled = wordsOfLabels(textsOf(labels));
    return { kind: 'words', words: words({ ...labelled, image: word(image) ?? labelled.image }) };
  }
  return { kind: 'unknown' };
}

/** `containerd` has two interfaces, and one alone knows what no kubelet made. Never rejects, and takes a bounded time. */
export async function askRuntime(
  path: string,
  id: string,
  who: 'containerd' | 'CRI-O',
  ms?: number,
): Promise<RuntimeAnswer> {
  const socket = new GrpcSocket(path, ms);
  try {
    const answer = await byCri(socket, id);
    return answer.kind === 'unknown' && who === 'containerd' ? await byContainerd(socket, id) : answer;
  } finally {
    socket.close();
  }
}
