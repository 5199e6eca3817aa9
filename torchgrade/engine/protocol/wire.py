"""What crosses between referee and player: plain values, in a format that cannot name code.

A frame is a header, a MessagePack structure, and the raw bytes ("blobs") of tensors, arrays and
long texts. A structure is made of None, booleans, numbers, short texts and lists; a list begins
with a tag that says what it stands for. The decoder knows only the tags of `tags`, rebuilds values
of exactly these types, and gives up on a frame that is too deep, too large, too slow, or has too
many parts. Whatever its bytes, a frame ends in values or in a WireError. Source of the format: the
MessagePack specification.
"""

from __future__ import annotations

import struct

import msgpack

from torchgrade.engine.protocol.decoder import Decoder
from torchgrade.engine.protocol.encoder import Encoder
from torchgrade.engine.protocol.tags import ALIGN, STRANGERS, Fields, Limits, Tag
from torchgrade.engine.protocol.wire_errors import OversizedError, UnsentError, WireError

__all__ = [
    "Decoder",
    "Encoder",
    "Limits",
    "OversizedError",
    "Tag",
    "UnsentError",
    "WireError",
    "check_header",
    "header_size",
    "pack",
]

HEADER = struct.Struct("!IQ")
_PACKER = msgpack.Packer(unicode_errors="surrogatepass")  # packb() makes one for each call
header_size = HEADER.size


def pack(message: Fields, encoder: Encoder) -> list[bytes | memoryview]:
    """Return the buffers of one frame: a message, and the values that `encoder` has encoded."""
    structure = _PACKER.pack([[len(blob) for blob in encoder.blobs], message])
    parts: list[bytes | memoryview] = []
    at = 0
    for blob in encoder.blobs:
        pad = -at % ALIGN
        if pad:
            parts.append(b"\0" * pad)
        parts.append(blob)
        at += pad + len(blob)
    return [HEADER.pack(len(structure), at), structure, *parts]


def check_header(header: bytes, limits: Limits = STRANGERS) -> tuple[int, int]:
    """Read the sizes of the structure and of the blobs of a frame.

    Raises:
        OversizedError: one of them exceeds its limit.
    """
    structure, blobs = HEADER.unpack(header)
    if structure > limits.structure or blobs > limits.blobs:
        raise OversizedError("a frame that is too large")
    return structure, blobs
