// @ts-check
/** Polish. */
export const WORDS = {
  listen: 'Posłuchaj', waiting: 'Chwileczkę…', failed: 'Teraz nie da się tego przeczytać na głos.', level: 'Poziom',
  pause: 'Pauza', resume: 'Dalej', again: 'Spróbuj jeszcze raz', player: 'Odtwarzacz czytania', previous: 'Poprzednie zdanie',
  next: 'Następne zdanie', slower: 'Wolniej', faster: 'Szybciej', position: 'Miejsce', of: 'z', more: 'Więcej',
  close: 'Zamknij odtwarzacz', back: 'Wróć do głosu', repeat: 'Powtórz', paragraph_back: 'Poprzedni akapit',
  paragraph_on: 'Następny akapit', here: 'Czytaj od tego miejsca', follow: 'Przesuwaj stronę', learner: 'Czekaj po każdym zdaniu',
  onward: 'Czytaj dalej', line: 'Przyciemnij resztę', taps: 'Dotknij tekstu, żeby go usłyszeć', keys: 'Klawisze odtwarzacza',
  small: 'Mały odtwarzacz', light: 'Podświetlaj', both: 'Zdanie i słowo', sentence: 'Zdanie', word: 'Słowo', none: 'Nic',
  volume: 'Głośność', download: 'Pobierz', preparing: 'Przygotowuję…', report: 'To źle zabrzmiało',
  upcoming: 'Następne', stay: 'Zostań tutaj',
};
