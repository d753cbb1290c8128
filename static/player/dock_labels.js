// @ts-check
/**
 * The player's words, by the languages of labels.js.
 * @import {Labels} from './types.js'
 */

/** @type {Record<string, Labels>} */
export const DOCK_LABELS = {
  en: {
    pause: 'Pause', resume: 'Go on', player: 'Read-along player', previous: 'Previous sentence', next: 'Next sentence',
    position: 'Position', of: 'of', speed: 'Speed', close: 'Close the player', back: 'Back to the voice',
  },
  es: {
    pause: 'Pausa', resume: 'Seguir', player: 'Reproductor de lectura', previous: 'Frase anterior', next: 'Frase siguiente',
    position: 'Posición', of: 'de', speed: 'Velocidad', close: 'Cerrar el reproductor', back: 'Volver a la voz',
  },
};
