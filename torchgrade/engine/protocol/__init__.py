"""Everything that crosses between processes: frames, plain values, typed messages."""
