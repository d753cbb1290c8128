"""Phonemes: from IPA to the notation that eSpeak NG reads between double square brackets."""


def espeak_phonemes(ipa: str, language: str) -> str | None:
    """``ipa`` in eSpeak NG's notation for ``language``; None where it holds a sound that has no equivalent there."""
    return None
