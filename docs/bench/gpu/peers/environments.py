"""Three environments of rewardsmith in JAX, one instance at a time.

The equations are those of envs/cartpole, envs/pendulum and envs/quadrotor, in
the same order; check_environments.py holds them to transitions of the Go
environments. A state is a flat vector in the order of the fields of State in
env.go, an action one of the fields of Action in physical units. Functions take
the floating-point type of their arguments.
"""

import dataclasses
from typing import Callable, Optional

import jax
import jax.numpy as jnp

PI = jnp.pi


@dataclasses.dataclass(frozen=True)
class Environment:
    """What a learner and a meter need to know.

    reset(key, dtype) returns a first state; step(state, action) the next one;
    observe(state) what the policy sees; terminated(next) whether the episode is
    over. score, human and success take (state, action, next). An episode's score
    is the sum; a success has held for its last `held` transitions.
    """

    name: str
    max_steps: int
    observations: int
    low: tuple  # of each action field
    high: tuple
    choices: Optional[tuple]  # the action of each choice, None where actions are continuous
    solved_at: float  # mean of what the task is decided by
    reset: Callable
    step: Callable
    observe: Callable
    terminated: Callable
    score: Callable
    human: Callable
    success: Optional[Callable] = None
    held: int = 0


def uniform(key, bound, shape, dtype):
    return jax.random.uniform(key, shape, dtype, -bound, bound)


# Cartpole.

GRAVITY, CART_MASS, POLE_MASS, HALF_LENGTH, PUSH = 9.8, 1.0, 0.1, 0.5, 10.0
X_LIMIT, THETA_LIMIT, CARTPOLE_DT = 2.4, 12 * 2 * 3.141592653589793 / 360, 0.02


def cartpole_step(s, a):
    x, x_dot, theta, theta_dot = s
    total_mass, pole_mass_length = POLE_MASS + CART_MASS, POLE_MASS * HALF_LENGTH
    cos, sin = jnp.cos(theta), jnp.sin(theta)
    push = (a[0] + pole_mass_length * (theta_dot * theta_dot) * sin) / total_mass
    theta_acc = (GRAVITY * sin - cos * push) / (HALF_LENGTH * (4.0 / 3.0 - POLE_MASS * (cos * cos) / total_mass))
    x_acc = push - pole_mass_length * theta_acc * cos / total_mass
    dt = CARTPOLE_DT
    return jnp.stack([x + dt * x_dot, x_dot + dt * x_acc, theta + dt * theta_dot, theta_dot + dt * theta_acc])


def cartpole_terminated(n):
    return (jnp.abs(n[0]) > X_LIMIT) | (jnp.abs(n[2]) > THETA_LIMIT)


def cartpole_human(s, a, n):
    alive = jnp.where(cartpole_terminated(n), -1.0, 1.0)
    upright = 0.5 * (1 - jnp.abs(n[2]) / THETA_LIMIT)
    centre = 0.25 * (1 - jnp.abs(n[0]) / X_LIMIT)
    return alive + upright + centre


CARTPOLE = Environment(
    name="cartpole",
    max_steps=500,
    observations=4,
    low=(-PUSH,),
    high=(PUSH,),
    choices=((-PUSH,), (PUSH,)),
    solved_at=475.0,
    reset=lambda key, dtype=jnp.float32: uniform(key, 0.05, (4,), dtype),
    step=cartpole_step,
    observe=lambda s: s,
    terminated=cartpole_terminated,
    score=lambda s, a, n: jnp.ones((), n.dtype),
    human=cartpole_human,
)

# Pendulum.

PENDULUM_DT, MAX_TORQUE, MAX_SPEED = 0.05, 2.0, 8.0


def wrap_angle(x):
    """The angle in [-pi, pi) that differs from x by whole turns."""
    w = jnp.mod(x + PI, 2 * PI)
    return jnp.where(w >= 2 * PI, 0, w) - PI


def pendulum_step(s, a):
    theta, theta_dot = s
    acceleration = 15.0 * jnp.sin(theta) + 3.0 * a[0]
    speed = jnp.clip(theta_dot + acceleration * PENDULUM_DT, -MAX_SPEED, MAX_SPEED)
    return jnp.stack([theta + speed * PENDULUM_DT, speed])


