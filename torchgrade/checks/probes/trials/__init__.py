"""Probes that call a student's function several times, under varying circumstances."""
