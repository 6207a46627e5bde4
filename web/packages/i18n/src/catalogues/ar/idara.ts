const ar = {
  "place.home": "الرئيسية",
  "place.classes": "الأقسام",
  "place.timetable": "استعمال الزمن",
  "place.attendance": "الغياب",
  "place.marks": "النقط",
  "place.staff": "الأطر",
  "place.transfers": "الانتقالات",
  "place.imports": "الملفات",
  "place.codes": "الرموز",
  "place.places": "المؤسسات",
  "place.officers": "الحسابات",
  "place.more": "المزيد",
  "account": "حسابي",
  "account.text": "اللغة والمظهر وكلمة المرور والجلسات",

  "waiting": "ما ينتظر قرارك",
  "waiting.justifications": { zero: "لا تبرير ينتظر", one: "تبرير واحد ينتظر", two: "تبريران ينتظران", few: "{n} تبريرات تنتظر", many: "{n} تبريرًا ينتظر", other: "{n} تبرير ينتظر" },
  "waiting.corrections": { zero: "لا تصحيح ينتظر", one: "تصحيح واحد ينتظر", two: "تصحيحان ينتظران", few: "{n} تصحيحات تنتظر", many: "{n} تصحيحًا ينتظر", other: "{n} تصحيح ينتظر" },
  "waiting.transfers": { zero: "لا انتقال ينتظر", one: "انتقال واحد ينتظر", two: "انتقالان ينتظران", few: "{n} انتقالات تنتظر", many: "{n} انتقالًا ينتظر", other: "{n} انتقال ينتظر" },
} as const;

export default ar;
