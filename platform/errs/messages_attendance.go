package errs

import (
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// attendanceMessages are the texts of reasons 600..699: registers, absences, justifications.
var attendanceMessages = map[errorsv1.Reason]text{
	errorsv1.Reason_REGISTER_EARLY: {
		"لم يحن وقت هذه الحصة بعد. يفتح سجل الحضور قبيل بدايتها.",
		"Cette séance n'est pas encore proche : l'appel s'ouvre peu avant son début.",
	},
	errorsv1.Reason_LATE_REASON_REQUIRED: {
		"انتهت مدة تسجيل الحضور. المرجو كتابة سبب التأخر في التسجيل.",
		"Le délai de l'appel est passé. Indiquez la raison de ce retard.",
	},
	errorsv1.Reason_REGISTER_CLOSED: {
		"أغلق سجل الحضور لهذه الحصة. المرجو الاتصال بالإدارة.",
		"L'appel de cette séance est clos. Adressez-vous à l'administration.",
	},
	errorsv1.Reason_STUDENT_NOT_IN_LESSON: {
		"هذا التلميذ لا ينتمي إلى هذه الحصة.",
		"Cet élève ne fait pas partie de cette séance.",
	},
	errorsv1.Reason_STUDENT_TWICE: {
		"ورد هذا التلميذ مرتين.",
		"Cet élève figure deux fois.",
	},
	errorsv1.Reason_MINUTES_LATE_INVALID: {
		"عدد دقائق التأخر غير صحيح: يكتب للمتأخر وحده، ولا يتجاوز أربع ساعات.",
		"Le nombre de minutes n'est pas valable : il s'écrit pour un retard seulement, quatre heures au plus.",
	},
	errorsv1.Reason_JUSTIFICATION_NOT_FOUND: {
		"لم نجد هذا التبرير. المرجو تحيين اللائحة ثم إعادة المحاولة.",
		"Nous n'avons pas trouvé ce justificatif. Actualisez la liste, puis réessayez.",
	},
	errorsv1.Reason_JUSTIFICATION_EXISTS: {
		"يوجد تبرير لهذه الأيام. المرجو مراجعته بدل إرسال تبرير جديد.",
		"Un justificatif existe déjà pour ces jours. Consultez-le au lieu d'en envoyer un autre.",
	},
	errorsv1.Reason_JUSTIFICATION_DECIDED: {
		"سبق للإدارة أن قررت في هذا التبرير[: {1}].",
		"L'administration a déjà décidé de ce justificatif[ : {1}].",
	},
	errorsv1.Reason_DOCUMENT_NOT_FOUND: {
		"لم نجد هذه الوثيقة، أو انتهت صلاحية الرابط. المرجو فتحها من جديد.",
		"Nous n'avons pas trouvé ce document, ou son lien a expiré. Ouvrez-le de nouveau.",
	},
	errorsv1.Reason_DOCUMENT_TYPE: {
		"نوع الوثيقة غير مقبول. المرجو إرسال صورة أو ملف مكتبي محمول.",
		"Ce type de document n'est pas accepté. Envoyez une photo JPEG ou PNG, ou un PDF.",
	},
	errorsv1.Reason_DOCUMENT_TOO_LARGE: {
		"حجم الوثيقة كبير جدا[: الحد هو {1}]. المرجو إرسال صورة أصغر.",
		"Ce document est trop lourd[ : la limite est de {1}]. Envoyez une image plus petite.",
	},
	errorsv1.Reason_MONTH_INVALID: {
		"هذا الشهر غير صحيح[: {1}]. المرجو كتابته على شكل \u20682026-10\u2069.",
		"Ce mois n'est pas valable[ : {1}]. Écrivez-le comme 2026-10.",
	},
	errorsv1.Reason_NO_ABSENCES: {
		"لم يتغيب التلميذ في هذه الأيام.",
		"Cet élève n'a pas été absent pendant ces jours.",
	},
	errorsv1.Reason_LETTER_NOT_FOUND: {
		"لم نجد هذه المراسلة. المرجو تحيين اللائحة ثم إعادة المحاولة.",
		"Nous n'avons pas trouvé cette lettre. Actualisez la liste, puis réessayez.",
	},
	errorsv1.Reason_LETTER_RENDERER_MISSING: {
		"لا يمكن إنشاء المراسلات حاليا على هذا الخادم. المرجو إبلاغ المسؤول التقني.",
		"Ce serveur ne peut pas produire de lettres pour le moment. Prévenez le responsable technique.",
	},
	errorsv1.Reason_MONTH_HAS_REGISTERS: {
		"توجد سجلات حضور لهذا الشهر تعطي عددا آخر[: {1}].",
		"Des appels existent pour ce mois et donnent un autre nombre[ : {1}].",
	},
	errorsv1.Reason_FIGURE_REPLACED: {
		"كان هنا عدد آخر من ملف سابق[: {1}]، وقد حل محله هذا العدد.",
		"Un fichier précédent donnait un autre nombre[ : {1}] ; celui-ci le remplace.",
	},
	errorsv1.Reason_NUMBER_INVALID: {
		"هذا العدد غير صحيح[: {1}].",
		"Ce nombre n'est pas valable[ : {1}].",
	},
	errorsv1.Reason_STUDENT_NOT_IN_CLASS: {
		"هذا التلميذ لا ينتمي إلى هذا القسم[: {1}].",
		"Cet élève n'est pas dans cette classe[ : {1}].",
	},
	errorsv1.Reason_JUSTIFICATION_TOO_EARLY: {
		"لا يمكن الإخبار بغياب قبل هذه المدة كلها[: الحد هو {1} يوما].",
		"Cette absence ne peut pas être annoncée si longtemps à l'avance[ : {1} jours au plus].",
	},
	errorsv1.Reason_JUSTIFICATION_TOO_LATE: {
		"انتهى أجل تبرير هذا الغياب[: الحد هو {1} يوما]. المرجو الاتصال بإدارة المؤسسة.",
		"Le délai pour justifier cette absence est passé[ : {1} jours]. Adressez-vous à l'administration.",
	},
	errorsv1.Reason_JUSTIFICATION_TOO_LONG: {
		"مدة هذا الغياب طويلة جدا[: الحد هو {1} يوما]. المرجو إرسال تبريرين أو أكثر.",
		"Cette absence est trop longue pour un seul justificatif[ : {1} jours au plus]. Envoyez-en plusieurs.",
	},
}
