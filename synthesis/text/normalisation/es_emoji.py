"""Spanish names of the emoji that a message may consist of."""

from typing import Final

_NAMES: Final = {
    "❤": "corazón", "♥": "corazón", "💔": "corazón roto", "😀": "cara sonriente", "😃": "cara sonriente",
    "😄": "cara sonriente", "😁": "cara sonriente", "😊": "cara feliz", "🙂": "cara sonriente",
    "😂": "cara que llora de risa", "🤣": "cara que llora de risa", "😉": "guiño", "😍": "cara enamorada", "😘": "beso",
    "😎": "cara con lentes de sol", "😢": "cara triste", "😭": "llanto", "😡": "cara enojada", "😱": "cara de susto",
    "😮": "cara de sorpresa", "🤔": "cara pensativa", "😴": "cara dormida", "👍": "pulgar arriba", "👎": "pulgar abajo",
    "👏": "aplauso", "🙏": "manos juntas", "💪": "brazo fuerte", "👋": "saludo con la mano", "👀": "ojos", "🎉": "fiesta",
    "🔥": "fuego", "⭐": "estrella", "🌟": "estrella brillante", "✨": "destellos", "☀": "sol", "🌞": "sol", "🌙": "luna",
    "🌈": "arcoíris", "🌧": "lluvia", "❄": "copo de nieve", "🌍": "planeta Tierra", "🌎": "planeta Tierra",
    "🌏": "planeta Tierra", "🐶": "perro", "🐱": "gato", "🦋": "mariposa", "🌸": "flor", "🌹": "rosa", "🌳": "árbol",
    "🍎": "manzana", "🍕": "pizza", "🎂": "pastel", "⚽": "pelota de futbol", "🏀": "pelota de baloncesto",
    "⚾": "pelota de beisbol", "🏆": "trofeo", "🥇": "medalla de oro", "🚀": "cohete", "✈": "avión", "🚗": "coche",
    "🎵": "nota musical", "📷": "cámara", "📚": "libros", "💡": "foco", "✅": "correcto", "❌": "incorrecto",
    "⚠": "advertencia", "❓": "pregunta", "❗": "atención", "💯": "cien", "👑": "corona", "🎓": "birrete", "🏫": "escuela",
    "🏠": "casa",
}  # fmt: skip


def name(emoji: str) -> str:
    """The name of one emoji, or "" where it has none."""
    return _NAMES.get(emoji, "")
