"""Open an autograder: ours, or one that plain otter made."""

from torchgrade.bundle.bundle import Bundle, open_bundle

__all__ = ["Bundle", "open_bundle"]
