const ar = {
  "sheet": "ورقة الغياب الشهرية",
  "previous": "الشهر السابق",
  "next": "الشهر الموالي",
  "none": "لا تلميذ في هذه الورقة",
  "rate": "نسبة الحضور",
  "study": "أنصاف أيام الدراسة",
  "missing": "سجلات لم تُسجل",
  "halfDays": "أنصاف أيام الغياب",
  "daysUnjustified": "أيام غير مبررة",
  "hoursUnjustified": "ساعات غير مبررة",
  "daysJustified": "أيام مبررة",
  "hoursJustified": "ساعات مبررة",
  "hoursUndecided": "ساعات غير مبتوت فيها",
  "late": "مرات التأخر",
  "alert.RISK": "خطر",
  "alert.CRITICAL": "حرج",
} as const;

export default ar;
