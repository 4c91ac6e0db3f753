"""What every peer is measured by: a clock, a step counter and one criterion.

A run is solved when the mean return of the last 100 completed training
episodes reaches 475. The clock starts at the first reset, when the libraries
are loaded and the learner is built.
"""

import argparse
import collections
import json
import time

import gymnasium

TARGET = 475.0
WINDOW = 100

# The two fixed settings. Those of "default" are Stable-Baselines3's own.
SETTINGS = {
    "default": dict(
        environments=1, rollout=2048, minibatch=64, epochs=10, learning_rate=3e-4, gamma=0.99, gae_lambda=0.95
    ),
    "wide": dict(
        environments=64, rollout=32, minibatch=256, epochs=4, learning_rate=2.5e-3, gamma=0.98, gae_lambda=0.9
    ),
}


class Finished(BaseException):
    """Raised out of a peer's learner when there is nothing left to measure.

    It is no Exception, so that no learner catches it by accident.
    """


class Meter:
    """Counts the steps of all environments of a run and judges its episodes."""

    def __init__(self, cap: int):
        self.cap = cap
        self.steps = 0
        self.episodes = 0
        self.started = None
        self.stopped = None
        self.solved = False
        self._returns = collections.deque(maxlen=WINDOW)

    def reset(self) -> None:
        if self.started is None:
            self.started = time.perf_counter()

    def step(self) -> None:
        self.steps += 1
        if self.steps >= self.cap:
            self._finish()

    def episode(self, episode_return: float) -> None:
        self.episodes += 1
        self._returns.append(episode_return)
        if len(self._returns) == WINDOW and sum(self._returns) / WINDOW >= TARGET:
            self.solved = True
            self._finish()

    def _finish(self) -> None:
        self.stopped = time.perf_counter()
        raise Finished

    def result(self, peer: str, version: str, arguments: argparse.Namespace) -> dict:
        if self.stopped is None:
            self.stopped = time.perf_counter()
        seconds = self.stopped - self.started
        return {
            "peer": peer,
            "version": version,
            "setting": arguments.setting,
            "seed": arguments.seed,
            "steps": self.steps,
            "episodes": self.episodes,
            "seconds": seconds,
            "steps_per_second": self.steps / seconds,
            "solved": self.solved,
        }


class Metered(gymnasium.Wrapper):
    """An environment whose steps and episodes are counted by a meter."""

    def __init__(self, env: gymnasium.Env, meter: Meter):
        super().__init__(env)
        self._meter = meter
        self._return = 0.0

    def reset(self, **options):
        self._meter.reset()
        self._return = 0.0
        return self.env.reset(**options)

    def step(self, action):
        observation, reward, terminated, truncated, info = self.env.step(action)
        self._return += float(reward)
        if terminated or truncated:
            self._meter.episode(self._return)
        self._meter.step()
        return observation, reward, terminated, truncated, info


def arguments() -> argparse.Namespace:
    """The command line that compare.py gives to every peer."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--setting", choices=SETTINGS, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--steps", type=int, required=True, help="stop here if not solved")
    return parser.parse_args()


def report(result: dict) -> None:
    """Prints the result as the last line of standard output."""
    print(json.dumps(result), flush=True)
