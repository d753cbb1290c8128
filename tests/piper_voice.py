"""A voice for Piper that fits into a few kilobytes: each phoneme is a hum of its own length, what lies between words is silence.

It has a real voice's inputs and its measure of time (frames of 256 samples, rounded up by the one ``Ceil`` of the graph), and no
noise, so that the same text always gives the same samples.
"""

import json
import math
from pathlib import Path
from typing import Any

import onnx
from onnx import TensorProto, helper

SAMPLE_RATE = 22_050
FRAME = 256
_PERIODS = 6  # Of the hum, in a frame.
_SILENT = "_^$ ,.;:?!"
_LETTERS = "abcdefghijklmnopqrstuvwxyzæøœɐɑɒɔəɚɛɜɡɪɲɹɾʃʊʌʒβðŋθˈˌːᵻʲ\N{COMBINING TILDE}\N{COMBINING VERTICAL LINE BELOW}"
IDS = {phoneme: [number] for number, phoneme in enumerate(_SILENT + _LETTERS)}
# Padding takes one frame; a stretch between words must be seen; every third letter is longer than the others.
_FRAMES = [1 if each == "_" else 6 if each in _SILENT else 4 + 3 * (number % 3 == 0) for number, each in enumerate(IDS)]
_LOUDNESS = [0.0 if each in _SILENT else 0.2 for each in IDS]
_GRAPH = (
    # operator, inputs, output, attributes
    ("Split", ("scales",), ("noise", "length", "width"), {"axis": 0, "num_outputs": 3}),
    ("Gather", ("frames_of_ids", "input"), ("unscaled",), {"axis": 0}),
    ("Mul", ("unscaled", "length"), ("scaled",), {}),
    ("Ceil", ("scaled",), ("frames",), {}),
    ("CumSum", ("frames", "one"), ("ends",), {}),
    ("ReduceMax", ("ends",), ("end",), {"keepdims": 0}),
    ("Range", ("zero", "end", "step"), ("times",), {}),
    ("Unsqueeze", ("ends", "last"), ("ends_apart",), {}),
    ("LessOrEqual", ("ends_apart", "times"), ("passed",), {}),
    ("Cast", ("passed",), ("passed_numbers",), {"to": TensorProto.INT64}),
    ("ReduceSum", ("passed_numbers", "middle"), ("at",), {"keepdims": 0}),
    ("GatherElements", ("input", "at"), ("spoken",), {"axis": 1}),
    ("Gather", ("loudness_of_ids", "spoken"), ("loudness",), {"axis": 0}),
    ("Unsqueeze", ("loudness", "last"), ("loudness_apart",), {}),
    ("Mul", ("loudness_apart", "hum"), ("hummed",), {}),
    ("Reshape", ("hummed", "row"), ("said",), {}),
)
_ONE_SPEAKER = (("Identity", ("said",), ("output",), {}),)
# Each of several is louder than the one before.
_MANY_SPEAKERS = (
    ("Cast", ("sid",), ("level",), {"to": TensorProto.FLOAT}),
    ("Mul", ("said", "level"), ("output",), {}),
)


def make_voice(folder: Path, name: str, language: str = "en_US", espeak: str = "en-us", **changes: Any) -> Path:
    """The model ``name`` with its configuration, changed in what ``changes`` says; the model's path."""
    model = folder / f"{name}.onnx"
    model.write_bytes(_model(many=changes.get("num_speakers", 1) > 1).SerializeToString())
    configuration = {
        "audio": {"sample_rate": SAMPLE_RATE, "quality": "medium"},
        "espeak": {"voice": espeak},
        "language": {"code": language},
        "dataset": name.split("-")[1],
        "inference": {"noise_scale": 0.667, "length_scale": 1, "noise_w": 0.8},
        "num_symbols": len(IDS),
        "num_speakers": 1,
        "speaker_id_map": {},
        "phoneme_id_map": IDS,
        "hop_length": FRAME,
        **changes,
    }
    model.with_name(f"{model.name}.json").write_text(json.dumps(configuration))
    return model


def make_unaligned(model: Path) -> None:
    """Take from ``model`` what tells the length of its phonemes: its lengths are rounded down instead of up."""
    loaded = onnx.load(str(model))
    for node in loaded.graph.node:
        if node.op_type == "Ceil":
            node.op_type = "Floor"
    onnx.save(loaded, str(model))


def _model(*, many: bool) -> onnx.ModelProto:
    operators = _GRAPH + (_MANY_SPEAKERS if many else _ONE_SPEAKER)
    nodes = [helper.make_node(kind, inputs, outputs, **rest) for kind, inputs, outputs, rest in operators]
    inputs = [
        helper.make_tensor_value_info("input", TensorProto.INT64, [1, "phonemes"]),
        helper.make_tensor_value_info("input_lengths", TensorProto.INT64, [1]),
        helper.make_tensor_value_info("scales", TensorProto.FLOAT, [3]),
    ]
    if many:
        inputs.append(helper.make_tensor_value_info("sid", TensorProto.INT64, [1]))
    outputs = [helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, "samples"])]
    graph = helper.make_graph(nodes, "hum", inputs, outputs, _constants())
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)


def _constants() -> list[onnx.TensorProto]:
    number, count = TensorProto.FLOAT, TensorProto.INT64
    hum = [math.sin(2 * math.pi * _PERIODS * sample / FRAME) for sample in range(FRAME)]
    return [
        helper.make_tensor("frames_of_ids", number, [len(_FRAMES)], _FRAMES),
        helper.make_tensor("loudness_of_ids", number, [len(_LOUDNESS)], _LOUDNESS),
        helper.make_tensor("hum", number, [FRAME], hum),
        helper.make_tensor("zero", number, [], [0]),
        helper.make_tensor("step", number, [], [1]),
        helper.make_tensor("one", count, [], [1]),
        helper.make_tensor("middle", count, [1], [1]),
        helper.make_tensor("last", count, [1], [2]),
        helper.make_tensor("row", count, [2], [1, -1]),
    ]
