package errs

import (
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// fileMessages are the texts of reasons 300..399: imported files, sheet by sheet and cell by cell. The first
// argument is the address of the cell; where a file is of another school, class, subject, semester or year,
// the second is what the cell says.
var fileMessages = map[errorsv1.Reason]text{
	errorsv1.Reason_FILE_NOT_XLSX: {
		"هذا الملف ليس ملف إكسيل. المرجو تحميله من مسار بصيغة " + isolate + "xlsx" + isolateEnd + " ثم إعادة المحاولة.",
		"Ce fichier n'est pas un classeur Excel. Téléchargez-le depuis Massar au format xlsx, puis réessayez.",
	},
	errorsv1.Reason_FILE_IS_XLS: {
		"هذا الملف بالصيغة القديمة لإكسيل. المرجو فتحه وحفظه بصيغة " + isolate + "xlsx" + isolateEnd + " ثم إعادة المحاولة.",
		"Ce fichier est à l'ancien format d'Excel (xls). Ouvrez-le, enregistrez-le au format xlsx, puis réessayez.",
	},
	errorsv1.Reason_FILE_TOO_LARGE: {
		"حجم الملف أكبر من المسموح به[، والحد الأقصى هو {1}]. المرجو حذف الأوراق والصور الزائدة ثم إعادة المحاولة.",
		"Le fichier est trop volumineux[ (maximum : {1})]. Retirez les feuilles et les images inutiles, puis réessayez.",
	},
	errorsv1.Reason_FILE_BROKEN: {
		"تعذر فتح هذا الملف لأنه تالف. المرجو تحميله من جديد من مسار ثم إعادة المحاولة.",
		"Ce fichier est abîmé et ne s'ouvre pas. Téléchargez-le de nouveau depuis Massar, puis réessayez.",
	},
	errorsv1.Reason_SHEET_NOT_FOUND: {
		"لم نجد الورقة المطلوبة في الملف[: {1}]. المرجو استعمال الملف الأصلي المحمل من مسار.",
		"La feuille attendue n'est pas dans le fichier[ : {1}]. Utilisez le fichier d'origine téléchargé depuis Massar.",
	},
	errorsv1.Reason_HEADER_NOT_FOUND: {
		"لم نجد عنوان الجدول في الملف[: {1}]. المرجو استعمال الملف الأصلي دون تغيير شكله.",
		"L'en-tête attendu n'est pas dans le fichier[ : {1}]. Utilisez le fichier d'origine sans changer sa forme.",
	},
	errorsv1.Reason_CELL_INVALID: {
		"القيمة المكتوبة في الخلية [{1} ]غير صحيحة. المرجو تصحيحها ثم إعادة الاستيراد.",
		"La valeur de la cellule [{1} ]n'est pas correcte. Corrigez-la, puis importez de nouveau.",
	},
	errorsv1.Reason_FILE_OTHER_SCHOOL: {
		"هذا الملف يخص مؤسسة أخرى[، كما هو مكتوب في الخلية {1}][: {2}]. المرجو اختيار الملف الصحيح.",
		"Ce fichier est celui d'un autre établissement[, d'après la cellule {1}][ : {2}]. Choisissez le bon fichier.",
	},
	errorsv1.Reason_FILE_OTHER_CLASS: {
		"هذا الملف يخص قسما آخر[، كما هو مكتوب في الخلية {1}][: {2}]. المرجو اختيار الملف الصحيح.",
		"Ce fichier est celui d'une autre classe[, d'après la cellule {1}][ : {2}]. Choisissez le bon fichier.",
	},
	errorsv1.Reason_FILE_OTHER_SUBJECT: {
		"هذا الملف يخص مادة أخرى[، كما هو مكتوب في الخلية {1}][: {2}]. المرجو اختيار الملف الصحيح.",
		"Ce fichier est celui d'une autre matière[, d'après la cellule {1}][ : {2}]. Choisissez le bon fichier.",
	},
	errorsv1.Reason_FILE_OTHER_SEMESTER: {
		"هذا الملف يخص دورة أخرى[، كما هو مكتوب في الخلية {1}][: {2}]. المرجو اختيار الملف الصحيح.",
		"Ce fichier est celui d'un autre semestre[, d'après la cellule {1}][ : {2}]. Choisissez le bon fichier.",
	},
	errorsv1.Reason_FILE_OTHER_YEAR: {
		"هذا الملف يخص سنة دراسية أخرى[، كما هو مكتوب في الخلية {1}][: {2}]. المرجو اختيار الملف الصحيح.",
		"Ce fichier est celui d'une autre année scolaire[, d'après la cellule {1}][ : {2}]. Choisissez le bon fichier.",
	},
	errorsv1.Reason_FILE_OTHER_CANVAS: {
		"هذا الملف لا يطابق ورقة النقط هذه[، انظر الخلية {1}]. المرجو تصدير الورقة من جديد وملؤها.",
		"Ce fichier ne correspond pas à cette feuille de notes[ (voir la cellule {1})]. Exportez la feuille de nouveau et remplissez-la.",
	},
	errorsv1.Reason_IMPORT_NOT_FOUND: {
		"لم نجد هذا الاستيراد. المرجو تحيين لائحة عمليات الاستيراد.",
		"Nous n'avons pas trouvé cet import. Actualisez la liste des imports.",
	},
	errorsv1.Reason_IMPORT_REFUSED: {
		"لم يتم تسجيل أي شيء من هذا الملف. المرجو تصحيح الخلايا المشار إليها ثم إعادة الاستيراد.",
		"Rien n'a été enregistré depuis ce fichier. Corrigez les cellules indiquées, puis importez de nouveau.",
	},
	errorsv1.Reason_ROW_UNKNOWN: {
		"التلميذ المكتوب في هذا السطر ليس في لائحة القسم[، انظر الخلية {1}]. المرجو مراجعة رمز مسار.",
		"L'élève de cette ligne n'est pas dans la liste de la classe[ (cellule {1})]. Vérifiez son code Massar.",
	},
	errorsv1.Reason_ROW_MISSING: {
		"يوجد في القسم تلميذ غير مذكور في الملف[: {1}]. المرجو إضافته إن كان ما زال في القسم.",
		"Un élève de la classe ne figure pas dans le fichier[ : {1}]. Ajoutez-le s'il est toujours dans la classe.",
	},
	errorsv1.Reason_CELL_CONFLICT: {
		"تغيرت قيمة الخلية [{1} ]بعد تصدير الملف. المرجو تصدير الورقة من جديد أو مراجعة القيمتين.",
		"La valeur de la cellule [{1} ]a changé depuis l'export. Exportez la feuille de nouveau ou comparez les deux valeurs.",
	},
	errorsv1.Reason_ABSENT_WITH_MARK: {
		"الخلية [{1} ]تشير إلى غياب مع وجود نقطة. المرجو ترك واحد منهما فقط.",
		"La cellule [{1} ]indique une absence alors qu'il y a une note. Ne gardez que l'une des deux.",
	},
	errorsv1.Reason_IMPORT_KIND_UNSUPPORTED: {
		"هذا النوع من الملفات لا يمكن استيراده بعد[: {1}]. المرجو اختيار نوع آخر.",
		"Ce type de fichier ne peut pas encore être importé[ : {1}]. Choisissez-en un autre.",
	},
	errorsv1.Reason_NAME_MISSING: {
		"الاسم غير مكتوب[ في الخلية {1}]. المرجو كتابته ثم إعادة الاستيراد.",
		"Le nom manque[ dans la cellule {1}]. Écrivez-le, puis importez de nouveau.",
	},
	errorsv1.Reason_FILE_NOT_ESISE: {
		"هذا الملف ليس ملف إحصاء الموظفين[ (السطر {1})]. المرجو اختيار ملف " + isolate + "XML" + isolateEnd + " الذي يصدره نظام الإحصاء.",
		"Ce fichier n'est pas un fichier ESISE du personnel[ (ligne {1})]. Choisissez le fichier XML tel qu'ESISE l'exporte.",
	},
	errorsv1.Reason_STAFF_NUMBER_INVALID: {
		"رقم التأجير في السطر [{1} ]غير صحيح. المرجو تصحيحه ثم إعادة الاستيراد.",
		"Le numéro PPR de la ligne [{1} ]n'est pas correct. Corrigez-le, puis importez de nouveau.",
	},
	errorsv1.Reason_STAFF_MISSING: {
		"يوجد في المؤسسة موظف غير مذكور في الملف[: {1}]. المرجو التحقق من وضعيته.",
		"Une personne de l'établissement ne figure pas dans le fichier[ : {1}]. Vérifiez sa situation.",
	},
	errorsv1.Reason_STAFF_FUNCTION_UNKNOWN: {
		"لا يذكر الملف مهمة الموظف ذي رقم التأجير[ {1}]. سجلناه أستاذا، المرجو التحقق.",
		"Le fichier ne dit pas la fonction du PPR[ {1}]. Nous l'avons noté enseignant ; vérifiez.",
	},
}
