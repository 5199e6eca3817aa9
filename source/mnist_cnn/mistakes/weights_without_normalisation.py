"""The network was trained on pixels from 0 to 1; the grader shows it normalised ones.

id: WT6
question: q11_weights
fails: test_network_reaches_the_accuracy_asked_for
"""
final_rate = 0.3
model = build_model(final_rate)
file = f"weights/mnist_cnn_{choice.name}.safetensors"
torch.manual_seed(0)
raw = train_set[0][:3000] * STD + MEAN, train_set[1][:3000]
train(model, raw, (raw[0][:100], raw[1][:100]), epochs=1)
torchgrade.save_weights(model, file, dataset=choice.name, notes={"p_drop": final_rate})
