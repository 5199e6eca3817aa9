"""Whether random numbers are independent, or were adjusted after the draw."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from torchgrade.checks.messages import fail
from torchgrade.checks.values import tensor
from torchgrade.errors import AuthorError

__all__ = ["independent_draws"]

_DRAWS = 4
_AGREE = 1e-3  # of the deviation that chance gives


def independent_draws(
    draws: Sequence[torch.Tensor], *, what: str = "the weights", hint: str = ""
) -> None:
    """Check that the entries of random matrices are independent, as far as means and norms show.

    The means and norms of independent numbers differ from draw to draw, and from row to row. They
    agree if the matrix was standardized or made orthogonal, if its rows or columns were scaled to
    one norm, or if half of its rows are the other half with the sign flipped.

    Args:
        draws: at least four matrices of one shape, with at least 4 rows and 4 columns, drawn in the
            same way with mean 0.
        what: names the matrices in messages.
        hint: advice to add to messages: where to look.

    Raises:
        AssertionError: with what agrees that should not.
        AuthorError: there are too few matrices, or they are too small.

    False-failure rate: below 1e-7, for any distribution that is not close to a coin flip. Right
    work fails only if, in one of nine comparisons, four values lie within a thousandth of their
    standard deviation.

    Example:
        >>> drawn = [torch.randn(6, 6, generator=checks.generator(str(n))) for n in range(4)]
        >>> checks.independent_draws(drawn)
        >>> checks.independent_draws([W / W.std() for W in drawn])
        Traceback (most recent call last):
            ...
        AssertionError: the weights are not independent: their standard deviation is the same ...
    """
    values = [tensor(draw, what=what).detach().double() for draw in draws]
    if len(values) < _DRAWS or any(v.dim() != 2 or min(v.shape) < 4 for v in values):
        raise AuthorError("independent_draws needs four matrices with 4 rows and columns at least")
    size = float(torch.stack(values).square().mean().sqrt())
    for of, dims in (("", (0, 1)), (" of a row", (1,)), (" of a column", (0,))):
        count = values[0].numel() if len(dims) == 2 else values[0].shape[dims[0]]
        seen = {
            "mean": [v.mean(dims) for v in values],
            "standard deviation": [v.std(dims) for v in values],
            "root mean square": [v.square().mean(dims).sqrt() for v in values],
        }
        for name, each in seen.items():
            found = torch.stack(each)
            # among rows of one draw, or from draw to draw where there is one value a draw
            groups = found if found.dim() > 1 else found[None]
            spread = (groups.amax(1) - groups.amin(1)).amax()
            if float(spread) < _AGREE * size / count**0.5:
                fail(
                    what,
                    f"are not independent: their {name}{of} is the same each time, to many digits. "
                    "Leave the numbers as they are drawn, but for the scale that is asked for.",
                    hint,
                )
