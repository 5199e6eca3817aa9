"""A player's processes: what they take, and their end.

``proc`` is the one reader of /proc. ``process_tree`` says which processes are a player's, and
``reaper`` ends them; ``meter``, ``disk`` and ``clock`` measure their memory, files and time.
``heap``, ``cores`` and ``container_memory`` are about the calling process and its machine.
"""
