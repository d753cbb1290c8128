// @ts-check
/** Hebrew. */
export const WORDS = {
  listen: 'להאזין', waiting: 'רגע…', failed: 'אי אפשר להקריא את זה עכשיו.', level: 'רמה', pause: 'הפסקה', resume: 'להמשיך',
  again: 'לנסות שוב', player: 'נגן ההקראה', previous: 'המשפט הקודם', next: 'המשפט הבא', slower: 'לאט יותר', faster: 'מהר יותר',
  position: 'מיקום', of: 'מתוך', more: 'עוד', close: 'לסגור את הנגן', back: 'חזרה אל הקול', repeat: 'להגיד שוב',
  paragraph_back: 'הפסקה הקודמת', paragraph_on: 'הפסקה הבאה', here: 'לקרוא מכאן', follow: 'להזיז את הדף',
  learner: 'לחכות אחרי כל משפט', onward: 'להמשיך לקרוא', line: 'להחשיך את השאר', taps: 'לגעת בטקסט כדי לשמוע', keys: 'מקשי הנגן',
  small: 'נגן קטן', light: 'להאיר', both: 'משפט ומילה', sentence: 'משפט', word: 'מילה', none: 'כלום', volume: 'עוצמת הקול',
  download: 'להוריד', preparing: 'מכינים…', report: 'זה נשמע לא נכון',
  upcoming: 'הבא בתור', stay: 'להישאר כאן',
};
