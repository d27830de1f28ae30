# SPDX-License-Identifier: Apache-2.0
# Containers by runc in groups of v2 alone, each named as another runtime names its own, while a session of user 1000
# watches. Sourced by guest.sh, which provides as_user, expect and $PRODUCT. Leaves boxes.json (what was watched),
# boxes.list (RUNTIME POD ID PATH of each) and boxes.out (what each program counted itself) in /results.

POD=7f1c4f2e-0b6d-4a61-9d3a-2f4f5b8a9c01
POD_=7f1c4f2e_0b6d_4a61_9d3a_2f4f5b8a9c01
KUBE=kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod$POD_.slice

box_id() { printf "$1$1$1$1%.0s" 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; }

# box RUNTIME POD ID PATH: one container, from birth to death.
box() {
  echo "$1 $2 $3 $4" >>/results/boxes.list
  cat >/boxes/config.json <<CONFIG
{ "ociVersion": "1.0.2", "hostname": "host-$1",
  "process": { "user": { "uid": 0, "gid": 0 }, "args": ["/program"], "env": ["PATH=/"], "cwd": "/" },
  "root": { "path": "root", "readonly": true },
  "mounts": [{ "destination": "/proc", "type": "proc", "source": "proc" }],
  "linux": { "cgroupsPath": "/$4",
    "namespaces": [{ "type": "pid" }, { "type": "ipc" }, { "type": "uts" }, { "type": "mount" }] } }
CONFIG
  # The guest's root is its first file system: there is nothing to pivot from.
  runc --root /boxes/state run --no-pivot --bundle /boxes "box-$1" >>/results/boxes.out 2>>/results/boxes.err </dev/null
  expect $? "a container of $1 ran"
}

watch_boxes() {
  mkdir -p /boxes/root/proc
  cp "$PRODUCT/native/build/ringside-known" /boxes/root/program
  mkfifo /tmp/over
  as_user node "$PRODUCT/out/test/support/watching-session.js" --comm program </tmp/over \
    >/results/boxes.json 2>/results/boxes.err &
  exec 3>/tmp/over
  while ! grep -q begun /results/boxes.json && kill -0 $!; do sleep 0.2; done
  box docker - "$(box_id d)" "system.slice/docker-$(box_id d).scope"
  box containerd "$POD" "$(box_id c)" "$KUBE/cri-containerd-$(box_id c).scope"
  box cri-o "$POD" "$(box_id e)" "$KUBE/crio-$(box_id e).scope"
  box podman - "$(box_id f)" "machine.slice/libpod-$(box_id f).scope"
  box kubernetes "$POD" "$(box_id b)" "kubepods/burstable/pod$POD/$(box_id b)"
  exec 3>&-
  wait $!
  expect $? 'the session that watched them ends well'
}
