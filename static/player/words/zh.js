// @ts-check
/** Chinese. */
export const WORDS = {
  listen: '听一听', waiting: '请稍等…', failed: '现在还不能朗读。', level: '级别', pause: '暂停', resume: '继续', again: '再试一次', player: '朗读播放器',
  previous: '上一句', next: '下一句', slower: '慢一点', faster: '快一点', position: '位置', of: '/', more: '更多', close: '关闭播放器',
  back: '回到正在读的地方', repeat: '再读一遍', paragraph_back: '上一段', paragraph_on: '下一段', here: '从这里开始读', follow: '页面跟着声音走',
  learner: '每句读完等一等', onward: '继续读', line: '把其他部分变暗', taps: '点一点文字就能听', keys: '播放器按键', small: '小播放器', light: '点亮', both: '句子和词语',
  sentence: '句子', word: '词语', none: '不点亮', volume: '音量', download: '下载', preparing: '正在准备…', report: '这里读得不对',
  upcoming: '下一篇', stay: '留在这里',
};
