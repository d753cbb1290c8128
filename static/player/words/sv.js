// @ts-check
/** Swedish. */
export const WORDS = {
  listen: 'Lyssna', waiting: 'Ett ögonblick…', failed: 'Det går inte att läsa upp just nu.', level: 'Nivå', pause: 'Pausa',
  resume: 'Fortsätt', again: 'Försök igen', player: 'Uppläsning', previous: 'Föregående mening', next: 'Nästa mening',
  slower: 'Långsammare', faster: 'Snabbare', position: 'Plats', of: 'av', more: 'Mer', close: 'Stäng spelaren',
  back: 'Tillbaka till rösten', repeat: 'Säg det igen', paragraph_back: 'Föregående stycke', paragraph_on: 'Nästa stycke',
  here: 'Läs härifrån', follow: 'Flytta sidan med rösten', learner: 'Vänta efter varje mening', onward: 'Läs vidare',
  line: 'Gör resten mörkt', taps: 'Tryck på texten för att höra', keys: 'Spelarens tangenter', small: 'Liten spelare',
  light: 'Lys upp', both: 'Mening och ord', sentence: 'Mening', word: 'Ord', none: 'Inget', volume: 'Volym',
  download: 'Ladda ner', preparing: 'Görs i ordning…', report: 'Det lät fel',
  upcoming: 'Härnäst', stay: 'Stanna här',
};
