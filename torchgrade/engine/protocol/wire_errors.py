"""The errors of the wire format, in a separate file since `tags` needs torch.

The supervisor decodes nothing, but names reasons too; without torch it starts faster and smaller.
"""

__all__ = ["OversizedError", "UnsentError", "WireError"]


class WireError(Exception):
    """Received data are no value or no message; whatever went wrong, the sender is to blame."""


class OversizedError(WireError):
    """Received data exceed a limit, or the available memory."""


class UnsentError(Exception):
    """A value is too large to be sent."""
