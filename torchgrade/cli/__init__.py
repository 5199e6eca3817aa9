"""The command `torchgrade`. Each command parses its options, calls one room, and prints.

Rooms are imported where they are used, so that `--help` is instant.
"""

from __future__ import annotations

import sys
import traceback

try:
    # Each module adds its command; --help shows them in this order.
    # isort: off
    from torchgrade.cli import build, pack, nbgrader, new, importing, doctor  # noqa: F401
    from torchgrade.cli import grade  # noqa: F401
    from torchgrade.cli.grades import merge  # noqa: F401
    from torchgrade.cli import samples, demo, verify, adopt, calibrate  # noqa: F401
    from torchgrade.cli.grades import compare, replay  # noqa: F401
    from torchgrade.cli.grades import export, feedback, gradebook, mark  # noqa: F401

    # isort: on
    from torchgrade.cli.common import app
    from torchgrade.cli.display import errors
except ImportError as error:  # a student's installation
    sys.exit(f"the command torchgrade needs: pip install 'torchgrade[grade]' ({error})")

from torchgrade.errors import AuthorError, GraderError

__all__ = ["app", "main"]


def main() -> None:
    """Run the command."""
    try:
        app()
    except AuthorError as error:
        errors.print(f"error: {error}", style="red", markup=False, soft_wrap=True)
        raise SystemExit(2) from None
    except GraderError as error:
        errors.print(f"error: {error}", style="red", markup=False, soft_wrap=True)
        raise SystemExit(1) from None
    except Exception:  # our fault; escaped, since it may quote a submission
        errors.print(traceback.format_exc(), markup=False, soft_wrap=True)
        raise SystemExit(1) from None
