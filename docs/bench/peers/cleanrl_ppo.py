"""CleanRL's ppo.py, as PyPI's package cleanrl has it, measured by meter.py.

That script was written for the package gym, which does not run on a current
Python. It is executed unchanged; the few names that it takes from gym are
provided here, over Gymnasium, and its TensorBoard log goes nowhere.
"""

import contextlib
import importlib.metadata
import importlib.util
import io
import os
import runpy
import sys
import types

import gymnasium

import meter


def gym_over_gymnasium(gauge: meter.Meter) -> dict[str, types.ModuleType]:
    """The modules gym, gym.wrappers and gym.spaces as ppo.py uses them."""

    class RecordEpisodeStatistics(gymnasium.wrappers.RecordEpisodeStatistics):
        """Gymnasium's, with gym's seed(), which takes effect at the next reset."""

        _seed = None

        def seed(self, seed):
            self._seed = seed

        def reset(self, **options):
            if options.get("seed") is None:
                options["seed"] = self._seed
            self._seed = None
            return super().reset(**options)

    wrappers = types.ModuleType("gym.wrappers")
    wrappers.RecordEpisodeStatistics = RecordEpisodeStatistics
    wrappers.TimeLimit = gymnasium.wrappers.TimeLimit
    wrappers.Monitor = None  # imported, but used only to capture video
    gym = types.ModuleType("gym")
    gym.make = lambda name: meter.Metered(gymnasium.make(name), gauge)
    gym.wrappers = wrappers
    gym.spaces = gymnasium.spaces
    return {"gym": gym, "gym.wrappers": wrappers, "gym.spaces": gymnasium.spaces}


class NoLog:
    """Takes the place of TensorBoard's SummaryWriter and writes nothing."""

    def __init__(self, folder):
        pass

    def add_text(self, name, text):
        pass

    def add_scalar(self, name, value, step):
        pass

    def close(self):
        pass


def no_tensorboard() -> dict[str, types.ModuleType]:
    tensorboard = types.ModuleType("torch.utils.tensorboard")
    tensorboard.SummaryWriter = NoLog
    return {"torch.utils.tensorboard": tensorboard}


def command_line(setting: dict, arguments) -> list[str]:
    """The setting in ppo.py's flags, with what SB3 has by default for the rest."""
    batch = setting["environments"] * setting["rollout"]
    flags = {
        "gym-id": "CartPole-v1",
        "seed": arguments.seed,
        "total-timesteps": arguments.steps + batch,
        "num-envs": setting["environments"],
        "num-steps": setting["rollout"],
        "n-minibatch": batch // setting["minibatch"],
        "update-epochs": setting["epochs"],
        "learning-rate": setting["learning_rate"],
        "gamma": setting["gamma"],
        "gae-lambda": setting["gae_lambda"],
        "ent-coef": 0.0,
        "anneal-lr": False,
        "clip-vloss": False,
        "cuda": False,
    }
    return ["ppo.py"] + [f"--{flag}={value}" for flag, value in flags.items()]


def main() -> None:
    arguments = meter.arguments()
    gauge = meter.Meter(arguments.steps)
    script = os.path.join(importlib.util.find_spec("cleanrl").submodule_search_locations[0], "ppo.py")
    sys.modules.update(gym_over_gymnasium(gauge))
    sys.modules.update(no_tensorboard())
    sys.argv = command_line(meter.SETTINGS[arguments.setting], arguments)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(meter.Finished):
        runpy.run_path(script, run_name="__main__")
    meter.report(gauge.result("cleanrl", importlib.metadata.version("cleanrl"), arguments))


if __name__ == "__main__":
    main()
