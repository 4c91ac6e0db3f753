#!/usr/bin/env bash
# Packs JAX and all it needs for a machine without a network into one file and
# prints its size.
#
#   peers/wheelhouse.sh jax.tar requirements-cuda.txt   # for NVIDIA GPUs
#   peers/wheelhouse.sh jax.tar requirements.txt        # for processors
#
# There: tar -xf jax.tar && python -m pip install --no-index --find-links wheels -r wheels/requirements.txt
# PYTHON is the interpreter whose pip downloads, PYTHON_VERSION that of the other
# machine (Linux on x86-64).
set -euo pipefail
out=$(realpath -m "${1:?usage: wheelhouse.sh FILE.tar REQUIREMENTS}")
cd "$(dirname "$0")"
requirements=${2:?usage: wheelhouse.sh FILE.tar REQUIREMENTS}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
platforms=() # pip takes a wheel only for exactly one of these
for glibc in $(seq 39 -1 5); do platforms+=(--platform "manylinux_2_${glibc}_x86_64"); done
for name in manylinux2014 manylinux2010 manylinux1; do platforms+=(--platform "${name}_x86_64"); done
"${PYTHON:-python3}" -m pip download -q --dest "$work/wheels" --only-binary=:all: --implementation cp \
  --python-version "${PYTHON_VERSION:-3.12}" "${platforms[@]}" -r "$requirements"
cp "$requirements" "$work/wheels/requirements.txt"
tar -C "$work" -cf "$out" wheels
printf '%s: %s wheels, %s MB\n' "$out" "$(find "$work/wheels" -name '*.whl' | wc -l)" "$(($(stat -c %s "$out") / 1000000))"
