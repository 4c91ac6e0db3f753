#!/usr/bin/env bash
# Measures whole runs of the command: the quickstart from start to report, the
# time of a check, and the memory of a search of 16 x 5. Writes docs/bench/run.txt.
# Needs GNU time (Debian's package time). Trainings of the 16 x 5 search are
# short: memory does not depend on their length.
set -euo pipefail
cd "$(dirname "$0")/../.."
command -v /usr/bin/time >/dev/null || { echo "run.sh: install GNU time" >&2; exit 1; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
CGO_ENABLED=0 go build -o "$work/rewardsmith" ./cmd/rewardsmith

# measure NAME COMMAND... prints seconds and the largest resident set of one process.
measure() {
  local name=$1
  shift
  /usr/bin/time -f "%e %M" -o "$work/time" "$@" >"$work/out" 2>&1 || { cat "$work/out" >&2; exit 1; }
  awk -v name="$name" '{printf "%-42s %7.2f s %6.0f MB\n", name, $1, $2 / 1024}' "$work/time"
}

# checks REWARD prints the median milliseconds of eleven checks, whole processes.
checks() {
  for _ in $(seq 11); do
    /usr/bin/time -f "%e" -a -o "$work/checks" "$work/rewardsmith" check "$1" "$2" >/dev/null
  done
  sort -n "$work/checks" | awk -v name="check, $1" 'NR == 6 {printf "%-42s %7.0f ms\n", name, 1000 * $1}'
  rm "$work/checks"
}

{
  printf '%s, %s, %s cores\n\n' "$(uname -sm)" "$(go env GOVERSION)" "$(nproc)"
  measure "quickstart, start to end" "$work/rewardsmith" run examples/quickstart.yaml --out "$work/quickstart"
  measure "report of the quickstart" "$work/rewardsmith" report "$work/quickstart" -o "$work/quickstart.html"
  measure "search of 16 x 5 with 80 candidates" "$work/rewardsmith" run examples/reacher.yaml --out "$work/wide" \
    --set method.samples=16 --set method.iterations=5 --set training.steps=16384 --set preflight.enabled=false \
    --set final.seeds=1
  measure "report of the 16 x 5 search" "$work/rewardsmith" report "$work/wide" -o "$work/wide.html"
  printf '%-42s %7.1f MB\n' "size of that report" "$(awk "BEGIN {print $(stat -c %s "$work/wide.html") / 1e6}")"
  cp "$work/quickstart/candidates/i00-s00/reward.go" "$work/reward.go"
  checks mountain_car_continuous "$work/reward.go"
} | tee docs/bench/run.txt
