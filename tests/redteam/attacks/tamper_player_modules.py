"""Patches the modules of the grader that lie in its own process: every function says "passed".

class: tamper
where: start
honest: 0..10
status: graded rejected
seconds: 20
"""

import gc
import sys
import types

# Those that run are no longer in sys.modules, but nothing hides them from the garbage collector.
_modules = [thing for thing in gc.get_objects() if isinstance(thing, types.ModuleType)]
for module in [*sys.modules.values(), *_modules]:
    if getattr(module, "__name__", "").startswith(
        ("torchgrade.engine.player", "torchgrade.engine.protocol", "torchgrade.sandbox")
    ):
        for key, value in list(vars(module).items()):
            if isinstance(value, types.FunctionType) and not key.startswith("__"):
                setattr(module, key, lambda *anything, **more: True)
