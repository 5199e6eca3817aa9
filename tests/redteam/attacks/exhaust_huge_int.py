"""Answers with an integer of a hundred thousand digits.

class: exhaust
unsandboxed: yes
"""

answer = 10**100_000
