"""Spanish units by their signs."""

from typing import Final

from synthesis.text.normalisation.rules import Unit

_FEMININE: Final = "f"


def _unit(one: str, many: str = "", gender: str = "") -> Unit:
    return Unit(one, many or f"{one}s", gender=gender)


_METRE: Final = {"nm": "nanómetro", "µm": "micrómetro", "μm": "micrómetro", "mm": "milímetro", "cm": "centímetro",
                 "dm": "decímetro", "m": "metro", "hm": "hectómetro", "km": "kilómetro", "Km": "kilómetro", "KM": "kilómetro"}  # fmt: skip
_POWERS: Final = {
    "²": ("cuadrado", "cuadrados"),
    "2": ("cuadrado", "cuadrados"),
    "³": ("cúbico", "cúbicos"),
    "3": ("cúbico", "cúbicos"),
}

_LENGTHS: Final = {
    **{sign: _unit(name) for sign, name in _METRE.items()},
    **{
        sign + power: Unit(f"{name} {one}", f"{name}s {many}")
        for sign, name in _METRE.items()
        for power, (one, many) in _POWERS.items()
    },
}
_OTHERS: Final = {
    "mg": _unit("miligramo"), "µg": _unit("microgramo"), "g": _unit("gramo"), "gr": _unit("gramo"),
    "grs": _unit("gramo"), "kg": _unit("kilogramo"), "Kg": _unit("kilogramo"), "KG": _unit("kilogramo"),
    "kgs": _unit("kilogramo"), "kms": _unit("kilómetro"), "mts": _unit("metro"), "mt": _unit("metro"),
    "t": _unit("tonelada", gender=_FEMININE), "Mt": _unit("megatonelada", gender=_FEMININE),
    "ton": _unit("tonelada", gender=_FEMININE), "l": _unit("litro"), "L": _unit("litro"), "lt": _unit("litro"),
    "lts": _unit("litro"), "ml": _unit("mililitro"), "mL": _unit("mililitro"), "cl": _unit("centilitro"),
    "dl": _unit("decilitro"), "hl": _unit("hectolitro"), "cc": Unit("centímetro cúbico", "centímetros cúbicos"),
    "ha": _unit("hectárea", gender=_FEMININE), "h": _unit("hora", gender=_FEMININE),
    "hs": _unit("hora", gender=_FEMININE), "hr": _unit("hora", gender=_FEMININE),
    "hrs": _unit("hora", gender=_FEMININE), "min": _unit("minuto"), "mins": _unit("minuto"), "s": _unit("segundo"),
    "seg": _unit("segundo"), "ms": _unit("milisegundo"), "km/h": Unit("kilómetro por hora", "kilómetros por hora"),
    "km/hr": Unit("kilómetro por hora", "kilómetros por hora"),
    "km/hora": Unit("kilómetro por hora", "kilómetros por hora"),
    "kmh": Unit("kilómetro por hora", "kilómetros por hora"),
    "kph": Unit("kilómetro por hora", "kilómetros por hora"),
    "Km/h": Unit("kilómetro por hora", "kilómetros por hora"), "m/s": Unit("metro por segundo", "metros por segundo"),
    "km/s": Unit("kilómetro por segundo", "kilómetros por segundo"),
    "mph": Unit("milla por hora", "millas por hora", gender=_FEMININE),
    "l/km": Unit("litro por kilómetro", "litros por kilómetro"),
    "mg/l": Unit("miligramo por litro", "miligramos por litro"),
    "mg/dl": Unit("miligramo por decilitro", "miligramos por decilitro"),
    "mg/dL": Unit("miligramo por decilitro", "miligramos por decilitro"),
    "µg/m³": Unit("microgramo por metro cúbico", "microgramos por metro cúbico"),
    "kg/m³": Unit("kilogramo por metro cúbico", "kilogramos por metro cúbico"),
    "g/km": Unit("gramo por kilómetro", "gramos por kilómetro"),
    "hab/km²": Unit("habitante por kilómetro cuadrado", "habitantes por kilómetro cuadrado"),
    "hab./km²": Unit("habitante por kilómetro cuadrado", "habitantes por kilómetro cuadrado"),
    "lb": _unit("libra", gender=_FEMININE), "lbs": _unit("libra", gender=_FEMININE),
    "oz": _unit("onza", gender=_FEMININE), "ft": Unit("pie", "pies"), "yd": _unit("yarda", gender=_FEMININE),
    "kcal": _unit("kilocaloría", gender=_FEMININE), "cal": _unit("caloría", gender=_FEMININE),
    "kJ": _unit("kilojulio"), "W": _unit("vatio"), "kW": _unit("kilovatio"), "MW": _unit("megavatio"),
    "GW": _unit("gigavatio"), "TW": _unit("teravatio"), "Wh": Unit("vatio hora", "vatios hora"),
    "kWh": Unit("kilovatio hora", "kilovatios hora"), "MWh": Unit("megavatio hora", "megavatios hora"),
    "GWh": Unit("gigavatio hora", "gigavatios hora"), "V": _unit("voltio"), "kV": _unit("kilovoltio"),
    "Hz": Unit("hercio", "hercios"), "kHz": Unit("kilohercio", "kilohercios"),
    "MHz": Unit("megahercio", "megahercios"), "GHz": Unit("gigahercio", "gigahercios"),
    "dB": Unit("decibelio", "decibelios"), "hPa": Unit("hectopascal", "hectopascales"),
    "kPa": Unit("kilopascal", "kilopascales"), "KB": Unit("kilobyte", "kilobytes"),
    "kB": Unit("kilobyte", "kilobytes"), "MB": Unit("megabyte", "megabytes"), "GB": Unit("gigabyte", "gigabytes"),
    "TB": Unit("terabyte", "terabytes"), "Mb": Unit("megabit", "megabits"), "Gb": Unit("gigabit", "gigabits"),
    "Mbps": Unit("megabit por segundo", "megabits por segundo"),
    "Gbps": Unit("gigabit por segundo", "gigabits por segundo"),
    "fps": Unit("fotograma por segundo", "fotogramas por segundo"),
    "rpm": Unit("revolución por minuto", "revoluciones por minuto", gender=_FEMININE), "px": Unit("píxel", "píxeles"),
    "Mpx": Unit("megapíxel", "megapíxeles"), "MP": Unit("megapíxel", "megapíxeles"),
    "CV": Unit("caballo", "caballos"), "hp": Unit("caballo de fuerza", "caballos de fuerza"),
    "HP": Unit("caballo de fuerza", "caballos de fuerza"),
    "msnm": Unit("metro sobre el nivel del mar", "metros sobre el nivel del mar"),
    "ppm": Unit("parte por millón", "partes por millón"), "bpm": Unit("latido por minuto", "latidos por minuto"),
    "hab": Unit("habitante", "habitantes"), "pts": _unit("punto"),
    "pp": Unit("punto porcentual", "puntos porcentuales"), "p. p.": Unit("punto porcentual", "puntos porcentuales"),
    "mg/kg": Unit("miligramo por kilogramo", "miligramos por kilogramo"),
    "mg/ml": Unit("miligramo por mililitro", "miligramos por mililitro"),
    "mg/L": Unit("miligramo por litro", "miligramos por litro"), "g/l": Unit("gramo por litro", "gramos por litro"),
    "g/L": Unit("gramo por litro", "gramos por litro"), "g/cm³": Unit("gramo por centímetro cúbico", "gramos por centímetro cúbico"),
    "µg/m3": Unit("microgramo por metro cúbico", "microgramos por metro cúbico"),
    "kg/m²": Unit("kilogramo por metro cuadrado", "kilogramos por metro cuadrado"),
    "l/m²": Unit("litro por metro cuadrado", "litros por metro cuadrado"),
    "l/s": Unit("litro por segundo", "litros por segundo"), "m³/s": Unit("metro cúbico por segundo", "metros cúbicos por segundo"),
    "m/s²": Unit("metro por segundo al cuadrado", "metros por segundo al cuadrado"),
    "t/ha": Unit("tonelada por hectárea", "toneladas por hectárea", gender=_FEMININE),
    "Mb/s": Unit("megabit por segundo", "megabits por segundo"), "MB/s": Unit("megabyte por segundo", "megabytes por segundo"),
    "pza": _unit("pieza", gender=_FEMININE), "pzas": _unit("pieza", gender=_FEMININE),
    "tza": _unit("taza", gender=_FEMININE), "tzas": _unit("taza", gender=_FEMININE),
    "cda": _unit("cucharada", gender=_FEMININE), "cdas": _unit("cucharada", gender=_FEMININE),
    "cdta": _unit("cucharadita", gender=_FEMININE), "cdtas": _unit("cucharadita", gender=_FEMININE),
    "pulg": _unit("pulgada", gender=_FEMININE), "lpm": Unit("latido por minuto", "latidos por minuto"),
    "KO": Unit("nocaut", "nocauts"),
    "Å": Unit("ángstrom", "ángstroms"), "Ω": Unit("ohmio", "ohmios"),
}  # fmt: skip
UNITS: Final = _LENGTHS | _OTHERS
