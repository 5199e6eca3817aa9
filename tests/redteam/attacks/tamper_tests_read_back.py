"""Sends code where a test reads a name: dunder names, builtins of the test, and `env` itself.

class: tamper
where: end
unsandboxed: yes
"""

globals().update(
    {"env": {}, "__builtins__": {}, "self": None, "test_answer_is_right": lambda: True}
)
