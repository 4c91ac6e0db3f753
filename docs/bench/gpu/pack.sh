#!/usr/bin/env bash
# Puts what run.sh needs into one file for a machine without Go and without a network,
# and prints its size. Peers need JAX there: peers/wheelhouse.sh.
#
#   pack.sh bench.tar.gz           then there: tar -xf bench.tar.gz && bench/run.sh full results
#   pack.sh --programs FOLDER      only builds the programs
#
# The programs need glibc, whose loader finds the Vulkan driver, and nothing else.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
build() { (cd "$here/../../.." && CGO_ENABLED=0 go build -trimpath -ldflags=-s -o "$1/gpubench" ./docs/bench/gpu && CGO_ENABLED=0 go build -trimpath -ldflags=-s -o "$1/rewardsmith" ./cmd/rewardsmith); }

if [ "${1:-}" = --programs ]; then
  build "$(realpath "${2:?usage: pack.sh --programs FOLDER}")"
  exit
fi
out=$(realpath -m "${1:?usage: pack.sh FILE.tar.gz}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/bench/peers"
build "$work/bench"
cp "$here"/{run.sh,probe.py,scales.json} "$work/bench"
cp "$here"/peers/{environments,jax_ppo,measure}.py "$work/bench/peers"
tar -C "$work" -czf "$out" bench
printf '%s: %s MB\n' "$out" "$(($(stat -c %s "$out") / 1000000))"
