#!/usr/bin/env bash
# Makes Gradescope's image, once: torchgrade with its pinned requirements in an environment of its
# own on the image's python3. No conda, no browser.
set -euo pipefail
source=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
venv=${TORCHGRADE_VENV:-/opt/torchgrade}
# Where torch comes from: PyTorch's index of CPU builds, a tenth of the CUDA build's size. Another
# address may stand here; empty means where pip takes everything else from.
TORCH_INDEX=${TORCH_INDEX-https://download.pytorch.org/whl/cpu}

if ! python3 -c 'import ctypes, ensurepip; ctypes.CDLL("libseccomp.so.2")' 2>/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update
    apt-get install -y --no-install-recommends ca-certificates libseccomp2 python3 python3-venv
    apt-get clean
    rm -rf /var/lib/apt/lists/*
fi

version=$(python3 -c 'import sys; print("{}.{}".format(*sys.version_info))')
constraints=$source/constraints/python$version.txt
if [ ! -f "$constraints" ]; then
    echo "This autograder has no tested requirements for Python $version, only for" >&2
    ls "$source/constraints" >&2
    echo "Choose an image with one of these (Ubuntu 22.04 has Python 3.10)." >&2
    exit 1
fi

python3 -m venv "$venv"
install() {
    "$venv/bin/python" -m pip install --no-cache-dir --disable-pip-version-check \
        --progress-bar off --constraint "$constraints" "$@"
}
if [ -n "$TORCH_INDEX" ]; then
    # Alone, as that index has not all versions of the packages that torch itself needs.
    install --no-deps --index-url "$TORCH_INDEX" torch torchvision
fi
# The file lists all that is needed, so that pip has nothing to choose.
install --requirement "$constraints"
install --no-deps "$source"/torchgrade-*.whl
if [ -s "$source/requirements.txt" ]; then
    install --requirement "$source/requirements.txt"
fi
# Of one build, or it fails here and not with the first submission.
"$venv/bin/python" -c 'import torch, torchvision; torchvision.ops.nms; print(torch.__version__)'
