"""PPO in JAX in the style of PureJaxRL: environments, learner and loop in one program.

The learner is the one that evaluator/ppo defines: separate policy and value
networks, orthogonal weights, observations normalised by running moments that
the networks follow, rewards over the deviation of discounted returns, advantages
with a bootstrap through truncations and normalised per minibatch, the clipped
objective, an unclipped value loss, gradients clipped per network, Adam with a
rate that falls linearly. All arithmetic is float32.

Dimension letters: N instances, T steps of a rollout, O observation, A action
fields, B = T*N transitions, M rows of a minibatch.
"""

import math
from typing import NamedTuple

import jax
import jax.numpy as jnp

OBSERVATION_CLIP = 10.0  # in standard deviations
REWARD_CLIP = 10.0  # in standard deviations of the discounted return
BETA1, BETA2, EPSILON = 0.9, 0.999, 1e-5
HALF_LOG_2PI = 0.5 * math.log(2 * math.pi)


class Moments(NamedTuple):
    """Running moments of a stream of rows."""

    count: jax.Array
    mean: jax.Array
    m2: jax.Array  # sums of squared deviations

    def add(self, rows):
        """Takes in rows, [..., width] (Chan, Golub and LeVeque 1983, equation 1.5)."""
        rows = rows.reshape(-1, rows.shape[-1])
        n = rows.shape[0]
        mean = jnp.mean(rows, axis=0)
        m2 = jnp.sum((rows - mean) ** 2, axis=0)
        count, delta = self.count + n, mean - self.mean
        return Moments(count, self.mean + delta * (n / count), self.m2 + m2 + delta**2 * (self.count * n / count))

    def deviation(self):
        return jnp.sqrt(self.m2 / self.count)


def no_moments(width):
    return Moments(jnp.zeros(()), jnp.zeros(width), jnp.zeros(width))


class Normaliser(NamedTuple):
    mean: jax.Array
    scale: jax.Array

    def apply(self, observations):
        return jnp.clip((observations - self.mean) * self.scale, -OBSERVATION_CLIP, OBSERVATION_CLIP)


def normaliser(moments):
    deviation = moments.deviation()
    return Normaliser(moments.mean, jnp.where(deviation > 0, 1 / jnp.where(deviation > 0, deviation, 1), 1))


class Optimiser(NamedTuple):
    """A network with Adam's memory of it."""

    params: dict
    m: dict
    v: dict
    steps: jax.Array


def optimiser(params):
    zeros = jax.tree.map(jnp.zeros_like, params)
    return Optimiser(params, zeros, zeros, jnp.zeros(()))


def descend(o, gradient, rate, max_norm):
    """One step of Adam on a gradient clipped to max_norm."""
    norm = jnp.sqrt(sum(jnp.sum(g * g) for g in jax.tree.leaves(gradient)))
    scale = jnp.where(norm > max_norm, max_norm / norm, 1.0)
    steps = o.steps + 1
    m = jax.tree.map(lambda m, g: BETA1 * m + (1 - BETA1) * scale * g, o.m, gradient)
    v = jax.tree.map(lambda v, g: BETA2 * v + (1 - BETA2) * (scale * g) ** 2, o.v, gradient)
    first, second = 1 - BETA1**steps, 1 - BETA2**steps
    params = jax.tree.map(lambda p, m, v: p - rate * (m / first) / (jnp.sqrt(v / second) + EPSILON), o.params, m, v)
    return Optimiser(params, m, v, steps)


def network(key, widths, output_gain):
    """Layers with orthogonal weights and no biases, as a list of pairs."""
    layers = []
    for i, (inputs, outputs) in enumerate(zip(widths, widths[1:])):
        key, own = jax.random.split(key)
        gain = output_gain if i == len(widths) - 2 else math.sqrt(2)
        layers.append((jax.nn.initializers.orthogonal(gain)(own, (inputs, outputs)), jnp.zeros(outputs)))
    return layers


