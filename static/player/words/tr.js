// @ts-check
/** Turkish. */
export const WORDS = {
  listen: 'Dinle', waiting: 'Bir dakika…', failed: 'Şu anda sesli okunamıyor.', level: 'Seviye', pause: 'Duraklat',
  resume: 'Devam et', again: 'Yeniden dene', player: 'Sesli okuma', previous: 'Önceki cümle', next: 'Sonraki cümle',
  slower: 'Daha yavaş', faster: 'Daha hızlı', position: 'Konum', of: '/', more: 'Daha fazla', close: 'Oynatıcıyı kapat',
  back: 'Sese dön', repeat: 'Bir daha söyle', paragraph_back: 'Önceki paragraf', paragraph_on: 'Sonraki paragraf',
  here: 'Buradan oku', follow: 'Sayfayı kaydır', learner: 'Her cümleden sonra bekle', onward: 'Okumaya devam et',
  line: 'Geri kalanı karart', taps: 'Dinlemek için metne dokun', keys: 'Oynatıcı tuşları', small: 'Küçük oynatıcı',
  light: 'Aydınlat', both: 'Cümle ve kelime', sentence: 'Cümle', word: 'Kelime', none: 'Hiçbiri', volume: 'Ses düzeyi',
  download: 'İndir', preparing: 'Hazırlanıyor…', report: 'Bu yanlış okundu',
  upcoming: 'Sıradaki', stay: 'Burada kal',
};
