"""Measures the learner of jax_ppo.py and prints one JSON document.

    python measure.py --scale full > jax.json

Sizes come from ../scales.json, which the program beside it reads as well. Each
figure is the median over the scale's repeats, after one unmeasured run; what
compiling takes is a figure of its own. The parts are those of docs/bench/gpu.
"""

import argparse
import json
import pathlib
import platform
import statistics
import sys
import time

import jax

from environments import ENVIRONMENTS
from jax_ppo import Learner

SCALES = pathlib.Path(__file__).resolve().parent.parent / "scales.json"
MEASURED_EPISODES_KEY = 1 << 20  # no training's
DEFAULTS = dict(epochs=4, learning_rate=1e-3, gamma=0.99, clip=0.2, entropy=0.0, max_grad_norm=0.5, log_std=0.0, hidden=[64, 64])
DEFAULTS["lambda"] = 0.95


def seconds_of(function, *arguments):
    """The function's result, and the seconds until the device has it."""
    start = time.perf_counter()
    result = jax.block_until_ready(function(*arguments))
    return result, time.perf_counter() - start


def compiled(function, *arguments):
    """The function compiled for such arguments, and the seconds that took."""
    start = time.perf_counter()
    return jax.jit(function).lower(*arguments).compile(), time.perf_counter() - start


def median_of(repeats, function, *arguments):
    seconds_of(function, *arguments)
    return statistics.median(seconds_of(function, *arguments)[1] for _ in range(repeats))


def sized(name, instances, part):
    """A learner with so many instances, at default settings."""
    batch = instances * part["horizon"]
    settings = dict(DEFAULTS, envs=instances, horizon=part["horizon"], steps=batch * part.get("rollouts", 1))
    settings["minibatch"] = batch // part.get("minibatches", 1)
    return Learner(ENVIRONMENTS[name], settings)


def fits(measure, name, instances):
    """A measurement, or None where the device has too little memory for it."""
    try:
        return measure(name, instances)
    except jax.errors.JaxRuntimeError as error:
        if "RESOURCE_EXHAUSTED" not in str(error):
            raise
        print(f"{name}, {instances} instances: out of memory", file=sys.stderr)
        return None


def rows(measure, part):
    """Measurements for every environment and number of instances that fit."""
    return [
        row
        for name in part["environments"]
        for instances in part["instances"]
        if (row := fits(measure, name, instances)) is not None
    ]


def rollout(scale):
    """Acting, physics, reward and values without learning; everything that learning needs is stored."""
    part = scale["rollout"]

    def collect(learner, state):
        state, transitions = learner.collect(state, first=False)
        return state, transitions, learner.values(state, transitions)

    def measure(name, instances):
        learner = sized(name, instances, part)
        state = jax.jit(learner.begin)(jax.random.key(0))
        function, compiling = compiled(lambda s: collect(learner, s), state)
        seconds = median_of(scale["repeats"], function, state)
        return row_of(name, instances, learner.batch, seconds, compiling)

    return rows(measure, part)


def speed(scale):
    """Training from end to end, after its first rollout."""
    part = scale["speed"]

    def measure(name, instances):
        learner = sized(name, instances, part)
        state = jax.jit(lambda k: learner.advance(learner.begin(k), first=True))(jax.random.key(0))
        advance, compiling = compiled(lambda s: learner.advance_by(s, part["rollouts"]), state)
        seconds = median_of(scale["repeats"], advance, state)
        return row_of(name, instances, learner.batch * part["rollouts"], seconds, compiling)

    return rows(measure, part)


def row_of(name, instances, steps, seconds, compiling):
    print(f"{name}, {instances} instances: {steps / seconds:.4g} steps/s", file=sys.stderr)
    return dict(
        env=name, instances=instances, steps=steps, seconds=seconds, steps_per_second=steps / seconds, compile_seconds=compiling
    )


def together(scale):
    """Whole trainings: one, and as many as there are candidates at once (vmapped over seeds)."""
    result = []
    for name, settings in scale["training"].items():
        learner = Learner(ENVIRONMENTS[name], settings)
        keys = jax.random.split(jax.random.key(0), scale["candidates"])
        one, _ = compiled(learner.train, keys[0])
        many, compiling = compiled(jax.vmap(learner.train), keys)
        alone, all_at_once = median_of(1, one, keys[0]), median_of(1, many, keys)
        print(f"{name}: one {alone:.3g} s, {scale['candidates']} together {all_at_once:.3g} s", file=sys.stderr)
        result.append(
            dict(
                env=name, instances=settings["envs"], candidates=scale["candidates"], one_seconds=alone,
                together_seconds=all_at_once, ratio=all_at_once / alone, compile_seconds=compiling,
            )
        )  # fmt: skip
    return result


def solved(scale):
    """Steps and seconds until a checkpoint's episodes reach the threshold, seed by seed."""
    return [race(name, settings, scale["seeds"]) for name, settings in scale["training"].items()]


def race(name, settings, seeds):
    env, learner = ENVIRONMENTS[name], Learner(ENVIRONMENTS[name], settings)
    chunk = max(1, learner.rollouts // settings["checkpoints"])
    episodes = jax.random.key(MEASURED_EPISODES_KEY)
    begin, _ = compiled(lambda k: learner.advance(learner.begin(k), first=True), jax.random.key(0))
    state = begin(jax.random.key(0))
    measure, _ = compiled(lambda s, k: learner.measure(s, k, settings["eval_episodes"]), state, episodes)
    functions = {}  # by number of rollouts

    def advance(state, rollouts):
        if rollouts not in functions:
            functions[rollouts], _ = compiled(lambda s: learner.advance_by(s, rollouts), state)
        return seconds_of(functions[rollouts], state)

    def train(seed):
        state, seconds = seconds_of(begin, jax.random.key(seed))
        done, first = 1, None
        while True:
            value = float(measure(state, episodes)) if done % chunk == 0 or done == learner.rollouts else None
            if first is None and value is not None and value >= env.solved_at:
                first = dict(steps=done * learner.batch, seconds=seconds)
            if done == learner.rollouts:
                return dict(seed=seed, first=first, value=value, seconds=seconds)
            rollouts = min(chunk - done % chunk, learner.rollouts - done)
            state, took = advance(state, rollouts)
            seconds, done = seconds + took, done + rollouts

    train(0)  # compiles what is left
    runs = [train(seed) for seed in range(seeds)]
    print(f"{name}: first over {[r['first'] and r['first']['steps'] for r in runs]}", file=sys.stderr)
    return dict(env=name, instances=settings["envs"], threshold=env.solved_at, seeds=runs)


PARTS = dict(rollout=rollout, speed=speed, together=together, solved=solved)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scale", choices=["full", "small"], default="full")
    parser.add_argument("--only", default=",".join(PARTS), help="parts to measure, separated by commas")
    parser.add_argument("--precision", default="highest", help="of matrix products: highest is float32, default what the device prefers")
    parser.add_argument("--random", default="threefry2x32", help="random numbers: threefry2x32 or rbg")
    options = parser.parse_args()
    jax.config.update("jax_default_matmul_precision", None if options.precision == "default" else options.precision)
    jax.config.update("jax_default_prng_impl", options.random)
    scale = json.loads(SCALES.read_text())[options.scale]
    device = jax.devices()[0]
    document = dict(
        program="jax", version=jax.__version__, python=platform.python_version(), scale=options.scale,
        device=device.device_kind, platform=device.platform, precision=options.precision, random=options.random,
    )  # fmt: skip
    for name in options.only.split(","):
        document[name] = PARTS[name](scale)
    json.dump(document, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