def forward(layers, x):
    for w, b in layers[:-1]:
        x = jnp.tanh(x @ w + b)
    w, b = layers[-1]
    return x @ w + b


def shift_inputs(layers, by):
    """Layers that answer to x + by as the given ones did to x."""
    (w, b), *rest = layers
    return [(w, b - by @ w), *rest]


class Policy(NamedTuple):
    """A distribution of raw actions; a choice, or fields in units of half their range."""

    env: object

    def outputs(self):
        return len(self.env.choices) if self.env.choices else len(self.env.low)

    def sample(self, key, params, x):
        """A raw action for each row of x, and its log probability."""
        out = forward(params["layers"], x)
        if self.env.choices:
            raw = jax.random.categorical(key, out)
        else:
            raw = out + jnp.exp(params["log_std"]) * jax.random.normal(key, out.shape)
        return raw, self.evaluate(params, out, raw)[0]

    def mode(self, params, x):
        out = forward(params["layers"], x)
        return jnp.argmax(out, axis=-1) if self.env.choices else out

    def evaluate(self, params, out, raw):
        """Log probabilities of raw actions, and entropies."""
        if self.env.choices:
            logs = jax.nn.log_softmax(out)
            chosen = jnp.take_along_axis(logs, raw[..., None], axis=-1)[..., 0]
            return chosen, -jnp.sum(jnp.exp(logs) * logs, axis=-1)
        log_std = params["log_std"]
        z = (raw - out) * jnp.exp(-log_std)
        logs = -jnp.sum(z * z / 2 + log_std + HALF_LOG_2PI, axis=-1)
        return logs, jnp.sum(log_std + HALF_LOG_2PI + 0.5)

    def physical(self, raw):
        """Actions in the environment's units, clipped to their range."""
        if self.env.choices:
            return jnp.array(self.env.choices)[raw]
        low, high = jnp.array(self.env.low), jnp.array(self.env.high)
        return jnp.clip((low + high) / 2 + (high - low) / 2 * raw, low, high)


class State(NamedTuple):
    """Everything a training carries from one rollout to the next."""

    key: jax.Array
    actor: Optimiser
    critic: Optimiser
    moments: Moments  # of observations
    normaliser: Normaliser
    returns: jax.Array  # [N], discounted return since the start of each episode
    return_moments: Moments
    states: jax.Array  # [N], of the environments
    clocks: jax.Array  # [N], steps of the current episode
    rollouts: jax.Array  # done so far


class Rollout(NamedTuple):
    """What happened, in [T][N] order."""

    observations: jax.Array  # normalised
    raw: jax.Array
    log_probs: jax.Array
    final: jax.Array  # normalised observations of the true successors
    rewards: jax.Array
    terminated: jax.Array
    truncated: jax.Array


def normalised(rollout, z):
    return rollout._replace(observations=z.apply(rollout.observations), final=z.apply(rollout.final))


