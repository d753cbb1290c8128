"""Reports of plans, and the command that prints them."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from hypothesis import given
from hypothesis import strategies as st

from synthesis.models import Lexicon, Speech
from synthesis.text.lexicon import Lexeme, compile_lexicon
from synthesis.text.plans import plan
from synthesis.text.reports import lines, readable, report
from synthesis.text.voices import Traits, Voice

VOICE = Voice("silent", "en-US", "en-US", "Silence")
TRAITS = Traits("silent", "1", "plain", normalises=True, phonemes=False, max_characters=500)


def reported(source, *lexemes):
    found = lines(source)
    return report(plan([each.block for each in found], "en-US", VOICE, TRAITS, compile_lexicon(lexemes)), found, source)


def test_a_sentence_with_all_that_is_known_of_it():
    source = "Title\n\n  NASA\u00ad’s\t\tplan. Fine.\r\n"
    data = reported(source, Lexeme(1, "NASA", "alias", "The agency"), Lexeme(2, "NASA", "spell"))
    sentence = data["sentences"][1]
    assert source[sentence["start"] : sentence["end"]] == sentence["text"] == "NASA\u00ad’s\t\tplan."
    assert sentence["spoken"] == "N A-S A’s plan."
    assert [each["text"] for each in sentence["words"]] == ["NASA\u00ad’s", "plan"]
    assert [(each["id"], each["applied"]) for each in sentence["lexemes"]] == [(2, True), (1, False)]
    assert sentence["key"] == data["utterances"][1]["key"]
    assert data["characters"] == sum(each["characters"] for each in data["utterances"])


def test_the_text_for_people_names_what_was_decided():
    shown = readable(reported("We read.", Lexeme(1, "read", "phoneme", "ɹɛd"), Lexeme(2, "read", "alias", "red")))
    assert "said     We red." in shown
    assert "read → alias red (global), applied" in shown
    assert "rejected: A newer one" in shown


@given(st.text(st.one_of(st.sampled_from("ab \t\r\n\u00ad\u00a0é."), st.characters()), max_size=60))
def test_offsets_lead_to_the_input_whatever_was_cleaned(source):
    for line in lines(source):
        assert len(line.origins) == len(line.block.text)
        assert list(line.origins) == sorted(set(line.origins))
        for character, origin in zip(line.block.text, line.origins, strict=True):
            assert source[origin] == character or character in " \ufffd"
    json.dumps(reported(source))


@pytest.mark.django_db
def test_the_command_applies_the_lexicon_of_a_site(tmp_path):
    lexicon = Lexicon.objects.under_common("site:herald")
    lexicon.lexemes.create(grapheme="NASA", value="the agency")
    lexicon.changed()
    file = tmp_path / "text.txt"
    file.write_text("At NASA.\n", encoding="utf-8")
    out = io.StringIO()
    call_command("plan", str(file), language="en-US", site="herald", engine="silent", json=True, stdout=out)
    assert json.loads(out.getvalue())["sentences"][0]["spoken"] == "At the agency."
    out = io.StringIO()
    call_command("plan", str(file), language="en-US", engine="silent", stdout=out)
    assert "1 sentences, 1 utterances" in out.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        ({"file": "missing.txt", "language": "en"}, "missing.txt cannot be read"),
        ({"language": "en", "site": "nobody"}, "no lexicon “site:nobody”"),
        ({"language": "en", "engine": "none"}, "no engine"),
        ({"language": "tlh", "engine": "silent"}, "no voice"),
    ],
)
def test_the_command_says_what_is_wrong(arguments, fault, tmp_path):
    file = tmp_path / "text.txt"
    file.write_bytes(b"Text.")
    with pytest.raises(CommandError, match=fault):
        call_command("plan", arguments.pop("file", str(file)), **arguments)


def test_without_a_database_the_command_plans_without_lexemes_and_says_so(tmp_path, monkeypatch):
    def fail(*_, **__):
        raise OperationalError("no such table")

    monkeypatch.setattr(Lexicon.objects, "filter", fail)
    monkeypatch.setattr(Speech.objects, "ready", fail)
    file = tmp_path / "text.txt"
    file.write_bytes(b"Text.")
    out, errors = io.StringIO(), io.StringIO()
    call_command("plan", str(file), language="en", engine="silent", stdout=out, stderr=errors)
    assert "1 sentences" in out.getvalue()
    assert "No lexeme is applied" in errors.getvalue()
    with pytest.raises(CommandError, match=r"manage\.py migrate"):
        call_command("plan", str(file), language="en", engine="silent", site="herald")


@pytest.mark.django_db
def test_the_command_refuses_what_is_not_utf8(tmp_path):
    file = tmp_path / "text.txt"
    file.write_bytes(b"caf\xe9")
    with pytest.raises(CommandError, match="not UTF-8"):
        call_command("plan", str(file), language="en")
