"""The weights of a short trial run are handed in, not those of the full training.

id: WT3
question: q11_weights
fails: test_network_reaches_the_accuracy_asked_for
"""
final_rate = 0.3
torch.manual_seed(0)
model = build_model(final_rate)
train(model, (train_set[0][:600], train_set[1][:600]), (val_set[0][:100], val_set[1][:100]), epochs=2, batch_size=50)
torchgrade.save_weights(model, f"weights/mnist_cnn_{choice.name}.safetensors", dataset=choice.name, notes={"p_drop": final_rate})
