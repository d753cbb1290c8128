// @ts-check
/** French. */
export const WORDS = {
  listen: 'Écouter', waiting: 'Un instant…', failed: 'La lecture à voix haute ne marche pas pour le moment.', level: 'Niveau',
  pause: 'Pause', resume: 'Continuer', again: 'Réessayer', player: 'Lecteur audio', previous: 'Phrase précédente',
  next: 'Phrase suivante', slower: 'Moins vite', faster: 'Plus vite', position: 'Position', of: 'sur', more: 'Plus',
  close: 'Fermer le lecteur', back: 'Revenir à la voix', repeat: 'Redis-le', paragraph_back: 'Paragraphe précédent',
  paragraph_on: 'Paragraphe suivant', here: 'Lire à partir d’ici', follow: 'Faire avancer la page',
  learner: 'Attendre après chaque phrase', onward: 'Continuer à lire', line: 'Assombrir le reste',
  taps: 'Toucher le texte pour l’écouter', keys: 'Touches du lecteur', small: 'Petit lecteur', light: 'Surligner',
  both: 'Phrase et mot', sentence: 'Phrase', word: 'Mot', none: 'Rien', volume: 'Volume', download: 'Télécharger',
  preparing: 'Préparation…', report: 'Ça sonnait faux',
  upcoming: 'À suivre', stay: 'Rester ici',
};
