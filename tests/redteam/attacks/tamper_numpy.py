"""Makes NumPy's comparisons and conversions lie.

class: tamper
unsandboxed: yes
"""

import numpy
import numpy.testing


def yes(*anything, **more):
    return True


for name in ("allclose", "array_equal", "isclose", "all", "equal", "array_equiv"):
    setattr(numpy, name, yes)
for name in ("assert_allclose", "assert_array_equal", "assert_equal"):
    setattr(numpy.testing, name, lambda *anything, **more: None)
