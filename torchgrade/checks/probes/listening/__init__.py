"""Probes that listen while a student's function or model runs: to modules, functions, operands."""
