"""Pictures of what a failed check compared, with a description in words, without scripts."""
