"""What follows a number: whether it is counted, and its gender.

Spanish numbers agree with what they count: “veintiún años”, “veintiuna casas”, “doscientas páginas”. There is no dictionary here:
endings decide, and the lists hold the common nouns whose ending misleads.
"""

import re
from typing import Final

from synthesis.text.normalisation.es_numbers import Form
from synthesis.text.normalisation.rules import listed

_NEXT: Final = re.compile(r" ([^\W\d_]+)(?: ([^\W\d_]+))?")
# A second number that counts the same thing: “200-300 páginas”, “entre 200 y 300 personas”.
_SECOND: Final = re.compile(r"(?: ?[-–] ?| [aoyu] (?:las )?)[0-9][0-9.,]{0,14}(?= )")
# Words that may come after a number without being counted by it.
_UNCOUNTED: Final = listed("""
    y e o u ni a al ante bajo con contra de del desde durante en entre hacia hasta mediante para por según sin sobre tras vs
    que como cuando donde si no sí ya aún más menos también tampoco pero sino aunque porque pues entonces luego después antes
    el la los las lo le les se me te nos su sus mi mis tu tus esto eso esta estas este estos esa esas ese esos un una unos unas
    es son era eran fue fueron será serán ha han había habían hay hubo está están estaba estaban tiene tienen tenía tenían
    izq izqda izda dcha der
    abajo arriba atrás exactamente aproximadamente inclusive además jamás quizás tres dos seis mientras través
    """)
_FEMININE_PRONOUNS: Final = frozenset(("las", "ellas", "estas", "esas", "aquellas", "mis", "sus", "nuestras"))
_MASCULINE_IN_A: Final = listed("""
    día mediodía mapa problema programa sistema subsistema tema clima idioma planeta exoplaneta poema dilema esquema síntoma fantasma
    drama melodrama diagrama emblema lema panorama aroma cometa tranvía guardia policía gorila koala pijama telegrama crucigrama
    teorema diploma atleta poeta colega astronauta cosmonauta camarada demócrata terapeuta fisioterapeuta burócrata patriota indígena
    suicida homicida centinela nómada belga croata israelita vietnamita gimnasta psiquiatra pediatra espía hincha ultra
    guardaespalda paragua sacacorcho kilograma ecosistema holograma pentagrama enigma estigma dogma carisma axioma magma prisma
    plasma cisma trauma papá sofá monarca jerarca patriarca oligarca autócrata tecnócrata aristócrata diplomata carioca azteca
    dálmata puma panda pirata acróbata cineasta entusiasta internauta argonauta recluta guardameta maya inca autómata
    yucateca mixteca zapoteca tlaxcalteca judoca karateca persona_física anestesista guía
    """)
# “-ista” is a person, masculine as a rule of groups, apart from these.
_FEMININE_IN_ISTA: Final = listed("lista pista vista revista entrevista conquista arista reconquista autopista cresta")
_FEMININE: Final = listed("""
    mujer vez noche medianoche tarde calle mano ley clase subclase nave aeronave sede base foto moto llave red pared parte muerte
    madre serie especie imagen orden voz cruz luz nuez raíz frase fase torre nube ave clave fuente gente mente suerte cárcel piel
    señal catedral sucursal vocal credencial flor leche carne nieve sangre tesis hipótesis dosis síntesis crisis sinopsis metrópolis
    patente vacante constante corriente variante superficie labor paz hoz codorniz actriz emperatriz matriz cicatriz perdiz nariz
    lombriz directriz sal miel sartén razón sazón virgen fiebre liebre hambre hélice tribu soprano web app pyme calorie corporal
    res semilibertad filial central estatal postal diagonal espiral final_four vértebra torre hueste sierpe llave tos mies
    servilleta base simiente pendiente cumbre costumbre legumbre lumbre muchedumbre certidumbre incertidumbre servidumbre
    selfie ojiva índole prole mole tilde elipse catástrofe estrofe apócope sílfide pirámide cónyuge_f hípica élite suite
    """)
