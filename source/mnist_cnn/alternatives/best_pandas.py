"""pandas averages over the sweeps.

question: q9_best
fails: none
"""
import pandas as pd


def best_rate(sweeps):
    return pd.DataFrame(sweeps).mean().idxmax()