def pendulum_cost(state, a):
    angle = wrap_angle(state[0])
    return angle * angle + 0.1 * (state[1] * state[1]) + 0.001 * (a[0] * a[0])


PENDULUM = Environment(
    name="pendulum",
    max_steps=200,
    observations=3,
    low=(-MAX_TORQUE,),
    high=(MAX_TORQUE,),
    choices=None,
    solved_at=-200.0,
    reset=lambda key, dtype=jnp.float32: uniform(key, 1.0, (2,), dtype) * jnp.array([PI, 1.0], dtype),
    step=pendulum_step,
    observe=lambda s: jnp.stack([jnp.cos(s[0]), jnp.sin(s[0]), s[1]]),
    terminated=lambda n: jnp.zeros((), bool),
    score=lambda s, a, n: -pendulum_cost(s, a),
    human=lambda s, a, n: -pendulum_cost(n, a),
)

# Quadrotor. Position 0:3, velocity 3:6, rotation 6:15 by rows, rates 15:18, goal
# 18:21, heading of the goal 21.

QUADROTOR_DT, SUBSTEPS = 0.02, 2
G, MASS, INERTIA = 9.81, 1.0, (0.02, 0.02, 0.035)
ROTOR_OFFSET, DRAG_TORQUE, DRAG, SPIN_DRAG = 0.14, 0.04, 0.25, 0.02
HOVER, SPAN = MASS * G / 4, 0.4
ROOM_LIMIT, TILT_LIMIT = 3.0, 1.3


def about(axis, angle):
    """The rotation by an angle about axis 0, 1 or 2."""
    s, c = jnp.sin(angle), jnp.cos(angle)
    o, i = jnp.zeros_like(angle), jnp.ones_like(angle)
    rows = ([i, o, o, o, c, -s, o, s, c], [c, o, s, o, i, o, -s, o, c], [c, -s, o, s, c, o, o, o, i])[axis]
    return jnp.stack(rows).reshape(3, 3)


def apply(m, v):
    """m v, in full precision: 3x3 is nothing for a matrix unit to round."""
    return jnp.sum(m * v, axis=-1)


def product(m, n):
    return jnp.sum(m[:, :, None] * n[None, :, :], axis=1)


def norm(v):
    return jnp.sqrt(jnp.sum(v * v))


def rotation_by(w):
    """The rotation by |w| about w (Rodrigues 1840)."""
    angle = norm(w)
    safe = jnp.maximum(angle, 1e-4)
    half = jnp.sin(safe / 2)
    small = angle <= 1e-4
    a = jnp.where(small, 1 - angle * angle / 6, jnp.sin(safe) / safe)
    b = jnp.where(small, 0.5 - angle * angle / 24, 2 * half * half / (safe * safe))
    x, y, z = w
    return jnp.stack(
        [
            1 - b * (y * y + z * z), b * x * y - a * z, b * x * z + a * y,
            b * x * y + a * z, 1 - b * (x * x + z * z), b * y * z - a * x,
            b * x * z - a * y, b * y * z + a * x, 1 - b * (x * x + y * y),
        ]
    ).reshape(3, 3)  # fmt: skip


def nearest_rotation(m):
    """By Gram and Schmidt, with every entry within -1..1."""
    x = m[0] * (1 / norm(m[0]))
    y = m[1] - x * jnp.sum(x * m[1])
    y = y * (1 / norm(y))
    return jnp.clip(jnp.stack([x, y, jnp.cross(x, y)]), -1, 1)


def quadrotor_parts(s):
    return s[0:3], s[3:6], s[6:15].reshape(3, 3), s[15:18], s[18:21], s[21]


def quadrotor_reset(key, dtype=jnp.float32):
    u = uniform(key, 1.0, (16,), dtype)
    goal, heading = u[0:3], PI * u[3]
    rotation = product(product(about(2, heading + u[7]), about(1, 0.2 * u[8])), about(0, 0.2 * u[9]))
    rotation = nearest_rotation(rotation).reshape(9)
    return jnp.concatenate([goal + u[4:7], 0.3 * u[10:13], rotation, 0.3 * u[13:16], goal, heading[None]])


def acceleration(rotation, velocity, thrust):
    push = rotation[:, 2] * (thrust / MASS)
    return push - velocity * (DRAG / MASS) - jnp.array([0, 0, G], velocity.dtype)


