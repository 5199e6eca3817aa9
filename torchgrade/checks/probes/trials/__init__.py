"""Probes that call a student's function several times, each time in other circumstances."""
