// @ts-check
/** Spanish. */
export const WORDS = {
  listen: 'Escuchar', waiting: 'Un momento…', failed: 'Ahora no se puede leer en voz alta.', level: 'Nivel',
  pause: 'Pausa', resume: 'Seguir', again: 'Probar otra vez', player: 'Reproductor de lectura', previous: 'Frase anterior',
  next: 'Frase siguiente', slower: 'Más despacio', faster: 'Más rápido', position: 'Posición', of: 'de', more: 'Más',
  close: 'Cerrar el reproductor', back: 'Volver a la voz',
  repeat: 'Dilo otra vez', paragraph_back: 'Párrafo anterior', paragraph_on: 'Párrafo siguiente', here: 'Leer desde aquí',
  follow: 'Mover la página', learner: 'Esperar tras cada frase', onward: 'Seguir leyendo', line: 'Oscurecer lo demás',
  taps: 'Tocar el texto para oírlo', keys: 'Teclas del reproductor', small: 'Reproductor pequeño', light: 'Iluminar',
  both: 'Frase y palabra', sentence: 'Frase', word: 'Palabra', none: 'Nada', volume: 'Volumen', download: 'Descargar',
  preparing: 'Preparando…', report: 'Eso sonó mal',
  upcoming: 'A continuación', stay: 'Quedarme aquí',
};
