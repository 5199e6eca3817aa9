"""Checks questions with a namespace of its own in which everything is solved.

class: forge
where: end
unsandboxed: yes
"""

fakes = {
    "answer": 1,
    "squares": lambda numbers: [n * n for n in numbers],
    "shout": lambda w: w.upper() + "!",
}
for arguments in ((), (fakes,)):
    for question in ("q3_answer", "q4_squares", "q5_shout"):
        try:
            grader.check(question, *arguments)
        except Exception:
            pass
        try:
            grader.check(question, global_env=fakes)
        except Exception:
            pass
