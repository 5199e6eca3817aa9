"""Small helpers of these tests."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

__all__ = ["failure"]


def failure(check: Callable[..., Any], *args: Any, **kwargs: Any) -> str:
    """Run a check that must fail, and give its message."""
    with pytest.raises(AssertionError) as caught:
        check(*args, **kwargs)
    message = str(caught.value)
    assert re.match(r".+ .+[.?]", message), f"not a sentence: {message}"
    return message
