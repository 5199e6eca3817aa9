"""Takes trained weights from a notebook to a grader, only as safetensors.

Reading a pickle (the format of ``torch.save``) runs code, so it is never read here.
"""

from torchgrade.weights.files import WeightsError, load_weights, save_weights
from torchgrade.weights.handed_in import load_handed_in, missing

__all__ = ["WeightsError", "load_handed_in", "load_weights", "missing", "save_weights"]