class Learner:
    """A learner of one environment's human reward. Settings are those of evaluator.Settings."""

    def __init__(self, env, settings):
        self.env, self.settings, self.policy = env, settings, Policy(env)
        self.batch = settings["envs"] * settings["horizon"]
        self.rollouts = -(-settings["steps"] // self.batch)
        if self.batch % settings["minibatch"]:
            raise ValueError(f"{env.name}: minibatch {settings['minibatch']} does not divide {self.batch} transitions")

    def begin(self, key):
        """The state before the first rollout."""
        s, env = self.settings, self.env
        key, of_actor, of_critic, of_states = jax.random.split(key, 4)
        actor = {"layers": network(of_actor, [env.observations, *s["hidden"], self.policy.outputs()], 0.01)}
        if not env.choices:
            actor["log_std"] = jnp.full(len(env.low), s["log_std"], jnp.float32)
        critic = {"layers": network(of_critic, [env.observations, *s["hidden"], 1], 1.0)}
        width, n = env.observations, s["envs"]
        return State(
            key, optimiser(actor), optimiser(critic), no_moments(width),
            Normaliser(jnp.zeros(width), jnp.ones(width)), jnp.zeros(n), no_moments(1),
            jax.vmap(env.reset)(jax.random.split(of_states, n)), jnp.zeros(n, jnp.int32), jnp.zeros((), jnp.int32),
        )  # fmt: skip

    def observe(self, states):
        return jax.vmap(self.env.observe)(states)

    def act(self, state, observations, key):
        """Plays one step with every instance: the transition and what comes after."""
        env = self.env
        for_action, for_reset = jax.random.split(key)
        raw, log_probs = self.policy.sample(for_action, state.actor.params, state.normaliser.apply(observations))
        actions = self.policy.physical(raw)
        following = jax.vmap(env.step)(state.states, actions)
        rewards = jax.vmap(env.human)(state.states, actions, following)
        terminated = jax.vmap(env.terminated)(following)
        clocks = state.clocks + 1
        truncated = (clocks >= env.max_steps) & ~terminated
        done = terminated | truncated
        fresh = jax.vmap(env.reset)(jax.random.split(for_reset, self.settings["envs"]))
        states = jnp.where(done[:, None], fresh, following)
        row = Rollout(observations, raw, log_probs, self.observe(following), rewards, terminated, truncated)  # not yet normalised
        return state._replace(states=states, clocks=jnp.where(done, 0, clocks)), row

    def collect(self, state, first):
        """A rollout. Before the first one's every step, and before the others, the
        moments take in what the policy is about to see."""
        key, own = jax.random.split(state.key)
        state = state._replace(key=key)
        observations = self.observe(state.states)
        if not first:
            state = self.renormalise(state, state.moments.add(observations))

        def step(state, key):
            observations = self.observe(state.states)
            if first:
                moments = state.moments.add(observations)
                state = state._replace(moments=moments, normaliser=normaliser(moments))
                after, row = self.act(state, observations, key)
                return after, normalised(row, state.normaliser)
            return self.act(state, observations, key)

        state, rollout = jax.lax.scan(step, state, jax.random.split(own, self.settings["horizon"]))
        if first:
            return state, rollout
        if self.settings["horizon"] > 1:
            state = state._replace(moments=state.moments.add(rollout.observations[1:]))
        return state, normalised(rollout, state.normaliser)

    def renormalise(self, state, moments):
        """Takes over the moments; both networks follow the mean."""
        old, new = state.normaliser, normaliser(moments)
        shift = (old.mean - new.mean) * old.scale

        def follow(o):
            return o._replace(params={**o.params, "layers": shift_inputs(o.params["layers"], shift)})

        return state._replace(moments=moments, normaliser=new, actor=follow(state.actor), critic=follow(state.critic))

    def scale(self, state, rollout):
        """Rewards over the deviation of the discounted returns so far."""
        def step(returns, row):
            rewards, done = row
            returns = self.settings["gamma"] * returns + rewards
            return jnp.where(done, 0, returns), returns

        done = rollout.terminated | rollout.truncated
        returns, seen = jax.lax.scan(step, state.returns, (rollout.rewards, done))
        moments = state.return_moments.add(seen[..., None])
        deviation = moments.deviation()[0]
        scaled = rollout.rewards / jnp.where(deviation == 0, 1, deviation)
        return state._replace(returns=returns, return_moments=moments), jnp.clip(scaled, -REWARD_CLIP, REWARD_CLIP)

    def values(self, state, rollout):
        """The value function at every state and at its true successor, [T][N]."""
        layers = state.critic.params["layers"]
        return forward(layers, rollout.observations)[..., 0], forward(layers, rollout.final)[..., 0]

    def advantages(self, state, rollout, rewards):
        """Generalised advantage estimates and returns, [T][N]."""
        s = self.settings
        values, following = self.values(state, rollout)
        done = rollout.terminated | rollout.truncated
        target = rewards + jnp.where(rollout.terminated, 0, s["gamma"] * following)

        def step(trace, row):
            target, value, done = row
            trace = target - value + s["gamma"] * s["lambda"] * jnp.where(done, 0, trace)
            return trace, trace

        rows = (target, values, done)
        _, advantages = jax.lax.scan(step, jnp.zeros(s["envs"]), rows, reverse=True)
        return advantages, advantages + values

    def objective(self, params, rows):
        """The clipped surrogate with its entropy bonus, as a loss (Schulman et al. 2017, equation 7)."""
        x, raw, old, advantages, _ = rows
        s = self.settings
        deviation = jnp.std(advantages)
        mean = jnp.mean(advantages)
        advantages = jnp.where(deviation > 1e-6 * jnp.abs(mean), (advantages - mean) / deviation, 0)
        logs, entropy = self.policy.evaluate(params, forward(params["layers"], x), raw)
        ratio = jnp.exp(logs - old)
        clipped = jnp.clip(ratio, 1 - s["clip"], 1 + s["clip"])
        return -jnp.mean(jnp.minimum(ratio * advantages, clipped * advantages)) - s["entropy"] * jnp.mean(entropy)

    def value_loss(self, params, rows):
        x, *_, returns = rows
        return jnp.mean((forward(params["layers"], x)[..., 0] - returns) ** 2) / 2

    def update(self, state, rollout, advantages, returns):
        """Fits both networks to the rollout in shuffled order."""
        s = self.settings
        rate = s["learning_rate"] * (1 - state.rollouts / self.rollouts)
        flat = lambda x: x.reshape(self.batch, *x.shape[2:])
        data = tuple(map(flat, (rollout.observations, rollout.raw, rollout.log_probs, advantages, returns)))

        def minibatch(networks, indices):
            actor, critic = networks
            rows = tuple(d[indices] for d in data)
            actor = descend(actor, jax.grad(self.objective)(actor.params, rows), rate, s["max_grad_norm"])
            critic = descend(critic, jax.grad(self.value_loss)(critic.params, rows), rate, s["max_grad_norm"])
            return (actor, critic), None

        def epoch(networks, key):
            order = jax.random.permutation(key, self.batch).reshape(-1, s["minibatch"])
            return jax.lax.scan(minibatch, networks, order)[0], None

        key, own = jax.random.split(state.key)
        networks = jax.lax.scan(epoch, (state.actor, state.critic), jax.random.split(own, s["epochs"]))[0]
        return state._replace(key=key, actor=networks[0], critic=networks[1], rollouts=state.rollouts + 1)

    def advance(self, state, first=False):
        """One rollout and the update on it."""
        state, rollout = self.collect(state, first)
        state, rewards = self.scale(state, rollout)
        advantages, returns = self.advantages(state, rollout, rewards)
        return self.update(state, rollout, advantages, returns)

    def advance_by(self, state, rollouts):
        """So many rollouts after the first."""
        return jax.lax.scan(lambda state, _: (self.advance(state), None), state, None, rollouts)[0]

    def train(self, key):
        """A whole training."""
        return self.advance_by(self.advance(self.begin(key), first=True), self.rollouts - 1)

    def measure(self, state, key, episodes):
        """What the deterministic policy does: the mean of what the task is decided by."""
        env = self.env

        def step(carry, _):
            states, running, score, held = carry
            raw = self.policy.mode(state.actor.params, state.normaliser.apply(self.observe(states)))
            actions = self.policy.physical(raw)
            following = jax.vmap(env.step)(states, actions)
            score += running * jax.vmap(env.score)(states, actions, following)
            if env.success:
                now = jax.vmap(env.success)(states, actions, following)
                held = jnp.where(running, jnp.where(now, held + 1, 0), held)
            running = running & ~jax.vmap(env.terminated)(following)
            return (following, running, score, held), None

        first = jax.vmap(env.reset)(jax.random.split(key, episodes))
        carry = (first, jnp.ones(episodes, bool), jnp.zeros(episodes), jnp.zeros(episodes, jnp.int32))
        (_, _, score, held), _ = jax.lax.scan(step, carry, None, env.max_steps)
        return jnp.mean(held >= env.held) if env.success else jnp.mean(score)
