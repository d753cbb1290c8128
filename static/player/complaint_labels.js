// @ts-check
/** What is said when something sounded wrong, in every language of ours: short words, since children read them. */

/** @typedef {{which: string, whole: string, thanks: string, lost: string}} ComplaintWords */

/** @type {Record<string, ComplaintWords>} */
export const COMPLAINT_LABELS = {
  ar: {which: 'أي كلمة لم تُنطق جيدًا؟', whole: 'الجملة كلها', thanks: 'شكرًا! سيستمع إليها أحدنا.', lost: 'لم يصل ذلك. حاول لاحقًا.'},
  de: {which: 'Welches Wort klang falsch?', whole: 'Der ganze Satz', thanks: 'Danke! Jemand hört es sich an.', lost: 'Das kam nicht an. Versuch es später noch einmal.'},
  en: {which: 'Which word sounded wrong?', whole: 'The whole sentence', thanks: 'Thank you! Somebody will listen to it.', lost: 'That did not arrive. Try again later.'},
  es: {which: '¿Qué palabra sonó mal?', whole: 'Toda la frase', thanks: '¡Gracias! Alguien lo escuchará.', lost: 'No ha llegado. Inténtalo más tarde.'},
  fr: {which: 'Quel mot sonnait faux ?', whole: 'Toute la phrase', thanks: 'Merci ! Quelqu’un va l’écouter.', lost: 'Ce n’est pas arrivé. Réessaie plus tard.'},
  he: {which: 'איזו מילה נשמעה לא נכון?', whole: 'כל המשפט', thanks: 'תודה! מישהו יקשיב לזה.', lost: 'זה לא הגיע. אפשר לנסות שוב אחר כך.'},
  it: {which: 'Quale parola suonava male?', whole: 'Tutta la frase', thanks: 'Grazie! Qualcuno la ascolterà.', lost: 'Non è arrivato. Riprova più tardi.'},
  ja: {which: 'どのことばがへんでしたか？', whole: '文ぜんぶ', thanks: 'ありがとう！だれかが聞いてみます。', lost: 'とどきませんでした。あとでもう一度ためしてね。'},
  nl: {which: 'Welk woord klonk verkeerd?', whole: 'De hele zin', thanks: 'Dank je! Iemand luistert ernaar.', lost: 'Het kwam niet aan. Probeer het later nog eens.'},
  pl: {which: 'Które słowo brzmiało źle?', whole: 'Całe zdanie', thanks: 'Dziękujemy! Ktoś tego posłucha.', lost: 'Nie dotarło. Spróbuj później.'},
  pt: {which: 'Que palavra soou mal?', whole: 'A frase toda', thanks: 'Obrigado! Alguém vai ouvir.', lost: 'Não chegou. Tente de novo mais tarde.'},
  ru: {which: 'Какое слово прозвучало неправильно?', whole: 'Всё предложение', thanks: 'Спасибо! Кто-нибудь это послушает.', lost: 'Не дошло. Попробуй позже.'},
  sv: {which: 'Vilket ord lät fel?', whole: 'Hela meningen', thanks: 'Tack! Någon lyssnar på det.', lost: 'Det kom inte fram. Försök igen senare.'},
  tr: {which: 'Hangi kelime yanlıştı?', whole: 'Bütün cümle', thanks: 'Teşekkürler! Birisi dinleyecek.', lost: 'Ulaşmadı. Daha sonra yeniden dene.'},
  uk: {which: 'Яке слово прозвучало неправильно?', whole: 'Усе речення', thanks: 'Дякуємо! Хтось це послухає.', lost: 'Не дійшло. Спробуй пізніше.'},
  zh: {which: '哪个词听起来不对？', whole: '整个句子', thanks: '谢谢！会有人来听的。', lost: '没有送到。请稍后再试。'},
};