_MASCULINE_IN_ION: Final = listed(
    "camión avión gorrión guion guión escorpión embrión bastión aluvión anfitrión centurión ion ión sarampión notición"
)
_FEMININE_ENDINGS: Final = ("ión", "dad", "tad", "tud", "umbre", "itis")
# Feminine nouns that begin with a stressed a take “un”.
_STRESSED_A: Final = listed(
    "agua águila alma arma área aula ave hambre hacha ala ancla alga arpa acta ánima asa aspa ama"
)


def form_before(number: int, text: str, at: int, end: int) -> Form:
    """The form that ``number`` takes before what stands at ``text[at:end]``, which begins with the space after it.

    >>> form_before(21, "21 años", 2, 7), form_before(21, "21 de mayo", 2, 10), form_before(200, "200 páginas", 3, 11)
    ('masculine', 'alone', 'feminine')
    """
    if not agrees(number):
        return "alone"
    second = _SECOND.match(text, at, end)
    if second:
        return "feminine" if form_before(200, text, second.end(), end) == "feminine" else "alone"
    match = _NEXT.match(text, at, end)
    if match is None:
        return "alone"
    word, after = _folded(match[1]), _folded(match[2] or "")
    if word == "de" and after in _FEMININE_PRONOUNS and number > 1:
        return "feminine"
    if word in _UNCOUNTED or not word or not (number == 1 or word.endswith("s")):
        return "alone"
    return "feminine" if is_feminine(word, after, number) else "masculine"


def agrees(number: int) -> bool:
    """Whether the words for ``number`` change with what they count: those with hundreds, and those that end in one."""
    ends_in_one = number % 10 == 1 and number % 100 != 11
    return ends_in_one or number % 1_000 >= 200 or number // 1_000 % 1_000 >= 200


def _folded(word: str) -> str:
    # A capitalised word after a number is a name (“Apolo 1 Houston”), one in capitals belongs to a headline.
    return word.lower() if word.isupper() or word.islower() else ""


def is_feminine(word: str, after: str = "", number: int = 2) -> bool:
    """Whether a noun in lower case is feminine; ``after`` is the next word, which decides for nouns of both genders."""
    if number == 1:
        return word not in _STRESSED_A and _is_feminine_singular(word)
    if word.endswith("as"):
        return _is_feminine_singular(word[:-1])
    if word.endswith("os"):
        return word[:-1] in _FEMININE
    if word.endswith("is"):
        return word in _FEMININE
    if any(_is_feminine_singular(singular) for singular in _singulars(word)):
        return True
    return (
        word.endswith("es") and after.endswith("as") and after not in _UNCOUNTED and _is_feminine_singular(after[:-1])
    )


def _is_feminine_singular(word: str) -> bool:
    if word.endswith("a"):
        return word not in _MASCULINE_IN_A and (not word.endswith("ista") or word in _FEMININE_IN_ISTA)
    if word in _FEMININE:
        return True
    return word.endswith(_FEMININE_ENDINGS) and word not in _MASCULINE_IN_ION


def _singulars(word: str) -> tuple[str, ...]:
    """What an “-es” or “-s” plural may come from."""
    if word.endswith("ones"):
        return (f"{word[:-4]}ón",)
    if word.endswith("ces"):
        return (f"{word[:-3]}z", word[:-1])
    if word.endswith("enes"):
        return (word[:-2], f"{word[:-4]}én", word[:-1], _unaccented(word[:-2]))
    return (word[:-1], word[:-2]) if word.endswith("es") else (word[:-1],)


def _unaccented(word: str) -> str:
    """“imágen”, “órden”: what “imágenes”, “órdenes” leave behind, without the accent that the plural added."""
    return word.translate(str.maketrans("áéíóú", "aeiou"))


def counted_gender(word: str) -> Form:
    """The gender of a noun or adjective in the singular or plural, in any case; “alone” where it is neither.

    >>> counted_gender("Guerra"), counted_gender("Congreso"), counted_gender("de")
    ('feminine', 'masculine', 'alone')
    """
    noun = word.lower()
    if not noun or noun in _UNCOUNTED:
        return "alone"
    return "feminine" if _is_feminine_singular(noun) or (noun.endswith("s") and is_feminine(noun)) else "masculine"
