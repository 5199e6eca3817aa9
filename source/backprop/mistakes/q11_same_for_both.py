"""Five layers get the scale that is just enough for three.

question: q11_train
fails: test_fifty_images_by_heart, test_fifty_images_with_other_seeds
cell: settings_3
"""
settings_3 = {"weight_scale": 0.08, "learning_rate": 0.1}
settings_5 = {"weight_scale": 0.05, "learning_rate": 0.1}
