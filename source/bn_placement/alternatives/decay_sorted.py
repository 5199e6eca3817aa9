"""A sorted tuple, made of the statements that were judged.

question: q8_decay_reasons
fails: none
"""
judged = {"a": True, "b": False, "c": False, "d": True, "e": False, "f": True}
decay_facts = tuple(sorted(letter for letter, true in judged.items() if true))
