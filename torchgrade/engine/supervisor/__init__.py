"""The user's own process: fork server, slots, jobs."""
