package errs

import (
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// schoolMessages are the texts of reasons 200..299: schools, classes, students, staff.
var schoolMessages = map[errorsv1.Reason]text{
	errorsv1.Reason_SCHOOL_NOT_FOUND: {
		"لم نجد هذه المؤسسة. المرجو مراجعة رمزها ثم إعادة المحاولة.",
		"Nous n'avons pas trouvé cet établissement. Vérifiez son code, puis réessayez.",
	},
	errorsv1.Reason_CLASS_NOT_FOUND: {
		"لم نجد هذا القسم[: {1}]. المرجو اختياره من لائحة أقسامك.",
		"Nous n'avons pas trouvé cette classe[ : {1}]. Choisissez-la dans la liste de vos classes.",
	},
	errorsv1.Reason_STUDENT_NOT_FOUND: {
		"لم نجد هذا التلميذ[: {1}]. المرجو اختياره من اللائحة أو مراجعة رمز مسار.",
		"Nous n'avons pas trouvé cet élève[ : {1}]. Choisissez-le dans la liste ou vérifiez son code Massar.",
	},
	errorsv1.Reason_STAFF_NOT_FOUND: {
		"لم نجد هذا الموظف. المرجو اختياره من لائحة الأطر.",
		"Nous n'avons pas trouvé cette personne. Choisissez-la dans la liste du personnel.",
	},
	errorsv1.Reason_GROUP_NOT_FOUND: {
		"لم نجد هذه المجموعة. المرجو اختيارها من مجموعات القسم.",
		"Nous n'avons pas trouvé ce groupe. Choisissez-le parmi ceux de la classe.",
	},
	errorsv1.Reason_ASSIGNMENT_NOT_FOUND: {
		"لم نجد هذا الإسناد. المرجو تحيين لائحة المواد المسندة ثم إعادة المحاولة.",
		"Nous n'avons pas trouvé cette affectation. Actualisez la liste des enseignements, puis réessayez.",
	},
	errorsv1.Reason_LEVEL_UNKNOWN: {
		"هذا المستوى الدراسي غير معروف[: {1}]. المرجو اختياره من اللائحة.",
		"Ce niveau scolaire n'est pas connu[ : {1}]. Choisissez-le dans la liste.",
	},
	errorsv1.Reason_SUBJECT_UNKNOWN: {
		"هذه المادة غير معروفة[: {1}]. المرجو اختيارها من اللائحة.",
		"Cette matière n'est pas connue[ : {1}]. Choisissez-la dans la liste.",
	},
	errorsv1.Reason_ENROLLED_ELSEWHERE: {
		"هذا التلميذ مسجل في قسم آخر أو مؤسسة أخرى. المرجو القيام بعملية الانتقال أولا.",
		"Cet élève est inscrit dans une autre classe ou un autre établissement. Faites d'abord son transfert.",
	},
	errorsv1.Reason_STUDENT_LEFT_CLASS: {
		"غادر هذا التلميذ القسم. المرجو تحيين لائحة التلاميذ.",
		"Cet élève a quitté la classe. Actualisez la liste des élèves.",
	},
	errorsv1.Reason_SCHOOL_EXISTS: {
		"هذه المؤسسة مسجلة من قبل. المرجو اختيارها من اللائحة.",
		"Cet établissement existe déjà. Choisissez-le dans la liste.",
	},
	errorsv1.Reason_CLASS_EXISTS: {
		"يوجد قسم بهذا الاسم في المؤسسة. المرجو اختيار اسم آخر.",
		"Une classe porte déjà ce nom dans l'établissement. Choisissez un autre nom.",
	},
	errorsv1.Reason_SCHOOL_YEAR_UNKNOWN: {
		"هذه السنة الدراسية غير معروفة[: {1}]. المرجو اختيارها من اللائحة.",
		"Cette année scolaire n'est pas connue[ : {1}]. Choisissez-la dans la liste.",
	},
	errorsv1.Reason_MASSAR_CODE_INVALID: {
		"رمز مسار غير صحيح[: {1}]. يتكون الرمز من حرف لاتيني متبوع بتسعة أرقام.",
		"Le code Massar n'est pas correct[ : {1}]. Il se compose d'une lettre suivie de neuf chiffres.",
	},
	errorsv1.Reason_DUPLICATE_IN_FILE: {
		"هذا السطر مكرر في الملف[: {1}]. المرجو حذف التكرار ثم إعادة الاستيراد.",
		"Cette ligne figure deux fois dans le fichier[ : {1}]. Supprimez le doublon, puis importez de nouveau.",
	},
	errorsv1.Reason_DATE_INVALID: {
		"التاريخ غير صحيح أو خارج السنة الدراسية[: {1}]. المرجو تصحيحه.",
		"La date n'est pas correcte ou sort de l'année scolaire[ : {1}]. Corrigez-la.",
	},
	errorsv1.Reason_STAFF_EXISTS: {
		"هذا الموظف مسجل من قبل. المرجو اختياره من لائحة الأطر.",
		"Cette personne est déjà enregistrée. Choisissez-la dans la liste du personnel.",
	},
	errorsv1.Reason_ASSIGNMENT_EXISTS: {
		"هذه المادة مسندة من قبل في هذا القسم. المرجو إنهاء الإسناد الحالي أولا.",
		"Cette matière est déjà attribuée dans cette classe. Mettez d'abord fin à l'affectation actuelle.",
	},
	errorsv1.Reason_STUDENT_NOT_ENROLLED: {
		"هذا التلميذ غير مسجل حاليا في أي قسم من هذه السنة الدراسية. المرجو تسجيله أولا.",
		"Cet élève n'est inscrit dans aucune classe de cette année scolaire. Inscrivez-le d'abord.",
	},
	errorsv1.Reason_STUDENT_IN_CLASS: {
		"هذا التلميذ مسجل من قبل في هذا القسم. المرجو اختيار قسم آخر.",
		"Cet élève est déjà inscrit dans cette classe. Choisissez une autre classe.",
	},
	errorsv1.Reason_SCHOOL_YEAR_CLOSED: {
		"انتهت هذه السنة الدراسية ولم يعد تغييرها ممكنا. المرجو اختيار قسم من السنة الحالية.",
		"Cette année scolaire est terminée et ne peut plus être modifiée. Choisissez une classe de l'année en cours.",
	},
	errorsv1.Reason_DATE_PAST: {
		"لا يمكن تغيير قاعدة المواظبة لأيام مضت. المرجو اختيار تاريخ اليوم أو تاريخ لاحق.",
		"La règle d'assiduité ne change pas pour des jours passés. Choisissez la date du jour ou une date à venir.",
	},
	errorsv1.Reason_TRANSFER_NOT_FOUND: {
		"لم نجد طلب الانتقال هذا. المرجو تحيين لائحة طلبات الانتقال.",
		"Nous n'avons pas trouvé cette demande de transfert. Actualisez la liste des transferts.",
	},
	errorsv1.Reason_TRANSFER_EXISTS: {
		"طلبت مؤسستكم انتقال هذا التلميذ من قبل. المرجو انتظار الجواب أو إلغاء الطلب الأول.",
		"Votre établissement a déjà demandé cet élève. Attendez la réponse, ou annulez la première demande.",
	},
	errorsv1.Reason_TRANSFER_CLOSED: {
		"طلب الانتقال هذا مغلق ولم يعد تغييره ممكنا. المرجو تقديم طلب جديد عند الحاجة.",
		"Cette demande de transfert est close et ne change plus. Faites-en une nouvelle au besoin.",
	},
	errorsv1.Reason_TRANSFER_NOT_ESCALATED: {
		"ما زال أجل جواب المؤسسة الأصلية ساريا[، إلى غاية {1}]. المرجو الانتظار.",
		"L'établissement d'origine a encore le temps de répondre[, jusqu'au {1}]. Attendez sa réponse.",
	},
	errorsv1.Reason_TRANSFER_LIMIT: {
		"بلغت مؤسستكم العدد الأقصى لطلبات الانتقال في اليوم. المرجو إعادة المحاولة غدا.",
		"Votre établissement a fait le nombre maximal de demandes de transfert pour aujourd'hui. Réessayez demain.",
	},
	errorsv1.Reason_STUDENT_IN_SCHOOL: {
		"هذا التلميذ مسجل في مؤسستكم. المرجو تغيير قسمه دون طلب انتقال.",
		"Cet élève est déjà dans votre établissement. Changez-le de classe, sans demande de transfert.",
	},
	errorsv1.Reason_CLASS_OF_OTHER_SCHOOL: {
		"هذا القسم لمؤسسة أخرى. على المؤسسة المستقبلة أن تطلب انتقال التلميذ.",
		"Cette classe est celle d'un autre établissement. C'est à lui de demander le transfert de l'élève.",
	},
	errorsv1.Reason_STUDENT_NOT_STOPPED: {
		"هذا التلميذ ليس منقطعا ولا مفصولا. المرجو مراجعة وضعيته.",
		"Cet élève n'a ni interrompu ses études ni été exclu. Vérifiez sa situation.",
	},
	errorsv1.Reason_AGE_ABOVE_LIMIT: {
		"سن التلميذ[ {1} سنة] أكبر من السن المعتاد للعودة إلى هذا المستوى[، وهو {2} سنة]. المرجو التأكد من قرار الإرجاع.",
		"L'âge de l'élève[ ({1} ans)] dépasse celui du retour dans ce niveau[ ({2} ans)]. Vérifiez la décision de réintégration.",
	},
	errorsv1.Reason_CLASS_LEVEL_NOT_OF_SCHOOL: {
		"هذا المستوى لا يدرس في سلك هذه المؤسسة[: {1}]. المرجو مراجعة اسم القسم.",
		"Ce niveau n'est pas du cycle de l'établissement[ : {1}]. Vérifiez le nom de la classe.",
	},
	errorsv1.Reason_STAFF_EMAIL_SET: {
		"لهذا الموظف بريد إلكتروني آخر من قبل. المرجو إنشاء الحساب بذلك البريد.",
		"Cette personne a déjà une autre adresse électronique. Créez le compte avec celle-là.",
	},
}
