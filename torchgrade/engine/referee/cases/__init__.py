"""How one test case runs: outside of the player, inside it, or in a copy of the referee."""
