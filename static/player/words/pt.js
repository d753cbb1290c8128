// @ts-check
/** Portuguese. */
export const WORDS = {
  listen: 'Ouvir', waiting: 'Um momento…', failed: 'Agora não dá para ler em voz alta.', level: 'Nível', pause: 'Pausa',
  resume: 'Continuar', again: 'Tentar de novo', player: 'Leitor em voz alta', previous: 'Frase anterior', next: 'Próxima frase',
  slower: 'Mais devagar', faster: 'Mais rápido', position: 'Posição', of: 'de', more: 'Mais', close: 'Fechar o leitor',
  back: 'Voltar à voz', repeat: 'Repetir', paragraph_back: 'Parágrafo anterior', paragraph_on: 'Próximo parágrafo',
  here: 'Ler a partir daqui', follow: 'Mover a página', learner: 'Esperar após cada frase', onward: 'Continuar a ler',
  line: 'Escurecer o resto', taps: 'Tocar no texto para ouvir', keys: 'Teclas do leitor', small: 'Leitor pequeno',
  light: 'Iluminar', both: 'Frase e palavra', sentence: 'Frase', word: 'Palavra', none: 'Nada', volume: 'Volume',
  download: 'Baixar', preparing: 'Preparando…', report: 'Isso soou errado',
  upcoming: 'A seguir', stay: 'Ficar aqui',
};
