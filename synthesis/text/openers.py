"""Words that open sentences: capitalised after an abbreviation, they show that a new sentence has begun.

Data for `synthesis.text.sentences`. Left out, since names begin with them too, are words such as Will, May, First, One and De.
"""

from collections.abc import Mapping
from typing import Final

_ENGLISH: Final = """
    A After Again All Also Although An And Another Are As At Because Before Both But By Can Did Do Does Each Earlier
    Even Every Everyone Everything Few Finally For From Had Has Have He Her Here His How However I If In Instead Is
    It Its Just Last Later Let Many Maybe Meanwhile Most Much My Neither Never Next Nobody None Not Nothing Now Of
    On Once Only Or Other Others Our Perhaps Please Several She Should Since So Some Someone Sometimes Soon Still
    Such That The Their Then There These They This Those Though Today Tomorrow Under Unlike Until Was We Were What
    When Where Whether Which While Who Why With Within Without Would Yesterday Yet You Your He's She's It's That's
    There's They're We're You're I'm I've Don't Didn't Isn't
"""
_SPANISH: Final = """
    A Además Adiós Ahí Ahora Al Algo Alguien Alguna Algunas Alguno Algunos Allá Allí Ante Antes Apenas Aquel Aquella
    Aquellas Aquellos Aquí Así Asimismo Aun Aún Aunque Ayer Bajo Bien Cada Casi Como Cómo Con Contra Cuál Cuáles
    Cuando Cuándo Cuánto Cuánta Da Dan Dentro Desde Después Dice Dijo Donde Dónde Durante El Él Ella Ellas Ello
    Ellos En Entonces Entre Era Eran Es Esa Esas Ese Eso Esos Esta Está Están Estas Este Esto Estos Fue Fueron
    Gracias Ha Había Hace Hacia Han Hasta Hay Hoy Incluso Jamás La Las Le Les Llegó Lo Los Luego Más Me Menos Mi
    Mientras Mis Mucha Muchas Mucho Muchos Muy Nada Nadie Ni Ningún Ninguna Ninguno No Nos Nosotros Nuestra Nuestras
    Nuestro Nuestros Nunca O Otra Otras Otro Otros Para Pero Poco Pocos Por Porque Pues Que Qué Quien Quién Quienes
    Quiénes Quizá Quizás Se Según Ser Si Sí Sin Sino Sobre Solo Sólo Son Su Sus Tal También Tampoco Tan Tanto Te
    Tenía Tiene Tienen Toda Todas Todavía Todo Todos Tras Tu Tú Tus Un Una Unas Uno Unos Usted Ustedes Va Varias
    Varios Vea Vino Y Ya Yo
"""

OPENERS: Final[Mapping[str, frozenset[str]]] = {
    "en": frozenset(_ENGLISH.split()),
    "es": frozenset(_SPANISH.split()),
}
"""By primary language subtag, as they are written at the start of a sentence."""
