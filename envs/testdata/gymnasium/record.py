"""Records transitions of Gymnasium's classic control environments.

For every environment it writes NAME.csv.gz beside this file: one row per
transition, several action sequences of 1000 transitions each, across resets.
The Go environments are tested against these files. README.md describes the
columns and how to run this script.
"""

import csv
import gzip
import io
import math
import pathlib
from dataclasses import dataclass
from typing import Callable

import gymnasium
import numpy as np
from gymnasium.envs.classic_control import continuous_mountain_car

TRANSITIONS = 1000
HERE = pathlib.Path(__file__).parent

# A policy maps (state, number of the transition, generator) to what is passed
# to Gymnasium's step: a choice, or a number that becomes an array of one.
Policy = Callable[[np.ndarray, int, np.random.Generator], float]


@dataclass(frozen=True)
class Sequence:
    """One recorded action sequence."""

    name: str
    policy: Policy
    # dtype is that of a continuous action as Gymnasium receives it. Under
    # NumPy 2 a float32 action makes part of a step float32 arithmetic.
    dtype: type = np.float64
    # keep_float64 makes Gymnasium keep a state in float64 that it would
    # otherwise round to float32.
    keep_float64: bool = False


@dataclass(frozen=True)
class Recording:
    """One environment: its names here and in Gymnasium, and its sequences."""

    name: str
    gymnasium_id: str
    state: tuple[str, ...]
    action: str
    # physical maps a choice to the physical action; None for continuous ones.
    physical: tuple[float, ...] | None
    sequences: tuple[Sequence, ...]


class Float64NumPy:
    """NumPy as a module sees it, with float64 under the name float32."""

    float32 = np.float64

    def __getattr__(self, name):
        return getattr(np, name)


def constant(action) -> Policy:
    return lambda state, t, rng: action


def alternating(low, high, period) -> Policy:
    """Holds low for period transitions, then high for as many, and so on."""
    return lambda state, t, rng: (low, high)[t // period % 2]


def choices(n) -> Policy:
    return lambda state, t, rng: int(rng.integers(n))


def uniform(bound) -> Policy:
    return lambda state, t, rng: float(rng.uniform(-bound, bound))


def balance_pole(state, t, rng):
    """Keeps CartPole up to its time limit."""
    x, x_dot, theta, theta_dot = state
    return int(theta + 0.3 * theta_dot + 0.01 * x + 0.04 * x_dot > 0)


def swing_up(state, t, rng):
    """Pumps energy into the pendulum, then balances it upright."""
    theta, theta_dot = state
    angle = (theta + math.pi) % (2 * math.pi) - math.pi
    if abs(angle) < 0.6:
        return max(-2.0, min(2.0, -12.0 * angle - 3.0 * theta_dot))
    energy = theta_dot**2 / 6 + 5 * math.cos(theta)
    return 2.0 if theta_dot * (5 - energy) >= 0 else -2.0


def pump_acrobot(state, t, rng):
    """Torques against the second link's swing until the tip is high enough."""
    return 2 if state[2] < 0 else 0


def push_with_motion(state, t, rng):
    """Accelerates the car the way it already moves: the choice 0 or 2."""
    return 2 if state[1] >= 0 else 0


def throttle_with_motion(state, t, rng):
    return 1.0 if state[1] >= 0 else -1.0


RECORDINGS = (
    Recording(
        "cartpole", "CartPole-v1", ("X", "XDot", "Theta", "ThetaDot"), "Force", (-10.0, 10.0),
        (
            Sequence("random", choices(2)),
            Sequence("random2", choices(2)),
            Sequence("right", constant(1)),
            Sequence("alternating", alternating(0, 1, 1)),
            Sequence("balance", balance_pole),
        ),
    ),
    Recording(
        "pendulum", "Pendulum-v1", ("Theta", "ThetaDot"), "Torque", None,
        (
            Sequence("random", uniform(2.0)),
            Sequence("constant", constant(2.0)),
            Sequence("alternating", alternating(-2.0, 2.0, 9)),
            Sequence("beyond", uniform(4.0)),
            Sequence("swingup", swing_up),
            Sequence("float32", uniform(2.0), dtype=np.float32),
        ),
    ),
    Recording(
        "acrobot", "Acrobot-v1", ("Theta1", "Theta2", "Theta1Dot", "Theta2Dot"), "Torque", (-1.0, 0.0, 1.0),
        (
            Sequence("random", choices(3)),
            Sequence("random2", choices(3)),
            Sequence("constant", constant(2)),
            Sequence("alternating", alternating(0, 2, 6)),
            Sequence("pump", pump_acrobot),
        ),
    ),
    Recording(
        "mountain_car", "MountainCar-v0", ("Position", "Velocity"), "Push", (-1.0, 0.0, 1.0),
        (
            Sequence("random", choices(3)),
            Sequence("left", constant(0)),
            Sequence("right", constant(2)),
            Sequence("alternating", alternating(0, 2, 17)),
            Sequence("pump", push_with_motion),
        ),
    ),
    Recording(
        "mountain_car_continuous", "MountainCarContinuous-v0", ("Position", "Velocity"), "Throttle", None,
        (
            Sequence("random", uniform(1.0)),
            Sequence("left", constant(-1.0)),
            Sequence("alternating", alternating(-1.0, 1.0, 17)),
            Sequence("pump", throttle_with_motion),
            Sequence("float32", uniform(1.0), dtype=np.float32),
            Sequence("float64", uniform(1.0), keep_float64=True),
            Sequence("float64pump", throttle_with_motion, keep_float64=True),
        ),
    ),
)


def record(recording: Recording, number: int, sequence: Sequence, write) -> None:
    """Plays one sequence and writes its rows."""
    continuous_mountain_car.np = Float64NumPy() if sequence.keep_float64 else np
    env = gymnasium.make(recording.gymnasium_id)
    rng = np.random.default_rng(1000 + number)
    env.reset(seed=number)
    start = True
    for t in range(TRANSITIONS):
        before = [float(v) for v in env.unwrapped.state]
        action = sequence.policy(before, t, rng)
        if recording.physical is None:
            given = np.array([action], dtype=sequence.dtype)
            physical = float(given[0])
        else:
            given, physical = action, recording.physical[action]
        observation, reward, terminated, truncated, _ = env.step(given)
        after = [float(v) for v in env.unwrapped.state]
        write(
            [sequence.name, int(start), *before, physical, *after, float(reward), int(terminated), int(truncated)]
            + [str(np.float32(v)) for v in observation]
        )
        start = terminated or truncated
        if start:
            env.reset()
    env.close()
    continuous_mountain_car.np = np


def main() -> None:
    for recording in RECORDINGS:
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        width = gymnasium.make(recording.gymnasium_id).observation_space.shape[0]
        writer.writerow(
            ["sequence", "start"]
            + [f"state.{leaf}" for leaf in recording.state]
            + [f"action.{recording.action}"]
            + [f"next.{leaf}" for leaf in recording.state]
            + ["reward", "terminated", "truncated"]
            + [f"observation.{i}" for i in range(width)]
        )
        for number, sequence in enumerate(recording.sequences):
            record(recording, number, sequence, writer.writerow)
        packed = gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0)
        (HERE / f"{recording.name}.csv.gz").write_bytes(packed)


if __name__ == "__main__":
    main()
