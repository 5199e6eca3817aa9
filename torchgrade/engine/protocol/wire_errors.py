"""The errors of the wire format; a file of their own, since `tags` needs torch.

The supervisor, which decodes nothing, names reasons too, and starts sooner and smaller so.
"""

__all__ = ["OversizedError", "UnsentError", "WireError"]


class WireError(Exception):
    """What came is no value or no message: that is its sender's doing, whatever went wrong."""


class OversizedError(WireError):
    """What came is more than is taken, or than there is memory for."""


class UnsentError(Exception):
    """A value that is too much to be sent."""
