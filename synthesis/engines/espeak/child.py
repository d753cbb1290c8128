"""The process that eSpeak NG runs in: one JSON line in, one JSON line and raw samples out, until its input ends.

Restriction: run as a script, it imports nothing of Readalong and nothing beyond the standard library. eSpeak NG is not thread
safe and crashes on some texts; whoever runs this script must expect its death and set a time limit.

Request: ``{"text": …, "voice": "en-us+f3", "phonemes": true}``. Answer: ``{"rate": 22050, "bytes": n, "times": [[offset, sample], …]}``
and n bytes of 16-bit samples, or ``{"error": …}``. ``offset`` counts code points of the text from 0.
Source of the constants: eSpeak NG's speak_lib.h.
"""

import ctypes
import json
import sys

AUDIO_OUTPUT_SYNCHRONOUS = 2
INITIALIZE_DONT_EXIT = 0x8000
CHARS_UTF8 = 1
PHONEMES = 0x100
POS_CHARACTER = 1
EVENT_LIST_TERMINATED = 0
EVENT_WORD = 1


class _EventId(ctypes.Union):
    _fields_ = (("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8))


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _EventId),
    )


_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))


class Speaker:
    """eSpeak NG, initialised once; ``say`` may be called any number of times, from one thread."""

    def __init__(self, library: str, data_path: str) -> None:
        self._library = ctypes.CDLL(library)
        path = data_path.encode() if data_path else None
        self.rate = self._library.espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, path, INITIALIZE_DONT_EXIT)
        # The library reports a failure as 0 here, although its header promises -1.
        if self.rate <= 0:
            raise OSError(f"eSpeak NG found no data in {data_path!r}.")
        self._chunks: list[bytes] = []
        self._times: list[tuple[int, int]] = []
        # The library keeps only a pointer: this attribute keeps the callback alive.
        self._callback = _CALLBACK(self._receive)
        self._library.espeak_SetSynthCallback(self._callback)

    def say(self, text: str, voice: str, phonemes: bool) -> tuple[bytes, list[tuple[int, int]]]:
        self._chunks, self._times = [], []
        # Chosen anew each time: what an utterance switches would leak into the next one.
        if self._library.espeak_SetVoiceByName(voice.encode()) != 0:
            raise ValueError(f"eSpeak NG has no voice {voice!r}.")
        sent = text.encode()
        flags = CHARS_UTF8 | (PHONEMES if phonemes else 0)
        self._library.espeak_Synth(sent, len(sent) + 1, 0, POS_CHARACTER, 0, flags, None, None)
        self._library.espeak_Synchronize()
        return b"".join(self._chunks), self._times

    def _receive(self, samples, count, events) -> int:  # type: ignore[no-untyped-def]
        if count > 0 and samples:
            self._chunks.append(ctypes.string_at(samples, count * 2))
        index = 0
        while events[index].type != EVENT_LIST_TERMINATED:
            if events[index].type == EVENT_WORD:
                self._times.append((events[index].text_position - 1, events[index].sample))
            index += 1
        return 0


def main() -> None:
    library, data_path = sys.argv[1:3]
    speaker = Speaker(library, data_path)
    answers = sys.stdout.buffer
    for line in sys.stdin.buffer:
        request = json.loads(line)
        try:
            samples, times = speaker.say(request["text"], request["voice"], request["phonemes"])
        except ValueError as error:
            answers.write(json.dumps({"error": str(error)}).encode() + b"\n")
        else:
            answer = {"rate": speaker.rate, "bytes": len(samples), "times": times}
            answers.write(json.dumps(answer).encode() + b"\n" + samples)
        answers.flush()


if __name__ == "__main__":
    main()
