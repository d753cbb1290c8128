"""Spanish abbreviations by where they are believed, and the names that tell a title's gender."""

from typing import Final

from synthesis.text.normalisation.rules import listed

# Abbreviations of several parts; the spaces between them may be missing.
COMPOUND: Final = {
    "EE. UU. AA.": "Estados Unidos de América", "EE. UU.": "Estados Unidos", "EE UU": "Estados Unidos",
    "E. U. A.": "Estados Unidos", "E. U.": "Estados Unidos", "JJ. OO.": "Juegos Olímpicos",
    "RR. HH.": "recursos humanos", "DD. HH.": "derechos humanos", "FF. AA.": "Fuerzas Armadas",
    "CC. AA.": "comunidades autónomas", "CC. OO.": "Comisiones Obreras", "SS. MM.": "Sus Majestades",
    "AA. VV.": "varios autores", "VV. AA.": "varios autores", "FF. CC.": "ferrocarriles", "RR. MM.": "Reyes Magos",
    "S. A. B. de C. V.": "sociedad anónima bursátil de capital variable",
    "S. A. de C. V.": "sociedad anónima de capital variable",
    "S. de R. L. de C. V.": "sociedad de responsabilidad limitada de capital variable",
    "S. de R. L.": "sociedad de responsabilidad limitada", "S. R. L.": "sociedad de responsabilidad limitada",
    "S. A. U.": "sociedad anónima unipersonal", "S. A. S.": "sociedad por acciones simplificada",
    "S. L. U.": "sociedad limitada unipersonal", "S. A.": "sociedad anónima", "S. L.": "sociedad limitada",
    "A. C.": "asociación civil", "S. C.": "sociedad civil", "p. ej.": "por ejemplo", "P. ej.": "Por ejemplo",
    "v. gr.": "verbigracia", "a. de C.": "antes de Cristo", "d. de C.": "después de Cristo",
    "a. C.": "antes de Cristo", "d. C.": "después de Cristo", "a. n. e.": "antes de nuestra era",
    "n. e.": "nuestra era", "p. p.": "puntos porcentuales", "s. n. m.": "sobre el nivel del mar",
    "S. L. P.": "San Luis Potosí", "N. L.": "Nuevo León", "B. C. S.": "Baja California Sur",
    "B. C.": "Baja California", "D. F.": "Distrito Federal", "N. Y.": "Nueva York", "D. C.": "de ce",
    "L. A.": "Los Ángeles", "P. D.": "Posdata", "N. del T.": "nota del traductor",
    "N. de la R.": "nota de la redacción", "q. e. p. d.": "que en paz descanse", "Q. E. P. D.": "que en paz descanse",
    "c. c.": "centímetros cúbicos", "b. y n.": "blanco y negro", "S. M.": "Su Majestad", "S. S.": "Su Santidad",
    "S. E.": "Su Excelencia", "M. N.": "moneda nacional", "C. P.": "código postal", "R. U.": "Reino Unido",
    "C/ ": "calle ", "c/ ": "calle ", "y/o": "y o", "y/u": "y u", "s/n": "sin número", "S/N": "sin número",
    "c/u": "cada uno", "vs": "contra", "m. n.": "moneda nacional", "S. A. D.": "sociedad anónima deportiva",
    "Q. Roo": "Quintana Roo", "M. en C.": "maestro en Ciencias", "C. de México": "Ciudad de México",
    "RR. CC.": "Reyes Católicos", "S. A. R.": "Su Alteza Real",
    "Edo. de Méx.": "Estado de México",
    "AA. PP.": "administraciones públicas", "RR. SS.": "redes sociales", "BB. AA.": "Bellas Artes",
}  # fmt: skip

