"""Measures, limits and ends a player's processes.

``proc`` is the only reader of /proc. ``process_tree`` finds a player's processes, and ``reaper``
ends them; ``meter``, ``disk`` and ``clock`` measure their memory, files and time. ``heap``,
``cores`` and ``container_memory`` are about the calling process and its machine.
"""
