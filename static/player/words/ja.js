// @ts-check
/** Japanese. */
export const WORDS = {
  listen: 'きく', waiting: 'ちょっとまってね…', failed: 'いまは よみあげられません。', level: 'レベル', pause: 'とめる', resume: 'つづける', again: 'もういちど ためす',
  player: 'よみあげプレーヤー', previous: 'まえの文', next: 'つぎの文', slower: 'ゆっくり', faster: 'はやく', position: 'いち', of: '/', more: 'もっと',
  close: 'プレーヤーをとじる', back: 'よんでいるところへ もどる', repeat: 'もういちど きく', paragraph_back: 'まえの段落', paragraph_on: 'つぎの段落', here: 'ここから よむ',
  follow: 'ページを うごかす', learner: '一文ずつ まつ', onward: 'つづきを よむ', line: 'ほかを くらくする', taps: '文字を さわって きく', keys: 'プレーヤーのキー',
  small: '小さいプレーヤー', light: 'ひからせる', both: '文とことば', sentence: '文', word: 'ことば', none: 'なし', volume: 'おんりょう', download: 'ダウンロード',
  preparing: 'じゅんびしています…', report: 'よみかたが へん',
  upcoming: 'つぎ', stay: 'ここにいる',
};
