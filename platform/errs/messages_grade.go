package errs

import (
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// gradeMessages are the texts of reasons 400..499: mark sheets, publication, corrections.
var gradeMessages = map[errorsv1.Reason]text{
	errorsv1.Reason_MARK_SHEET_NOT_FOUND: {
		"لم نجد ورقة النقط هذه. المرجو فتحها من لائحة أقسامك.",
		"Nous n'avons pas trouvé cette feuille de notes. Ouvrez-la depuis la liste de vos classes.",
	},
	errorsv1.Reason_MARK_SHEET_NOT_OPEN: {
		"ورقة النقط هذه غير مفتوحة للإدخال. إن كان التغيير ضروريا فاتصل بإدارة المؤسسة.",
		"Cette feuille de notes n'est pas ouverte à la saisie. Si un changement est nécessaire, adressez-vous à l'administration.",
	},
	errorsv1.Reason_MARK_SHEET_SUBMITTED: {
		"تم إرسال ورقة النقط هذه إلى الإدارة. إن كان التغيير ضروريا فاطلب من الإدارة إعادة فتحها.",
		"Cette feuille de notes a été remise à l'administration. Si un changement est nécessaire, demandez-lui de la rouvrir.",
	},
	errorsv1.Reason_MARK_SHEET_VALIDATED: {
		"تمت المصادقة على ورقة النقط هذه. إن كان التغيير ضروريا فاطلب من الإدارة إعادة فتحها.",
		"Cette feuille de notes est validée. Si un changement est nécessaire, demandez à l'administration de la rouvrir.",
	},
	errorsv1.Reason_MARK_SHEET_PUBLISHED: {
		"تم نشر نقط هذه الورقة. إن كان هناك خطأ فالمرجو اقتراح تصحيح مع ذكر السبب.",
		"Les notes de cette feuille sont publiées. En cas d'erreur, proposez une correction en donnant la raison.",
	},
	errorsv1.Reason_MARK_ABOVE_SCALE: {
		"النقطة أكبر من سلم التنقيط[ الذي هو {1}]. المرجو تصحيحها.",
		"La note dépasse le barème[, qui est de {1}]. Corrigez-la.",
	},
	errorsv1.Reason_MARK_NEGATIVE: {
		"النقطة لا يمكن أن تكون أقل من الصفر. المرجو تصحيحها.",
		"Une note ne peut pas être négative. Corrigez-la.",
	},
	errorsv1.Reason_MARK_NOT_A_NUMBER: {
		"القيمة المكتوبة ليست نقطة[: {1}]. المرجو كتابة عدد، أو الإشارة إلى الغياب أو الإعفاء.",
		"La valeur saisie n'est pas une note[ : {1}]. Écrivez un nombre, ou indiquez absent ou dispensé.",
	},
	errorsv1.Reason_MARK_TOO_PRECISE: {
		"تقبل النقطة رقمين بعد الفاصلة على الأكثر. المرجو تصحيحها.",
		"Une note a deux chiffres après la virgule au plus. Corrigez-la.",
	},
	errorsv1.Reason_MARK_STATE_NOT_WRITABLE: {
		"لا يمكن إدخال هذه الحالة. المرجو اختيار غائب أو معفى أو إفراغ الخانة.",
		"Cet état ne peut pas être saisi. Choisissez absent, dispensé, ou videz la case.",
	},
	errorsv1.Reason_COLUMN_UNKNOWN: {
		"هذا العمود غير موجود في ورقة النقط[: {1}]. المرجو تحيين الصفحة ثم إعادة المحاولة.",
		"Cette colonne n'existe pas dans la feuille de notes[ : {1}]. Actualisez la page, puis réessayez.",
	},
	errorsv1.Reason_COLUMN_RELEASED: {
		"تم إظهار نقط هذا الفرض للأسر. إن كان هناك خطأ فالمرجو اقتراح تصحيح مع ذكر السبب.",
		"Les notes de ce contrôle sont déjà visibles par les familles. En cas d'erreur, proposez une correction en donnant la raison.",
	},
	errorsv1.Reason_COLUMN_LOCKED: {
		"هذا العمود مغلق. إن كان التغيير ضروريا فاتصل بإدارة المؤسسة.",
		"Cette colonne est verrouillée. Si un changement est nécessaire, adressez-vous à l'administration.",
	},
	errorsv1.Reason_STUDENT_NOT_IN_SHEET: {
		"هذا التلميذ ليس في ورقة النقط. المرجو تحيين لائحة القسم ثم إعادة المحاولة.",
		"Cet élève n'est pas dans cette feuille de notes. Actualisez la liste de la classe, puis réessayez.",
	},
	errorsv1.Reason_CELL_STALE: {
		"تم تغيير هذه النقطة في هذه الأثناء. المرجو مراجعة القيمة الحالية قبل الحفظ من جديد.",
		"Cette note a été modifiée entre-temps. Vérifiez la valeur actuelle avant d'enregistrer de nouveau.",
	},
	errorsv1.Reason_SHEETS_NOT_VALIDATED: {
		"بعض أوراق النقط لم تتم المصادقة عليها بعد[، وعددها {1}]. المرجو المصادقة عليها أو ذكر سبب غيابها.",
		"Certaines feuilles de notes ne sont pas encore validées[ (il en reste {1})]. Validez-les ou donnez la raison de leur absence.",
	},
	errorsv1.Reason_PUBLICATION_EXISTS: {
		"تم نشر نتائج هذا القسم من قبل لهذه الدورة. المرجو تحيين الصفحة.",
		"Les résultats de cette classe sont déjà publiés pour ce semestre. Actualisez la page.",
	},
	errorsv1.Reason_PUBLISH_HOUR_PAST: {
		"ساعة النشر المختارة قد مضت. المرجو اختيار ساعة قادمة أو النشر الآن.",
		"L'heure de publication choisie est déjà passée. Choisissez une heure à venir ou publiez maintenant.",
	},
	errorsv1.Reason_CORRECTION_NOT_FOUND: {
		"لم نجد هذا التصحيح. المرجو تحيين لائحة التصحيحات.",
		"Nous n'avons pas trouvé cette correction. Actualisez la liste des corrections.",
	},
	errorsv1.Reason_CORRECTION_OWN: {
		"لا يمكنك المصادقة على تصحيح اقترحته بنفسك. المرجو طلب ذلك من شخص آخر.",
		"Vous ne pouvez pas décider d'une correction que vous avez proposée. Demandez-le à une autre personne.",
	},
	errorsv1.Reason_CORRECTION_DECIDED: {
		"تم البت في هذا التصحيح من قبل. المرجو تحيين لائحة التصحيحات.",
		"Cette correction a déjà été traitée. Actualisez la liste des corrections.",
	},
	errorsv1.Reason_NOT_PUBLISHED: {
		"لم تنشر النتائج بعد. ستظهر هنا بمجرد أن تنشرها المؤسسة.",
		"Les résultats ne sont pas encore publiés. Ils apparaîtront ici dès que l'établissement les publiera.",
	},
	errorsv1.Reason_ABSENCE_NOT_PENDING: {
		"لا يوجد في هذه الخانة غياب ينتظر هذا القرار. المرجو تحيين الصفحة.",
		"Aucune absence n'attend cette décision dans cette case. Actualisez la page.",
	},
	errorsv1.Reason_REASON_REQUIRED: {
		"المرجو ذكر السبب قبل المتابعة.",
		"Indiquez la raison avant de continuer.",
	},
	errorsv1.Reason_RELEASE_NOT_ALLOWED: {
		"لا تسمح المؤسسة بإظهار نقط الفروض قبل نهاية الدورة. المرجو الاتصال بإدارة المؤسسة.",
		"L'établissement ne permet pas de montrer les notes des contrôles avant la fin du semestre. Adressez-vous à l'administration.",
	},
	errorsv1.Reason_REMARK_STALE: {
		"تم تغيير هذه الملاحظة في هذه الأثناء. المرجو مراجعة النص الحالي قبل الحفظ من جديد.",
		"Cette appréciation a été modifiée entre-temps. Vérifiez le texte actuel avant d'enregistrer de nouveau.",
	},
	errorsv1.Reason_RULES_MISSING: {
		"قواعد حساب المعدل غير محددة لهذا المستوى. المرجو الاتصال بإدارة المؤسسة.",
		"Les règles de calcul de la moyenne ne sont pas définies pour ce niveau. Adressez-vous à l'administration.",
	},
	errorsv1.Reason_MARK_SHEET_INCOMPLETE: {
		"ورقة النقط غير مكتملة[، وتنقصها {1} نقطة]. المرجو إتمامها أو الإشارة إلى الغياب أو الإعفاء.",
		"La feuille de notes n'est pas complète[ (il manque {1} notes)]. Complétez-la, ou indiquez absent ou dispensé.",
	},
	errorsv1.Reason_CORRECTION_STALE: {
		"تغيرت النقطة بعد اقتراح هذا التصحيح. المرجو رفضه واقتراح تصحيح جديد.",
		"La note a changé depuis la proposition de cette correction. Refusez-la et proposez-en une nouvelle.",
	},
	errorsv1.Reason_CORRECTION_OPEN: {
		"يوجد تصحيح لهذه النقطة ينتظر قرار الإدارة. المرجو انتظار القرار.",
		"Une correction de cette note attend déjà la décision de l'administration. Attendez cette décision.",
	},
	errorsv1.Reason_CORRECTION_UNCHANGED: {
		"التصحيح المقترح مطابق للنقطة الحالية. المرجو إدخال قيمة مختلفة.",
		"La correction proposée est la note actuelle. Indiquez une autre valeur.",
	},
	errorsv1.Reason_RELEASE_CONTROLS_ONLY: {
		"لا يمكن إظهار نقطة الأنشطة قبل نهاية الدورة: تظهر نقط الفروض وحدها.",
		"Seules les notes des contrôles peuvent être montrées avant la fin du semestre, pas celle des activités.",
	},
	errorsv1.Reason_MARKS_NOT_FOUND: {
		"لا توجد نقط لهذا التلميذ في هذه السنة الدراسية. المرجو اختيار سنة أخرى.",
		"Cet élève n'a pas de notes dans cette année scolaire. Choisissez une autre année.",
	},
	errorsv1.Reason_CELL_TWICE: {
		"وردت هذه الخانة مرتين في نفس الطلب. المرجو إرسالها مرة واحدة.",
		"Cette case figure deux fois dans la même demande. Envoyez-la une seule fois.",
	},
	errorsv1.Reason_MARK_SHEET_NOT_SUBMITTED: {
		"لم يرسل الأستاذ ورقة النقط هذه بعد. المرجو انتظار إرسالها.",
		"L'enseignant n'a pas encore remis cette feuille de notes. Attendez qu'il la remette.",
	},
}