# Believed wherever they stand.
ALWAYS: Final = {
    "excmo": "excelentísimo", "excma": "excelentísima", "ilmo": "ilustrísimo", "ilma": "ilustrísima", "sr": "señor",
    "sra": "señora", "dr": "doctor", "dra": "doctora", "sres": "señores", "srs": "señores", "sras": "señoras",
    "srita": "señorita", "srta": "señorita", "srtas": "señoritas", "dres": "doctores", "cd": "ciudad",
    "ss": "siguientes", "ayto": "ayuntamiento", "uds": "ustedes", "vds": "ustedes", "ud": "usted", "vd": "usted",
    "etc": "etcétera", "aprox": "aproximadamente", "pág": "página", "págs": "páginas", "pags": "páginas",
    "pag": "página", "núm": "número", "núms": "números", "nro": "número", "nros": "números", "tel": "teléfono",
    "teléf": "teléfono", "tels": "teléfonos", "avda": "avenida", "blvd": "bulevar", "depto": "departamento",
    "dpto": "departamento", "gral": "general", "cnel": "coronel", "tte": "teniente", "sgto": "sargento",
    "cmdte": "comandante", "almte": "almirante", "cap": "capítulo", "caps": "capítulos", "cía": "compañía",
    "cia": "compañía", "hnos": "hermanos", "vol": "volumen", "vols": "volúmenes", "fig": "figura", "figs": "figuras",
    "ej": "ejemplo", "ed": "edición", "máx": "máximo", "mín": "mínimo", "prom": "promedio", "izq": "izquierda",
    "izda": "izquierda", "dcha": "derecha", "pdte": "presidente", "pdta": "presidenta", "mons": "monseñor",
    "profa": "profesora", "mtra": "maestra", "dña": "doña", "admón": "administración", "atte": "atentamente",
    "apdo": "apartado", "pza": "plaza", "ctra": "carretera", "urb": "urbanización", "edif": "edificio",
    "esq": "esquina", "gob": "gobernador", "vs": "contra", "incl": "incluido", "cfr": "confróntese", "ibid": "ibídem",
    "op": "opus", "párr": "párrafo", "arts": "artículos", "hab": "habitantes", "bco": "banco", "col": "colonia",
    "mpio": "municipio", "edo": "estado", "univ": "universidad", "fund": "fundación", "sto": "santo", "sta": "santa",
    "fdo": "firmado", "dcho": "derecho", "kms": "kilómetros", "hrs": "horas", "mdp": "millones de pesos",
    "mdd": "millones de dólares", "av": "avenida", "calz": "calzada", "cda": "cucharada", "cdas": "cucharadas",
    "cdta": "cucharadita", "cdtas": "cucharaditas", "cdita": "cucharadita", "cditas": "cucharaditas",
    "izqda": "izquierda", "profr": "profesor", "profra": "profesora", "mty": "Monterrey", "temp": "temperatura",
    "lun": "lunes", "mié": "miércoles", "miérc": "miércoles", "jue": "jueves", "vie": "viernes", "sáb": "sábado",
    "dom": "domingo", "nte": "norte", "ote": "oriente", "pta": "peseta", "ptas": "pesetas",
    "sría": "secretaría", "srio": "secretario", "subsría": "subsecretaría",
}  # fmt: skip
# Believed only before a name.
BEFORE_NAME: Final = {
    "sr": "señor", "sra": "señora", "dr": "doctor", "dra": "doctora", "d": "don", "dn": "don", "av": "avenida",
    "ave": "avenida", "col": "colonia", "sto": "santo", "sta": "santa", "fr": "fray", "hno": "hermano",
    "hna": "hermana", "cap": "capitán", "gob": "gobernador", "sen": "senador", "dip": "diputado", "lic": "licenciado",
    "lcdo": "licenciado", "lcda": "licenciada", "ing": "ingeniero", "arq": "arquitecto", "prof": "profesor",
    "mtro": "maestro", "psic": "psicólogo", "abog": "abogado", "gral": "general", "rev": "reverendo",
    "pbro": "presbítero", "edo": "estado", "univ": "universidad", "fund": "fundación", "ed": "editorial",
    "op": "opus", "dto": "decreto", "esq": "esquina", "ma": "María", "fco": "Francisco", "gpe": "Guadalupe",
    "comte": "comandante", "cdte": "comandante", "st": "saint", "mr": "míster", "mrs": "míster", "ms": "miss",
    "jr": "júnior", "cda": "cerrada", "priv": "privada", "prol": "prolongación", "carr": "carretera", "v": "contra",
    "fracc": "fraccionamiento", "rep": "representante", "ft": "Fort", "mt": "Mount", "esc": "escuela",
    "insp": "inspector", "pres": "presidente", "vicepres": "vicepresidente", "hosp": "hospital",
    "vicealm": "vicealmirante", "sbtte": "subteniente", "subtte": "subteniente",
}  # fmt: skip
BEFORE_NUMBER: Final = {
    "cra": "carrera", "av": "avenida", "ext": "extensión", "cel": "celular", "num": "número", "no": "número",
    "nos": "números", "n": "número", "art": "artículo", "arts": "artículos", "p": "página", "pp": "páginas",
    "cap": "capítulo", "caps": "capítulos", "t": "tomo", "vol": "volumen", "km": "kilómetro", "op": "opus",
    "ref": "referencia", "exp": "expediente", "frac": "fracción", "inc": "inciso", "col": "columna", "s": "siglo",
    "ss": "siglos", "c": "calle", "lám": "lámina", "v": "versículo",
    "int": "interior", "fracc": "fracción", "apt": "apartamento", "apto": "apartamento", "prop": "proposición",
    "esc": "escalera", "temp": "temporada", "desp": "despacho", "carr": "carretera", "vv": "versículos", "min": "minuto", "mza": "manzana",
    "lte": "lote", "clín": "clínica",
}  # fmt: skip
AFTER_NUMBER: Final = {
    "hab": "habitantes",
    "min": "minutos",
    "seg": "segundos",
    "pts": "puntos",
    "uds": "unidades",
    "m": "metros",
    "mill": "millones",
    "pte": "poniente",
}
AFTER_NAME: Final = {
    "jr": "júnior",
    "inc": "incorporated",
    "corp": "corporation",
    "ltd": "limited",
    "ltda": "limitada",
    "co": "company",
    "bros": "brothers",
}
NEEDING_CONTEXT: Final = listed("sto sta cap gob edo fund ed op col hab caps arts")

