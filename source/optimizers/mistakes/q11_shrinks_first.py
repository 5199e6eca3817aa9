"""The rule gets the weights when they have shrunk.

question: q11_decay
fails: test_rule_knows_nothing_of_the_decay
"""
def with_decay(rule):
    def decaying(w, dw, config=None):
        config = {"weight_decay": 1e-2, **(config or {})}
        _, after = rule(w, dw, config)
        next_w, after = rule(w - after["learning_rate"] * config["weight_decay"] * w, dw, config)
        after = {**after, "weight_decay": config["weight_decay"]}
        return next_w, after

    return decaying
