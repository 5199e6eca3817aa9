"""Checks questions that do not exist, with names that are paths, numbers, code or 10 MB long.

class: forge
unsandboxed: yes
"""

for name in (
    "q99",
    "",
    "../../etc/passwd",
    "q4_squares\n",
    None,
    7,
    "q" * 10_000_000,
    "\udcff",
    ["q1_scale"],
    b"q1_scale",
):
    try:
        grader.check(name)
    except Exception:
        pass
