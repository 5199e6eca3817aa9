"""The learning rate is too large.

question: q11_train
fails: test_fifty_images_by_heart, test_fifty_images_with_other_seeds
cell: settings_3
"""
settings_3 = {"weight_scale": 0.1, "learning_rate": 1.0}
settings_5 = {"weight_scale": 0.12, "learning_rate": 1.0}
