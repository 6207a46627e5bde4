package errs

import (
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// identityMessages are the texts of reasons 100..199: sign-in, sessions, codes, links.
var identityMessages = map[errorsv1.Reason]text{
	errorsv1.Reason_UNAUTHENTICATED: {
		"المرجو تسجيل الدخول للمتابعة.",
		"Connectez-vous pour continuer.",
	},
	errorsv1.Reason_CREDENTIALS_INVALID: {
		"المعرف أو كلمة المرور غير صحيحين. المرجو مراجعتهما ثم إعادة المحاولة.",
		"L'identifiant ou le mot de passe n'est pas correct. Vérifiez-les, puis réessayez.",
	},
	errorsv1.Reason_SECOND_FACTOR_REQUIRED: {
		"المرجو إدخال رمز التحقق الذي يظهر في تطبيق المصادقة على هاتفك.",
		"Saisissez le code de vérification affiché par l'application d'authentification de votre téléphone.",
	},
	errorsv1.Reason_SECOND_FACTOR_INVALID: {
		"رمز التحقق غير صحيح. المرجو انتظار الرمز الموالي وإدخاله.",
		"Le code de vérification n'est pas correct. Attendez le code suivant et saisissez-le.",
	},
	errorsv1.Reason_SECOND_FACTOR_REUSED: {
		"سبق استعمال رمز التحقق هذا. المرجو انتظار الرمز الموالي وإدخاله.",
		"Ce code de vérification a déjà servi. Attendez le code suivant et saisissez-le.",
	},
	errorsv1.Reason_TOO_MANY_TRIES: {
		"عدد المحاولات كبير. المرجو الانتظار [{1} ثانية ]قبل إعادة المحاولة.",
		"Trop de tentatives. Attendez [{1} secondes ]avant de réessayer.",
	},
	errorsv1.Reason_TOKEN_EXPIRED: {
		"انتهت مدة الاتصال. المرجو تسجيل الدخول من جديد.",
		"Votre session a expiré. Connectez-vous de nouveau.",
	},
	errorsv1.Reason_TOKEN_INVALID: {
		"تعذر التحقق من اتصالك. المرجو تسجيل الدخول من جديد.",
		"Votre session n'a pas pu être vérifiée. Connectez-vous de nouveau.",
	},
	errorsv1.Reason_TOKEN_REVOKED: {
		"تم إنهاء هذا الاتصال. المرجو تسجيل الدخول من جديد.",
		"Cette session a été fermée. Connectez-vous de nouveau.",
	},
	errorsv1.Reason_REFRESH_TOKEN_REUSED: {
		"تم إنهاء هذا الاتصال حفاظا على سلامة حسابك. المرجو تسجيل الدخول من جديد.",
		"Cette session a été fermée pour protéger votre compte. Connectez-vous de nouveau.",
	},
	errorsv1.Reason_APP_NOT_FOR_ROLE: {
		"حسابك لا يسمح باستعمال هذا التطبيق. المرجو فتح التطبيق الخاص بك: متمدرس أو ولي أو مدرس أو الإدارة.",
		"Votre compte ne donne pas accès à cette application. Ouvrez la vôtre : Moutamadris, Waliye, Moudaris ou Idara.",
	},
	errorsv1.Reason_ACCESS_DENIED: {
		"حسابك لا يسمح بهذه العملية. إن كنت تحتاج إليها فاتصل بإدارة المؤسسة.",
		"Votre compte ne permet pas cette opération. Si vous en avez besoin, adressez-vous à l'administration de l'établissement.",
	},
	errorsv1.Reason_PEER_NOT_ALLOWED: {
		"هذه العملية غير متاحة من هنا. المرجو استعمال التطبيق الرسمي.",
		"Cette opération n'est pas accessible par ce chemin. Utilisez l'application officielle.",
	},
	errorsv1.Reason_ACTIVATION_CODE_INVALID: {
		"رمز التفعيل غير صحيح. المرجو مراجعة الورقة التي سلمتها لك المؤسسة.",
		"Le code d'activation n'est pas correct. Vérifiez la feuille remise par l'établissement.",
	},
	errorsv1.Reason_ACTIVATION_CODE_USED: {
		"سبق استعمال رمز التفعيل هذا. المرجو طلب رمز جديد من إدارة المؤسسة.",
		"Ce code d'activation a déjà servi. Demandez-en un nouveau à l'administration de l'établissement.",
	},
	errorsv1.Reason_ACTIVATION_CODE_EXPIRED: {
		"لم يعد رمز التفعيل هذا صالحًا: انتهت مدته أو طُبع بعده رمز أحدث. المرجو طلب أحدث رمز من إدارة المؤسسة.",
		"Ce code d'activation n'est plus valable : son délai est passé ou un code plus récent l'a remplacé. Demandez le plus récent à l'administration de l'établissement.",
	},
	errorsv1.Reason_PASSWORD_TOO_WEAK: {
		"كلمة المرور هذه سهلة التخمين. المرجو اختيار كلمة أطول[، من {1} أحرف على الأقل،] لا تتضمن اسمك ولا رمزك.",
		"Ce mot de passe est trop facile à deviner. Choisissez-en un plus long[, d'au moins {1} caractères], sans votre nom ni votre code.",
	},
	errorsv1.Reason_ACCOUNT_NOT_FOUND: {
		"لم نجد هذا الحساب. المرجو مراجعة المعرف ثم إعادة المحاولة.",
		"Nous n'avons pas trouvé ce compte. Vérifiez l'identifiant, puis réessayez.",
	},
	errorsv1.Reason_ACCOUNT_EXISTS: {
		"لهذا الشخص حساب من قبل. المرجو تسجيل الدخول به.",
		"Cette personne a déjà un compte. Connectez-vous avec celui-ci.",
	},
	errorsv1.Reason_ACCOUNT_SUSPENDED: {
		"تم توقيف هذا الحساب. المرجو الاتصال بإدارة المؤسسة.",
		"Ce compte est suspendu. Adressez-vous à l'administration de l'établissement.",
	},
	errorsv1.Reason_SESSION_NOT_FOUND: {
		"لم نجد هذا الاتصال، وربما سبق إنهاؤه. المرجو تحيين اللائحة.",
		"Nous n'avons pas trouvé cette session ; elle est peut-être déjà fermée. Actualisez la liste.",
	},
	errorsv1.Reason_RESET_CODE_INVALID: {
		"رمز تغيير كلمة المرور غير صحيح أو انتهت صلاحيته. المرجو طلب رمز جديد من إدارة المؤسسة.",
		"Le code de réinitialisation n'est pas correct ou n'est plus valable. Demandez-en un nouveau à l'administration de l'établissement.",
	},
	errorsv1.Reason_GUARDIAN_LINK_EXISTS: {
		"هذا التلميذ مرتبط بحسابك من قبل. يمكنك الاطلاع على معطياته في لائحة الأبناء.",
		"Cet élève est déjà lié à votre compte. Vous le trouverez dans la liste des enfants.",
	},
	errorsv1.Reason_GUARDIAN_LINK_NOT_FOUND: {
		"هذا التلميذ غير مرتبط بهذا الحساب. المرجو إدخال رمز التفعيل الذي تسلمه المؤسسة.",
		"Cet élève n'est pas lié à ce compte. Saisissez le code d'activation remis par l'établissement.",
	},
	errorsv1.Reason_PHONE_INVALID: {
		"رقم الهاتف غير صحيح. المرجو كتابته كاملا مع الرمز الدولي.",
		"Le numéro de téléphone n'est pas correct. Saisissez-le en entier, avec l'indicatif du pays.",
	},
	errorsv1.Reason_IDENTIFIER_TAKEN: {
		"هذا المعرف يستعمله حساب آخر. المرجو اختيار معرف مختلف.",
		"Cet identifiant est déjà utilisé par un autre compte. Choisissez-en un autre.",
	},
	errorsv1.Reason_CUSTODY_DENIED: {
		"هناك قرار يتعلق بحضانة هذا التلميذ يمنع هذه العملية. المرجو الاتصال بإدارة المؤسسة.",
		"Une décision de garde concernant cet élève ne permet pas cette opération. Adressez-vous à l'administration de l'établissement.",
	},
	errorsv1.Reason_PASSWORD_WRONG: {
		"كلمة المرور الحالية غير صحيحة. المرجو مراجعتها ثم إعادة المحاولة.",
		"Le mot de passe actuel n'est pas correct. Vérifiez-le, puis réessayez.",
	},
}
