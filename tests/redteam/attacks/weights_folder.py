"""A folder with the name of the weights, and more folders in it than anybody wants to see.

class: weights
lab: handed
where: start
"""

import os

try:
    os.unlink("weights/handed.safetensors")
    for number in range(3000):
        os.makedirs(f"weights/handed.safetensors/{number}.safetensors")
except OSError:
    pass
