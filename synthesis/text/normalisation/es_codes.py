"""Codes: letters and figures in one word, as in models, roads, vitamins and formulas (F-16, 5G, COVID-19, CO₂)."""

import re
from typing import Final

from synthesis.text.normalisation.es_letters import capitals, is_word, spelled
from synthesis.text.normalisation.es_numbers import cardinal, decimals, digits
from synthesis.text.normalisation.rules import Hint, Locale, Match, Rule, listed

_SUBSCRIPTS: Final = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_FIGURE: Final = "0-9₀-₉"
_LETTER: Final = "A-Za-zÁÉÍÓÚÑáéíóúñ"
_CODE: Final = re.compile(
    rf"(?<![\w.@#&$€-])(?=[{_LETTER}-]{{1,12}}[{_FIGURE}]|[{_FIGURE}]{{1,5}}-?[{_LETTER}])"
    rf"(?P<say>[{_LETTER}{_FIGURE}]{{1,14}}(?:-[{_LETTER}{_FIGURE}]{{1,8}}){{0,2}}(?:\.[0-9])?)(?![\w@]|-\w)"
)
_HINT: Final = Hint(re.compile(rf"[{_FIGURE}](?:(?<=[{_LETTER}].)|(?<=[{_LETTER}]-.)|(?=-?[{_LETTER}]))"))
_RUNS: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?|[A-ZÁÉÍÓÚÑ]+(?![a-zñáéíóú])|[A-ZÁÉÍÓÚÑ]?[a-zñáéíóú]+")
_SAID: Final = {"SARS-CoV-2": "SARS cov dos"}
_ELEMENTS: Final = listed("He Li Be Na Mg Al Si Cl Ca Ti Cr Mn Fe Co Ni Cu Zn Br Ag Sn Au Hg Pb Pu Ar Ne Xe Rn Cs Sr")


def _say_code(match: Match, locale: Locale) -> str:
    if match["say"] in _SAID:
        return _SAID[match["say"]]
    runs = _RUNS.findall(match["say"].translate(_SUBSCRIPTS))
    return " ".join(_say_run(run, locale) for run in runs)


def _say_run(run: str, locale: Locale) -> str:
    if run[0].isdigit():
        return _say_figures(run)
    if run.isupper():
        return capitals(run, locale) if len(run) > 2 and is_word(run) else spelled(run, locale)
    if len(run) == 1 or run in _ELEMENTS or not re.search("[aeiouáéíóú]", run.lower()):
        return spelled(run, locale)
    return run


def _say_figures(run: str) -> str:
    whole, _, fraction = run.partition(".")
    if (whole[0] == "0" and len(whole) > 1) or len(whole) > 6:
        return digits(whole)
    return f"{cardinal(int(whole))} punto {decimals(fraction)}" if fraction else cardinal(int(whole))


_FORMULA: Final = re.compile(r"(?<![\w.@#&$€-])(?P<say>(?:[A-Z][a-z]?){2,4})(?![\w@]|-\w)")
_FORMULA_HINT: Final = Hint(re.compile(r"[A-Z][a-z]?[A-Z](?![A-Z])"))
_ELEMENT: Final = re.compile("[A-Z][a-z]?")


def _say_formula(match: Match, locale: Locale) -> str | None:
    """“NaCl” and “HCl”, of which every part is an element and one at least has a small letter."""
    parts = _ELEMENT.findall(match["say"])
    certain = not match["say"].isupper() and all(part in _ELEMENTS or part in "HBCNOFPSKVUI" for part in parts)
    return " ".join(spelled(part, locale) for part in parts) if certain else None


RULES: Final = (Rule("code", _HINT, _CODE, _say_code), Rule("formula", _FORMULA_HINT, _FORMULA, _say_formula))
