"""The learning rate is read from the config that comes in, which may have none.

question: q11_decay
fails: test_rule_knows_nothing_of_the_decay
"""
def with_decay(rule):
    def decaying(w, dw, config=None):
        config = {"weight_decay": 1e-2, **(config or {})}
        next_w, after = rule(w, dw, config)
        after = {**after, "weight_decay": config["weight_decay"]}
        return next_w - config.get("learning_rate", 1e-3) * after["weight_decay"] * w, after

    return decaying
