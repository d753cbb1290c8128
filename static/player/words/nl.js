// @ts-check
/** Dutch. */
export const WORDS = {
  listen: 'Luisteren', waiting: 'Een moment…', failed: 'Dit kan nu niet worden voorgelezen.', level: 'Niveau', pause: 'Pauze',
  resume: 'Verder', again: 'Probeer opnieuw', player: 'Voorleesspeler', previous: 'Vorige zin', next: 'Volgende zin',
  slower: 'Langzamer', faster: 'Sneller', position: 'Plaats', of: 'van', more: 'Meer', close: 'Speler sluiten',
  back: 'Terug naar de stem', repeat: 'Nog een keer', paragraph_back: 'Vorige alinea', paragraph_on: 'Volgende alinea',
  here: 'Vanaf hier voorlezen', follow: 'Pagina laten meebewegen', learner: 'Wachten na elke zin', onward: 'Verder lezen',
  line: 'De rest donker maken', taps: 'Tik op de tekst om te luisteren', keys: 'Toetsen van de speler', small: 'Kleine speler',
  light: 'Oplichten', both: 'Zin en woord', sentence: 'Zin', word: 'Woord', none: 'Niets', volume: 'Volume',
  download: 'Downloaden', preparing: 'Wordt klaargezet…', report: 'Dat klonk verkeerd',
  upcoming: 'Hierna', stay: 'Hier blijven',
};
