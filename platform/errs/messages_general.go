package errs

import (
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// generalMessages are the texts of reasons 1..99: requests in general.
var generalMessages = map[errorsv1.Reason]text{
	errorsv1.Reason_INVALID_REQUEST: {
		"بعض المعلومات المرسلة غير صحيحة. المرجو مراجعتها ثم إعادة المحاولة.",
		"Certaines informations envoyées ne sont pas correctes. Vérifiez-les, puis réessayez.",
	},
	errorsv1.Reason_UNKNOWN_FIELD: {
		"الطلب يحتوي على حقل غير معروف[: {1}]. المرجو تحيين التطبيق ثم إعادة المحاولة.",
		"La demande contient un champ inconnu[ : {1}]. Mettez l'application à jour, puis réessayez.",
	},
	errorsv1.Reason_IDEMPOTENCY_KEY_REQUIRED: {
		"ينقص هذا الطلب رقمه الفريد الذي يمنع تسجيله مرتين. المرجو تحيين التطبيق ثم إعادة المحاولة.",
		"Il manque à cette demande son numéro unique, qui évite de l'enregistrer deux fois. Mettez l'application à jour, puis réessayez.",
	},
	errorsv1.Reason_IDEMPOTENCY_KEY_MISMATCH: {
		"الرقم الفريد لهذا الطلب غير صحيح أو ورد مرتين بقيمتين مختلفتين. المرجو تحيين التطبيق ثم إعادة المحاولة.",
		"Le numéro unique de cette demande n'est pas valable, ou il figure deux fois avec deux valeurs. Mettez l'application à jour, puis réessayez.",
	},
	errorsv1.Reason_IDEMPOTENCY_KEY_REUSED: {
		"سبق استعمال الرقم الفريد لهذا الطلب في طلب آخر. المرجو إعادة العملية من البداية.",
		"Le numéro unique de cette demande a déjà servi pour une autre. Recommencez l'opération depuis le début.",
	},
	errorsv1.Reason_BODY_TOO_LARGE: {
		"حجم المعطيات المرسلة أكبر من المسموح به[، والحد الأقصى هو {1}]. المرجو إرسال معطيات أقل.",
		"Les données envoyées sont trop volumineuses[ (maximum : {1})]. Envoyez-en moins à la fois.",
	},
	errorsv1.Reason_JSON_TOO_DEEP: {
		"تعذرت قراءة هذا الطلب لأن بنيته معقدة جدا. المرجو تحيين التطبيق ثم إعادة المحاولة.",
		"Cette demande est trop imbriquée pour être lue. Mettez l'application à jour, puis réessayez.",
	},
	errorsv1.Reason_PAGE_TOKEN_INVALID: {
		"تعذر متابعة هذه اللائحة. المرجو فتحها من جديد من الصفحة الأولى.",
		"La suite de cette liste n'est plus disponible. Rouvrez-la depuis la première page.",
	},
	errorsv1.Reason_NOT_FOUND: {
		"لم نجد ما تبحث عنه. ربما تم حذفه أو أنه غير متاح لحسابك.",
		"Nous n'avons pas trouvé ce que vous cherchez. Il a peut-être été supprimé, ou votre compte n'y a pas accès.",
	},
	errorsv1.Reason_METHOD_NOT_ALLOWED: {
		"هذه العملية غير ممكنة على هذا العنوان. المرجو تحيين التطبيق ثم إعادة المحاولة.",
		"Cette opération n'est pas possible à cette adresse. Mettez l'application à jour, puis réessayez.",
	},
	errorsv1.Reason_TEXT_NOT_ALLOWED: {
		"يحتوي النص على رموز خفية غير مسموح بها. المرجو كتابته من جديد بلوحة المفاتيح.",
		"Le texte contient des caractères invisibles qui ne sont pas acceptés. Saisissez-le de nouveau au clavier.",
	},
	errorsv1.Reason_OVERLOADED: {
		"الإقبال كبير على الخدمة في هذه اللحظة. المرجو إعادة المحاولة بعد قليل.",
		"Le service est très demandé en ce moment. Réessayez dans quelques instants.",
	},
	errorsv1.Reason_UNAVAILABLE: {
		"الخدمة غير متاحة مؤقتا. المرجو إعادة المحاولة بعد قليل.",
		"Le service est momentanément indisponible. Réessayez dans quelques instants.",
	},
	errorsv1.Reason_DEADLINE_EXCEEDED: {
		"استغرقت العملية وقتا أطول من اللازم. المرجو إعادة المحاولة بعد قليل.",
		"L'opération a pris trop de temps. Réessayez dans quelques instants.",
	},
	errorsv1.Reason_INTERNAL: {
		"وقع خطأ عندنا ولا علاقة له بما أدخلته. المرجو إعادة المحاولة، وإن تكرر الأمر فاتصل بإدارة المؤسسة.",
		"Une erreur s'est produite de notre côté. Réessayez ; si cela se répète, prévenez l'administration de l'établissement.",
	},
	errorsv1.Reason_CONFLICT: {
		"تم تغيير هذه المعطيات في هذه الأثناء. المرجو تحيين الصفحة ثم إعادة المحاولة.",
		"Ces données ont changé entre-temps. Actualisez la page, puis réessayez.",
	},
	errorsv1.Reason_CANCELLED: {
		"تم إلغاء العملية قبل نهايتها. يمكنك إعادة المحاولة.",
		"L'opération a été annulée avant la fin. Vous pouvez réessayer.",
	},
	errorsv1.Reason_UNSUPPORTED: {
		"هذه العملية غير متوفرة. المرجو تحيين التطبيق ثم إعادة المحاولة.",
		"Cette opération n'est pas disponible. Mettez l'application à jour, puis réessayez.",
	},
	errorsv1.Reason_NOT_READY: {
		"الخدمة في طور التشغيل. المرجو إعادة المحاولة بعد لحظات.",
		"Le service est en cours de démarrage. Réessayez dans quelques instants.",
	},
	errorsv1.Reason_OUTCOME_UNKNOWN: {
		"لم نتوصل بعد بتأكيد تسجيل العملية. المرجو إعادة المحاولة، ولن تسجل مرتين.",
		"Nous n'avons pas encore la confirmation de l'enregistrement. Réessayez : l'opération ne sera pas enregistrée deux fois.",
	},
	errorsv1.Reason_FIELD_REQUIRED: {
		"هذه الخانة إجبارية. المرجو ملؤها.",
		"Ce champ est obligatoire. Veuillez le remplir.",
	},
	errorsv1.Reason_FIELD_TOO_LONG: {
		"النص أطول من المسموح به[، والحد الأقصى هو {1} حرفا]. المرجو اختصاره.",
		"Le texte est trop long[ ({1} caractères au maximum)]. Raccourcissez-le.",
	},
	errorsv1.Reason_FIELD_TOO_SHORT: {
		"النص أقصر من المطلوب[، والحد الأدنى هو {1} أحرف]. المرجو إتمامه.",
		"Le texte est trop court[ ({1} caractères au minimum)]. Complétez-le.",
	},
	errorsv1.Reason_FIELD_OUT_OF_RANGE: {
		"هذه القيمة غير مقبولة هنا. المرجو اختيار قيمة أخرى.",
		"Cette valeur n'est pas acceptée ici. Choisissez-en une autre.",
	},
	errorsv1.Reason_TOO_MANY_ITEMS: {
		"عدد العناصر أكبر من المسموح به[، والحد الأقصى هو {1}]. المرجو إرسالها على دفعات.",
		"Il y a trop d'éléments[ ({1} au maximum)]. Envoyez-les en plusieurs fois.",
	},
	errorsv1.Reason_FIELD_FORMAT: {
		"صيغة هذه الخانة غير صحيحة. المرجو مراجعتها.",
		"Le format de ce champ n'est pas correct. Vérifiez-le.",
	},
}
