# SPDX-License-Identifier: Apache-2.0
# Runs in the guest in place of guest.sh when only the harness is in question: does Node start here, and a static program?

seconds() { cut -d ' ' -f 1 /proc/uptime; }

before=$(seconds)
node -p 'JSON.stringify({node: process.version, kernel: os.release(), cpus: os.cpus().length, free_mib: os.freemem() >> 20})' \
  >/results/node.json || exit 1
echo "# node_s $before to $(seconds)"
cat /results/node.json
/t/bpf-left 0 || exit 1
