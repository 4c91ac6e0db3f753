#!/usr/bin/env bash
# Measures everything of docs/bench/gpu/README.md.
#
#   run.sh full OUT [STEP...]    on a machine with a GPU
#   run.sh small OUT [STEP...]   on Mesa's software Vulkan
#
# OUT is a folder for results. Steps, all unless some are named, each of which takes
# minutes at most: probe compile gpu cpu jax jaxfast table. Parts of gpu, cpu and jax
# can be chosen with ONLY=rollout,speed. PYTHON is an interpreter that has JAX; without
# one, jax is left out. The programs are those beside this file, as pack.sh puts them
# there, or are built.
set -euo pipefail
scale=${1:?usage: run.sh full|small OUT [STEP...]}
out=$(realpath -m "${2:?usage: run.sh full|small OUT [STEP...]}")
shift 2
steps=("$@")
[ ${#steps[@]} -gt 0 ] || steps=(probe compile gpu cpu jax jaxfast table)
here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-python3}
mkdir -p "$out"

programs=$here
if [ ! -x "$here/gpubench" ]; then
  programs=$(mktemp -d)
  trap 'rm -rf "$programs"' EXIT
  "$here/pack.sh" --programs "$programs"
fi
bench=("$programs/gpubench" -scale "$scale" -rewardsmith "$programs/rewardsmith")
if [ "$scale" = small ]; then bench+=(-software); fi

# measure NAME ARGUMENT... adds what was chosen with ONLY to the name of the result.
measure() {
  local name=$1
  shift
  "${bench[@]}" -out "$out/$name${ONLY:+-${ONLY//,/-}}.json" ${ONLY:+-only "$ONLY"} "$@"
}

jax() {
  local name=$1
  shift
  if ! "$python" -c 'import jax' 2>/dev/null; then
    printf '%s has no JAX: left out\n' "$python" >&2
    return
  fi
  "$python" "$here/peers/measure.py" --scale "$scale" "$@" >"$out/$name.json"
}

for step in "${steps[@]}"; do
  case $step in
    probe) "$python" "$here/probe.py" | tee "$out/probe.txt" ;;
    compile) MESA_SHADER_CACHE_DISABLE=true __GL_SHADER_DISK_CACHE=0 ONLY=compile measure gpu -backend gpu ;;
    gpu) ONLY=${ONLY-rollout,speed,together,solved,ranking,search} measure gpu -backend gpu ;;
    cpu) measure cpu -backend cpu ;;
    jax) jax "jax${ONLY:+-${ONLY//,/-}}" ${ONLY:+--only "$ONLY"} ;;
    jaxfast) jax jaxfast --precision default --random rbg --only rollout,speed ;;
    table) "${bench[@]}" -table "$(find "$out" -name '*.json' | sort | paste -sd,)" | tee "$out/tables.md" ;;
    *) printf 'no step %s\n' "$step" >&2; exit 2 ;;
  esac
done
