package errs

import (
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// timetableMessages are the texts of reasons 500..599: lessons, rooms, hours.
var timetableMessages = map[errorsv1.Reason]text{
	errorsv1.Reason_WEEK_INVALID: {
		"هذا الأسبوع غير صحيح[: {1}]. المرجو كتابته على شكل \u20682026-W48\u2069.",
		"Cette semaine n'est pas valable[ : {1}]. Écrivez-la comme 2026-W48.",
	},
	errorsv1.Reason_LESSON_NOT_FOUND: {
		"لم نجد هذه الحصة. المرجو اختيارها من استعمال الزمن.",
		"Nous n'avons pas trouvé cette séance. Choisissez-la dans l'emploi du temps.",
	},
	errorsv1.Reason_LESSON_FROZEN: {
		"تم تسجيل الحضور في هذه الحصة، ولا يمكن تغييرها.",
		"L'appel de cette séance est déjà fait : elle ne peut plus être modifiée.",
	},
	errorsv1.Reason_LESSON_CANCELLED: {
		"هذه الحصة ملغاة، ولا يسجل فيها الحضور.",
		"Cette séance est annulée : on n'y fait pas l'appel.",
	},
	errorsv1.Reason_LESSON_CHANGE_INVALID: {
		"هذا التغيير غير ممكن. المرجو تحديد يوم وحصة، أو أستاذ، أو قاعة.",
		"Ce changement n'est pas possible. Indiquez un jour et une heure, un enseignant ou une salle.",
	},
	errorsv1.Reason_TIMETABLE_CONFLICT: {
		"تتعارض هذه الحصة مع حصة أخرى[: {1}]. المرجو اختيار وقت أو أستاذ أو قاعة أخرى.",
		"Cette séance en gêne une autre[ : {1}]. Choisissez une autre heure, un autre enseignant ou une autre salle.",
	},
	errorsv1.Reason_LESSON_STALE: {
		"غير شخص آخر هذه الحصة في هذه الأثناء، وأصبحت[: {1}]. المرجو تحيين استعمال الزمن ثم إعادة المحاولة.",
		"Quelqu'un d'autre a changé cette séance entre-temps[ ; la voici : {1}]. Actualisez l'emploi du temps, puis réessayez.",
	},
	errorsv1.Reason_SLOT_NOT_FOUND: {
		"لم نجد هذه الحصة الأسبوعية. المرجو تحيين استعمال الزمن ثم إعادة المحاولة.",
		"Nous n'avons pas trouvé cette séance hebdomadaire. Actualisez l'emploi du temps, puis réessayez.",
	},
	errorsv1.Reason_PERIOD_UNKNOWN: {
		"لا توجد هذه الحصة في توقيت المؤسسة[: {1}].",
		"Cette heure n'existe pas dans l'horaire de l'établissement[ : {1}].",
	},
	errorsv1.Reason_ROOM_NOT_FOUND: {
		"لم نجد هذه القاعة[: {1}]. المرجو إضافتها إلى لائحة القاعات أو اختيار غيرها.",
		"Nous n'avons pas trouvé cette salle[ : {1}]. Ajoutez-la à la liste des salles ou choisissez-en une autre.",
	},
	errorsv1.Reason_ROOM_IN_USE: {
		"توجد حصص مبرمجة في هذه القاعة[: {1}]. المرجو نقلها أولا.",
		"Des séances sont prévues dans cette salle[ : {1}]. Déplacez-les d'abord.",
	},
	errorsv1.Reason_ROOM_NAME_INVALID: {
		"اسم القاعة غير صحيح[: {1}].",
		"Le nom de cette salle n'est pas valable[ : {1}].",
	},
	errorsv1.Reason_BELL_SCHEDULE_INVALID: {
		"توقيت الحصص غير صحيح[: {1}]. يجب أن تكون الحصص مرتبة ودون تداخل.",
		"Cet horaire n'est pas valable[ : {1}]. Les heures doivent se suivre sans se chevaucher.",
	},
	errorsv1.Reason_BELL_SCHEDULE_NOT_FOUND: {
		"لم نجد هذا التوقيت. المرجو تحيين اللائحة ثم إعادة المحاولة.",
		"Nous n'avons pas trouvé cet horaire. Actualisez la liste, puis réessayez.",
	},
	errorsv1.Reason_EVENT_NOT_FOUND: {
		"لم نجد هذا الحدث. المرجو تحيين اللائحة ثم إعادة المحاولة.",
		"Nous n'avons pas trouvé cet événement. Actualisez la liste, puis réessayez.",
	},
	errorsv1.Reason_EVENT_EXISTS: {
		"يوجد حدث يوقف الدراسة في هذه الأيام لنفس الأقسام.",
		"Un événement suspend déjà les séances de ces classes ces jours-là.",
	},
	errorsv1.Reason_FEED_NOT_FOUND: {
		"لم يعد رابط استعمال الزمن هذا صالحا. المرجو إنشاء رابط جديد من التطبيق.",
		"Cette adresse de calendrier n'est plus valable. Créez-en une nouvelle dans l'application.",
	},
	errorsv1.Reason_TEACHER_UNKNOWN: {
		"هذا الأستاذ غير موجود في لائحة أطر المؤسسة[: {1}].",
		"Cet enseignant n'est pas dans la liste du personnel de l'établissement[ : {1}].",
	},
	errorsv1.Reason_CLASS_UNKNOWN: {
		"هذا القسم غير موجود في المؤسسة[: {1}].",
		"Cette classe n'existe pas dans l'établissement[ : {1}].",
	},
	errorsv1.Reason_GROUP_UNKNOWN: {
		"هذه المجموعة غير معروفة في القسم[: {1}].",
		"Ce groupe n'est pas connu dans la classe[ : {1}].",
	},
	errorsv1.Reason_DAY_UNKNOWN: {
		"لم نتعرف على اليوم[: {1}].",
		"Ce jour n'est pas reconnu[ : {1}].",
	},
	errorsv1.Reason_FILE_NOT_TIMETABLE: {
		"هذا الملف ليس استعمال زمن بصيغة \u2068FET\u2069 أو \u2068CSV\u2069.",
		"Ce fichier n'est pas un emploi du temps au format FET ou CSV.",
	},
	errorsv1.Reason_LINE_INVALID: {
		"تعذر فهم هذا السطر[: {1}].",
		"Cette ligne n'a pas pu être lue[ : {1}].",
	},
	errorsv1.Reason_TEACHER_NOT_ASSIGNED: {
		"هذا الأستاذ غير مكلف بعد بتدريس هذه المادة لهذا القسم[: {1}]. المرجو إسنادها إليه.",
		"Cet enseignant n'est pas encore chargé de cette matière dans cette classe[ : {1}]. Affectez-la-lui.",
	},
	errorsv1.Reason_CLASS_WITHOUT_LESSONS: {
		"أقسام لا توجد حصصها في الملف تبقى حصصها الحالية كما هي[: {1}].",
		"Les classes absentes du fichier gardent leurs séances actuelles[ : {1}].",
	},
}
