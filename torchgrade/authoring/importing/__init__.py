"""Imports existing assignments, of nbgrader or plain otter, as labs: source/<lab>/."""

from torchgrade.authoring.importing.from_nbgrader import import_nbgrader
from torchgrade.authoring.importing.from_otter import import_otter
from torchgrade.authoring.importing.lab_folder import Imported
from torchgrade.authoring.importing.settle import settle_inside

__all__ = ["Imported", "import_nbgrader", "import_otter", "settle_inside"]
