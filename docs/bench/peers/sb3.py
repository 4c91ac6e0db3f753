"""Stable-Baselines3's PPO on CartPole-v1, measured by meter.py."""

import gymnasium
import stable_baselines3
from stable_baselines3.common.env_util import make_vec_env

import meter


def main() -> None:
    arguments = meter.arguments()
    setting = meter.SETTINGS[arguments.setting]
    gauge = meter.Meter(arguments.steps)
    envs = make_vec_env(
        lambda: meter.Metered(gymnasium.make("CartPole-v1"), gauge),
        n_envs=setting["environments"],
        seed=arguments.seed,
    )
    learner = stable_baselines3.PPO(
        "MlpPolicy",
        envs,
        n_steps=setting["rollout"],
        batch_size=setting["minibatch"],
        n_epochs=setting["epochs"],
        learning_rate=setting["learning_rate"],
        gamma=setting["gamma"],
        gae_lambda=setting["gae_lambda"],
        seed=arguments.seed,
        device="cpu",
    )
    try:
        learner.learn(total_timesteps=arguments.steps)
    except meter.Finished:
        pass
    meter.report(gauge.result("stable-baselines3", stable_baselines3.__version__, arguments))


if __name__ == "__main__":
    main()
