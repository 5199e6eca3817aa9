"""``python -m torchgrade`` is the command ``torchgrade``."""

from torchgrade.cli import main

main()