# Believed only after a city and its comma.
STATES: Final = {
    "ags": "Aguascalientes", "camp": "Campeche", "chih": "Chihuahua", "chis": "Chiapas", "coah": "Coahuila",
    "col": "Colima", "dgo": "Durango", "gro": "Guerrero", "gto": "Guanajuato", "hgo": "Hidalgo", "jal": "Jalisco",
    "méx": "México", "mich": "Michoacán", "mor": "Morelos", "nay": "Nayarit", "oax": "Oaxaca", "pue": "Puebla",
    "qro": "Querétaro", "sin": "Sinaloa", "son": "Sonora", "tab": "Tabasco", "tamps": "Tamaulipas",
    "tlax": "Tlaxcala", "ver": "Veracruz", "yuc": "Yucatán", "zac": "Zacatecas",
}  # fmt: skip

# Bodies that are called honourable: “el H. Ayuntamiento”.
HONOURABLE: Final = (
    "Ayuntamiento|Cabildo|Cámara|Colegio|Comité|Congreso|Consejo|Cuerpo|Junta|Jurado|Legislatura|Senado|Tribunal"
)
# Offices whose holder is called a citizen: “el C. Presidente Municipal”.
CITIZENS: Final = (
    "Alcalde|Alcaldesa|Diputad[oa]|Director|Directora|Gobernador|Gobernadora|Juez|Jueza|President[ea]|Rector|Rectora|Regidor|"
    "Regidora|Secretari[oa]|Síndic[oa]"
)

# Titles that are written alike for women and men.
BOTH: Final = {
    "lic": ("licenciado", "licenciada"), "ing": ("ingeniero", "ingeniera"), "arq": ("arquitecto", "arquitecta"),
    "prof": ("profesor", "profesora"), "sen": ("senador", "senadora"), "dip": ("diputado", "diputada"),
    "gob": ("gobernador", "gobernadora"), "psic": ("psicólogo", "psicóloga"), "abog": ("abogado", "abogada"),
}  # fmt: skip
WOMEN: Final = listed(
    """
    María Claudia Ana Laura Carmen Guadalupe Margarita Rosa Martha Marta Patricia Sofía Lucía Paula Andrea Gabriela Alejandra Elena
    Silvia Verónica Adriana Mónica Beatriz Teresa Isabel Julia Cristina Sandra Norma Leticia Alicia Elizabeth Diana Daniela Valeria
    Fernanda Mariana Natalia Carolina Victoria Xóchitl Josefina Juana Irma Gloria Raquel Pilar Dolores Mercedes Luz Esther Ester Sara
    Susana Yolanda Lorena Rocío Olga Blanca Cecilia Angélica Lilia Lidia Eva Irene Inés Clara Marisol Nuria Rebeca Karla Karina Ivonne
    Delfina Layda Evelyn Marina Rosario Berenice Citlalli Ifigenia Elisa Emilia Camila Valentina Renata Ximena Regina Michelle Kamala
    """
)
MEN: Final = listed(
    """
    Juan José Luis Carlos Jesús Antonio Miguel Manuel Pedro Francisco Javier Jorge Alejandro Fernando Felipe Mariano Pablo Alberto
    Andrés Santiago Diego Rafael Ramón Enrique Alfonso Eduardo Ricardo Roberto Arturo Julio Raúl Sergio Mario Ignacio Joaquín Benito
    Emilio Álvaro Agustín Gonzalo Rodrigo Vicente Ángel Tomás Daniel David Quijote Martín Gabriel Óscar Víctor Hugo Guillermo Camilo
    """
)
