#!/bin/sh
# Makes docs/bench/compare/result/ from the recorded answers beside this file:
# the table of the comparison, its data, its plot, and the audit of screens and
# races. Needs a built program and Go:
#
#	docs/bench/compare/run.sh path/to/rewardsmith [DIR]
#
# DIR holds the runs (default: runs/compare-methods) and may hold a part of them
# already: what is there is not repeated.
set -eu
program=$1
here=$(cd "$(dirname "$0")" && pwd)
dir=${2:-$PWD/runs/compare-methods}
"$program" compare "$here"/tasks/*.yaml --out "$dir" \
	--methods eureka,card,progresscounts,diagnostic,search,human-best,human,sparse --budget trainings=6 --runs 5
mkdir -p "$here/result"
cp "$dir"/compare.md "$dir"/compare.csv "$dir"/compare.json "$dir"/compare.svg "$here/result/"
(cd "$here/../../.." && go run ./docs/bench/compare/audit "$dir") > "$here/result/audit.json"
