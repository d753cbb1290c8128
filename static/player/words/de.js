// @ts-check
/** German. */
export const WORDS = {
  listen: 'Anhören', waiting: 'Einen Moment …', failed: 'Das kann gerade nicht vorgelesen werden.', level: 'Stufe',
  pause: 'Pause', resume: 'Weiter', again: 'Noch einmal versuchen', player: 'Vorlese-Player', previous: 'Satz zurück',
  next: 'Nächster Satz', slower: 'Langsamer', faster: 'Schneller', position: 'Stelle', of: 'von', more: 'Mehr',
  close: 'Player schließen', back: 'Zurück zur Stimme', repeat: 'Noch einmal vorlesen', paragraph_back: 'Absatz zurück',
  paragraph_on: 'Nächster Absatz', here: 'Ab hier vorlesen', follow: 'Seite mitbewegen', learner: 'Nach jedem Satz warten',
  onward: 'Weiterlesen', line: 'Den Rest abdunkeln', taps: 'Text antippen zum Hören', keys: 'Tasten im Player',
  small: 'Kleiner Player', light: 'Aufleuchten', both: 'Satz und Wort', sentence: 'Satz', word: 'Wort', none: 'Nichts',
  volume: 'Lautstärke', download: 'Herunterladen', preparing: 'Wird vorbereitet …', report: 'Das klang falsch',
  upcoming: 'Als Nächstes', stay: 'Hier bleiben',
};
