"""Measures PPO on CartPole-v1 side by side and prints one JSON document.

    python compare.py --seeds 10 --ours "../../../cartpole-bench" > result.json

Each peer, and each command given with --ours, is run as

    COMMAND --setting default|wide --seed S --steps CAP

and prints, as its last line, the JSON object that meter.Meter.result
describes. Runs are interleaved (every peer in turn at each seed), so that a
slow minute of the machine falls on all of them. The table goes to standard
error.
"""

import argparse
import json
import os
import pathlib
import platform
import shlex
import statistics
import subprocess
import sys

import meter

HERE = pathlib.Path(__file__).parent
PEERS = {
    "stable-baselines3": [sys.executable, str(HERE / "sb3.py")],
    "cleanrl": [sys.executable, str(HERE / "cleanrl_ppo.py")],
}


def run(command: list[str], setting: str, seed: int, steps: int) -> dict:
    """Runs one peer once and returns what it reported."""
    line = command + ["--setting", setting, "--seed", str(seed), "--steps", str(steps)]
    done = subprocess.run(line, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{shlex.join(line)} failed:\n{done.stderr}")
    return json.loads(done.stdout.strip().splitlines()[-1])


def summarise(runs: list[dict]) -> list[dict]:
    """One row per setting and peer: medians over the seeds.

    An unsolved run counts as one that needs more than any other, so a median
    that falls on unsolved runs is null.
    """
    rows = []
    for setting, peer in sorted({(r["setting"], r["peer"]) for r in runs}):
        group = [r for r in runs if (r["setting"], r["peer"]) == (setting, peer)]
        rows.append(
            {
                "setting": setting,
                "peer": peer,
                "runs": len(group),
                "solved": sum(r["solved"] for r in group),
                "steps_per_second": statistics.median(r["steps_per_second"] for r in group),
                "solved_steps": median_solved(group, "steps"),
                "solved_seconds": median_solved(group, "seconds"),
            }
        )
    return rows


def median_solved(group: list[dict], key: str) -> float | None:
    values = [r[key] if r["solved"] else float("inf") for r in group]
    median = statistics.median_high(values)
    return None if median == float("inf") else median


def table(rows: list[dict]) -> str:
    lines = ["setting  peer               solved  steps/s  steps to 475  seconds to 475"]
    for r in rows:
        steps = "-" if r["solved_steps"] is None else f"{r['solved_steps']:.0f}"
        seconds = "-" if r["solved_seconds"] is None else f"{r['solved_seconds']:.2f}"
        lines.append(
            f"{r['setting']:8} {r['peer']:18} {r['solved']:3}/{r['runs']:<3} {r['steps_per_second']:7.0f}"
            f"  {steps:>12}  {seconds:>14}"
        )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--steps", type=int, default=300_000, help="give up on a run after so many steps")
    parser.add_argument("--setting", choices=meter.SETTINGS, action="append", help="only this one; may be repeated")
    parser.add_argument("--peer", choices=PEERS, action="append", help="only this one; may be repeated")
    parser.add_argument("--ours", action="append", default=[], help="a further command to measure; may be repeated")
    arguments = parser.parse_args()

    commands = [PEERS[name] for name in arguments.peer or PEERS] + [shlex.split(c) for c in arguments.ours]
    runs = []
    for seed in range(1, arguments.seeds + 1):
        for setting in arguments.setting or meter.SETTINGS:
            for command in commands:
                runs.append(run(command, setting, seed, arguments.steps))
                print(json.dumps(runs[-1]), file=sys.stderr, flush=True)
    rows = summarise(runs)
    print(table(rows), file=sys.stderr)
    machine = {"cpus": os.cpu_count(), "machine": platform.machine(), "python": platform.python_version()}
    json.dump({"machine": machine, "summary": rows, "runs": runs}, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
