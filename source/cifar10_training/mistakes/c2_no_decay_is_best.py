"""The seed's claim: no weight decay is best.

question: q11_sweep
fails: test_verdicts_on_measured_sweeps
cell: rate_verdict
"""
by_rate, by_decay = helpers.MEASURED["learning rate"], helpers.MEASURED["weight decay"]
rate_verdict = verdict(by_rate[0.05], by_rate[0.01])
slow_verdict = verdict(by_rate[0.001], by_rate[0.01])
guessing_rates = [1.0]
decay_verdict = "second"
worst_decay = "can't be ranked"
losses = helpers.MEASURED["loss at 0.1"]
epochs_below = sum(a < b for a, b in zip(losses["batch norm"], losses["none"]))
fair = "b"
