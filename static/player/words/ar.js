// @ts-check
/** Arabic. */
export const WORDS = {
  listen: 'استمع', waiting: 'لحظة…', failed: 'لا يمكن قراءة هذا بصوت عالٍ الآن.', level: 'المستوى', pause: 'إيقاف مؤقت',
  resume: 'تابع', again: 'حاول مرة أخرى', player: 'مشغّل القراءة', previous: 'الجملة السابقة', next: 'الجملة التالية',
  slower: 'أبطأ', faster: 'أسرع', position: 'الموضع', of: 'من', more: 'المزيد', close: 'أغلق المشغّل', back: 'العودة إلى الصوت',
  repeat: 'أعد القراءة', paragraph_back: 'الفقرة السابقة', paragraph_on: 'الفقرة التالية', here: 'اقرأ من هنا',
  follow: 'حرّك الصفحة مع الصوت', learner: 'انتظر بعد كل جملة', onward: 'تابع القراءة', line: 'عتّم الباقي',
  taps: 'المس النص لتسمعه', keys: 'مفاتيح المشغّل', small: 'مشغّل صغير', light: 'إضاءة', both: 'الجملة والكلمة',
  sentence: 'الجملة', word: 'الكلمة', none: 'لا شيء', volume: 'مستوى الصوت', download: 'تنزيل', preparing: 'جارٍ التحضير…',
  report: 'هذا لم يُقرأ جيدًا',
  upcoming: 'التالي', stay: 'البقاء هنا',
};
