"""Batch norm is believed to normalize with its running statistics in training, too.

question: q9_modes
fails: test_modes_all_right
"""
mode_facts = {"b", "d"}
