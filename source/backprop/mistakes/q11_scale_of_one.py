"""Weights of deviation 1.

question: q11_train
fails: test_fifty_images_by_heart, test_fifty_images_with_other_seeds
cell: settings_3
"""
settings_3 = {"weight_scale": 1.0, "learning_rate": 0.01}
settings_5 = {"weight_scale": 1.0, "learning_rate": 0.01}
