"""Probes that observe the modules, functions and operands that a student's code uses as it runs."""
