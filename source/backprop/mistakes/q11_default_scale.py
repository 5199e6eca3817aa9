"""The default weight scale, which is too small for both.

question: q11_train
fails: test_fifty_images_by_heart, test_fifty_images_with_other_seeds
cell: settings_3
"""
settings_3 = {"weight_scale": 0.01, "learning_rate": 0.1}
settings_5 = {"weight_scale": 0.01, "learning_rate": 0.1}
