"""Holds environments.py to transitions of the Go environments, on standard input.

    go run ./docs/bench/gpu/transitions | python docs/bench/gpu/peers/check_environments.py

In float64 the two differ by the rounding of elementary functions alone, so that
the tolerance shows the equations to be the same. Exits 1 where they are not.
"""

import collections
import json
import sys

import jax
import jax.numpy as jnp
import numpy

from environments import ENVIRONMENTS

TOLERANCE = 1e-11  # of 1 + the magnitude
OBSERVATION_TOLERANCE = 1e-6  # they are recorded in float32


def judge(env, s, a):
    """Everything a transition is judged by, from its state and action."""
    n = env.step(s, a)
    return {
        "next": n,
        "observation": env.observe(n),
        "terminated": env.terminated(n),
        "score": env.score(s, a, n),
        "success": env.success(s, a, n) if env.success else jnp.zeros((), bool),
        "human": env.human(s, a, n),
    }


def compare(name, rows):
    """Prints the largest difference of each quantity; returns whether all are small."""
    env = ENVIRONMENTS[name]
    column = lambda key: numpy.array([r[key] for r in rows])
    got = jax.jit(jax.vmap(lambda s, a: judge(env, s, a)))(column("state"), column("action"))
    fine = True
    for key, values in got.items():
        want, values = column(key).astype(float), numpy.asarray(values).astype(float)
        difference = numpy.max(numpy.abs(values - want) / (1 + numpy.abs(want)))
        small = difference <= (OBSERVATION_TOLERANCE if key == "observation" else TOLERANCE)  # false for NaN
        fine = fine and bool(small)
        print(f"{name:10} {key:12} {difference:9.2g} {'' if small else 'TOO LARGE'}")
    count = lambda key: int(column(key).sum())
    print(f"{name:10} {len(rows)} transitions, {count('terminated')} of which end an episode, {count('success')} fulfil the task")
    return fine


def main():
    jax.config.update("jax_enable_x64", True)
    rows = collections.defaultdict(list)
    for line in sys.stdin:
        r = json.loads(line)
        rows[r["env"]].append(r)
    if set(rows) != set(ENVIRONMENTS):
        sys.exit(f"transitions of {sorted(rows)}, want {sorted(ENVIRONMENTS)}")
    if not all([compare(name, rows[name]) for name in sorted(rows)]):
        sys.exit(1)


if __name__ == "__main__":
    main()