def advance(position, velocity, rotation, rates, thrust, torque):
    """One symmetric integration step, see envs/quadrotor."""
    dt, inertia = QUADROTOR_DT / SUBSTEPS, jnp.array(INERTIA, rates.dtype)
    velocity = velocity + acceleration(rotation, velocity, thrust) * (dt / 2)
    momentum = inertia * rates + torque * (dt / 2)
    halfway = momentum + jnp.cross(momentum, momentum / inertia) * (dt / 2)
    turn = rotation_by(halfway / inertia * dt)
    position = position + velocity * dt
    rotation = product(rotation, turn)
    momentum = apply(turn.T, momentum)
    rates = (momentum + torque * (dt / 2)) / inertia
    velocity = velocity + acceleration(rotation, velocity, thrust) * (dt / 2)
    return position, velocity, rotation, rates


def quadrotor_step(s, a):
    position, velocity, rotation, rates, _, _ = quadrotor_parts(s)
    front_left, front_right, rear_right, rear_left = HOVER * SPAN * a
    thrust = 4 * HOVER + front_left + front_right + rear_right + rear_left
    torque = jnp.stack(
        [
            ROTOR_OFFSET * (front_left + rear_left - front_right - rear_right),
            ROTOR_OFFSET * (rear_left + rear_right - front_left - front_right),
            DRAG_TORQUE * (front_left + rear_right - front_right - rear_left),
        ]
    )
    for _ in range(SUBSTEPS):
        position, velocity, rotation, rates = advance(
            position, velocity, rotation, rates, thrust, torque - rates * SPIN_DRAG
        )
    return jnp.concatenate([position, velocity, nearest_rotation(rotation).reshape(9), rates, s[18:22]])


def quadrotor_observe(s):
    position, velocity, rotation, rates, goal, heading = quadrotor_parts(s)
    turn = about(2, -heading)
    return jnp.concatenate([apply(turn, goal - position), apply(turn, velocity), product(turn, rotation).reshape(9), rates])


def distance(s):
    return norm(s[0:3] - s[18:21])


def tilt(s):
    return jnp.arccos(jnp.clip(s[14], -1, 1))


def yaw_error(s):
    return wrap_angle(jnp.arctan2(s[9], s[6]) - s[21])


def quadrotor_terminated(n):
    return jnp.any(jnp.abs(n[0:3]) > ROOM_LIMIT) | (tilt(n) > TILT_LIMIT)


def near(x, margin):
    """1 at 0, falling like a Gaussian to 0.1 at the margin."""
    d = jnp.abs(x) / margin
    return jnp.exp(-2.302585092994046 * d * d)


def quadrotor_human(s, a, n):
    d = distance(n)
    return (
        0.5 * near(d, 2) + 0.5 * near(d, 0.3)
        + 0.3 * near(yaw_error(n), 1) + 0.2 * near(tilt(n), 0.6)
        - 0.02 * jnp.sum(n[3:6] * n[3:6]) - 0.01 * jnp.sum(n[15:18] * n[15:18])
        - 0.01 * jnp.sum(a * a)
        + jnp.where(quadrotor_terminated(n), -10.0, 0.0)
    )  # fmt: skip


def quadrotor_success(s, a, n):
    return (
        (distance(n) <= 0.1)
        & (norm(n[3:6]) <= 0.2)
        & (tilt(n) <= 10 * PI / 180)
        & (jnp.abs(yaw_error(n)) <= 15 * PI / 180)
    )


QUADROTOR = Environment(
    name="quadrotor",
    max_steps=250,
    observations=18,
    low=(-1.0,) * 4,
    high=(1.0,) * 4,
    choices=None,
    solved_at=0.9,
    reset=quadrotor_reset,
    step=quadrotor_step,
    observe=quadrotor_observe,
    terminated=quadrotor_terminated,
    score=lambda s, a, n: jnp.where(quadrotor_terminated(n), 0, QUADROTOR_DT * jnp.maximum(0, 1 - distance(n))),
    human=quadrotor_human,
    success=quadrotor_success,
    held=50,
)

ENVIRONMENTS = {e.name: e for e in (CARTPOLE, PENDULUM, QUADROTOR)}
