"""The share is kept between 0 and 1.

question: q11_decay
fails: test_rule_with_decay_is_a_pure_function
cell: with_decay
"""
def with_decay(rule):
    def decaying(w, dw, config=None):
        config = {"weight_decay": 1e-2, **(config or {})}
        next_w, after = rule(w, dw, config)
        after = {**after, "weight_decay": config["weight_decay"]}
        share = min(1.0, max(0.0, after["learning_rate"] * after["weight_decay"]))
        return next_w - share * w, after

    return decaying
