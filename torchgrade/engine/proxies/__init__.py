"""The referee's stand-ins for what lives in the player, and the session they speak through."""
