"""Other settings that work.

question: q11_train
fails: none
cell: settings_3
"""
settings_3 = {"weight_scale": 0.12, "learning_rate": 0.1}
settings_5 = {"weight_scale": 0.12, "learning_rate": 0.05}
