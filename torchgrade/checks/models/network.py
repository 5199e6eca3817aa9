"""A network that replays recorded calls of PyTorch functions."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

import torch

from torchgrade.checks.probes.functions import functions

__all__ = ["Network", "add_to_hash"]

_AT_ONCE = 4 * 10**8  # numbers that the calls of one pass make, all together


class Network(torch.nn.Module):
    """Replays recorded calls, on a state with the same names."""

    def __init__(
        self,
        steps: list[tuple[str, list[Any], dict[Any, Any]]],
        output: Any,
        state: Mapping[str, torch.Tensor],
        size: int,
    ) -> None:
        super().__init__()
        self._steps, self._output, self._size = steps, output, size
        # Number of a call -> that of the last one which uses its result.
        self._last: dict[int, int] = {}
        for number, (_, args, kwargs) in enumerate(steps):
            for value in (*args, *kwargs.values()):
                self._last |= dict.fromkeys(_used(value), number)
        self._last |= dict.fromkeys(_used(output), len(steps))
        for name, value in state.items():
            *path, last = name.split(".")
            holder: torch.nn.Module = self
            for part in path:
                if part not in holder._modules:
                    holder.add_module(part, torch.nn.Module())
                holder = holder._modules[part]  # type: ignore[assignment]
            holder.register_buffer(last, value.detach().cpu().clone())

    def digest(self) -> str:
        """Return a hash of its calls and its state: of all that decides its scores."""
        found = hashlib.sha256(repr((self._steps, self._output, self._size)).encode())
        for name, value in sorted(self.state_dict().items()):
            found.update(name.encode())
            add_to_hash(found, value)
        return found.hexdigest()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return the scores (N, ...) of inputs (N, ...)."""
        parts = []
        for part in torch.split(x, self._size):
            missing = self._size - len(part)
            full = torch.cat([part, part[:1].expand(missing, *part.shape[1:])]) if missing else part
            # Calls may work in place: neither the inputs nor the weights are theirs to change.
            state = {name: value.clone() for name, value in self.state_dict().items()}
            parts.append(self._run(full.clone(), state)[: len(part)])
        return torch.cat(parts)

    def _run(self, x: torch.Tensor, state: Mapping[str, torch.Tensor]) -> torch.Tensor:
        results: dict[int, list[torch.Tensor]] = {}
        made = 0

        def value(node: Any) -> Any:
            kind, content = node
            if kind == "input":
                return x
            if kind == "state":
                return state[content]
            if kind == "step":
                return results[content[0]][content[1]]
            if kind == "dtype":
                return _dtype(content)
            if kind == "ellipsis":
                return ...
            if kind in ("tuple", "list", "slice"):
                items = [value(item) for item in content]
                return _MAKERS[kind](items)
            if kind == "plain":
                return content
            raise ValueError("kind")

        with torch.device(x.device):
            for number, (name, args, kwargs) in enumerate(self._steps):
                out = functions()[name](
                    *[value(node) for node in args],
                    **{str(key): value(node) for key, node in kwargs.items()},
                )
                found = out if isinstance(out, (list, tuple)) else [out]
                results[number] = [t for t in found if isinstance(t, torch.Tensor)]
                made += sum(t.numel() for t in results[number])
                if made > _AT_ONCE:
                    raise ValueError("too many numbers")
                for done in [n for n in results if self._last.get(n, -1) <= number]:
                    del results[done]
        answer: torch.Tensor = value(self._output)
        return answer


_MAKERS: dict[str, Callable[[list[Any]], Any]] = {
    "tuple": tuple,
    "list": list,
    "slice": lambda items: slice(*items),
}


def _used(value: Any) -> list[int]:
    """List the calls whose results a value holds."""
    kind, content = value
    if kind == "step":
        return [int(content[0])]
    if kind in ("tuple", "list", "slice"):
        return [number for item in content for number in _used(item)]
    return []


def _dtype(name: Any) -> torch.dtype:
    found = getattr(torch, str(name))
    if not isinstance(found, torch.dtype):
        raise TypeError("dtype")
    return found


def add_to_hash(found: hashlib._Hash, tensor: torch.Tensor) -> None:
    """Add dtype, shape and values of a tensor to a hash."""
    found.update(f" {tensor.dtype} {tuple(tensor.shape)} ".encode())
    found.update(tensor.detach().cpu().contiguous().view(-1).view(torch.uint8).numpy().data)
