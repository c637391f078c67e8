"""The recurrence of a bidirectional GRU, for PyTorch, over pieces of different lengths without padding.

PyTorch's own GRU adds up the gradient of its weights at every step; here that is one product for all steps, which
makes training on a processor more than twice as fast.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

__all__ = ["Recurrence"]


class Recurrence(torch.autograd.Function):
    """States of a GRU in both directions, ``(n, 2, h)``, in the order of time.

    ``apply(fed, again, more, alive)``: what the input feeds to the gates reset, update and new, ``(n, 2, 3h)``, in the
    order of time; the weights from state to gates, ``(2, h, 3h)``, and their biases, ``(2, 3h)``; how many pieces are
    longer than each time, falling.
    """

    @staticmethod
    def forward(ctx: Any, fed: Tensor, again: Tensor, more: Tensor, alive: Sequence[int]) -> Tensor:
        """See the class."""
        size = again.shape[1]
        fed = fed.transpose(0, 1).contiguous()
        gates = torch.empty(2, fed.shape[1], 2 * size)
        new, told_new, before, out = (torch.empty(2, fed.shape[1], size) for _ in range(4))
        state = torch.zeros(2, alive[0], size)
        bias, at = more[:, None, :], 0
        for rows in alive:
            here, held = slice(at, at + rows), state[:, :rows]
            told = torch.baddbmm(bias, held, again)
            told[..., : 2 * size] += fed[:, here, : 2 * size]
            gates[:, here] = torch.sigmoid(told[..., : 2 * size])
            reset, update = gates[:, here, :size], gates[:, here, size:]
            told_new[:, here] = told[..., 2 * size :]
            new[:, here] = torch.tanh(fed[:, here, 2 * size :] + reset * told[..., 2 * size :])
            before[:, here] = held
            state = torch.lerp(new[:, here], held, update)
            out[:, here] = state
            at += rows
        ctx.save_for_backward(gates, new, told_new, before, again)
        ctx.alive = alive
        return out.transpose(0, 1)

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, Tensor, Tensor, None]:
        """The gradients of what `forward` was given."""
        gates, new, told_new, before, again = ctx.saved_tensors
        size, alive = again.shape[1], ctx.alive
        given = gradients[0].transpose(0, 1).contiguous()
        fed, told = torch.empty(2, new.shape[1], 3 * size), torch.empty(2, new.shape[1], 3 * size)
        reset, update = gates[..., :size], gates[..., size:]
        # what each gate passes on, for all steps at once
        through_new = (1 - update) * (1 - new * new)
        through_update = (before - new) * update * (1 - update)
        through_reset = told_new * reset * (1 - reset)
        back = again.transpose(1, 2).contiguous()
        carried = torch.zeros(2, alive[0], size)
        at = new.shape[1]
        for rows in reversed(alive):
            here = slice(at - rows, at)
            at -= rows
            grown = given[:, here] + carried[:, :rows]
            to_new = grown * through_new[:, here]
            told[:, here, :size] = to_new * through_reset[:, here]
            told[:, here, size : 2 * size] = grown * through_update[:, here]
            told[:, here, 2 * size :] = to_new * reset[:, here]
            fed[:, here, 2 * size :] = to_new
            carried[:, :rows] = torch.baddbmm(grown * update[:, here], told[:, here], back)
        fed[..., : 2 * size] = told[..., : 2 * size]
        return fed.transpose(0, 1), before.transpose(1, 2) @ told, told.sum(dim=1), None
