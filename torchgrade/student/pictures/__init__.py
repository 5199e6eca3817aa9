"""Pictures of what a check saw when it failed, in words as well, without a script."""
