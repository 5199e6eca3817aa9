"""The isolated engine and otter give the same score: the corpus, its oracle, the comparison."""
