// @ts-check
/** Italian. */
export const WORDS = {
  listen: 'Ascolta', waiting: 'Un momento…', failed: 'Adesso non si può leggere ad alta voce.', level: 'Livello', pause: 'Pausa',
  resume: 'Continua', again: 'Riprova', player: 'Lettore audio', previous: 'Frase precedente', next: 'Frase successiva',
  slower: 'Più lento', faster: 'Più veloce', position: 'Posizione', of: 'di', more: 'Altro', close: 'Chiudi il lettore',
  back: 'Torna alla voce', repeat: 'Ripeti', paragraph_back: 'Paragrafo precedente', paragraph_on: 'Paragrafo successivo',
  here: 'Leggi da qui', follow: 'Muovi la pagina', learner: 'Aspetta dopo ogni frase', onward: 'Continua a leggere',
  line: 'Scurisci il resto', taps: 'Tocca il testo per ascoltarlo', keys: 'Tasti del lettore', small: 'Lettore piccolo',
  light: 'Illumina', both: 'Frase e parola', sentence: 'Frase', word: 'Parola', none: 'Niente', volume: 'Volume',
  download: 'Scarica', preparing: 'Un attimo, lo preparo…', report: 'Suonava male',
  upcoming: 'Il prossimo', stay: 'Resta qui',
};
