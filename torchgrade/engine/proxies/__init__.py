"""The referee's stand-ins for what lives in the player, and the session that their calls use."""
