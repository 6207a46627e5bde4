package demo

// pair is a name in Arabic and in Latin letters.
type pair struct{ ar, latin string }

// The names below are common ones; people are random combinations of them.

func familyNames() []pair {
	return []pair{
		{"العلوي", "Alaoui"}, {"الإدريسي", "Idrissi"}, {"بناني", "Bennani"}, {"الفاسي", "El Fassi"}, {"التازي", "Tazi"},
		{"برادة", "Berrada"}, {"الشرايبي", "Chraibi"}, {"السقاط", "Sekkat"}, {"بنجلون", "Benjelloun"}, {"العمراني", "Amrani"},
		{"الحسني", "El Hassani"}, {"المنصوري", "El Mansouri"}, {"الزهراوي", "Zahraoui"}, {"أيت علي", "Ait Ali"}, {"أيت لحسن", "Ait Lahcen"},
		{"أوشن", "Ouchen"}, {"أمزيان", "Amziane"}, {"بوزيان", "Bouziane"}, {"بنعلي", "Benali"}, {"بنموسى", "Benmoussa"},
		{"بلقاسم", "Belkacem"}, {"الخطابي", "Khattabi"}, {"الريفي", "Rifi"}, {"السوسي", "Soussi"}, {"الدكالي", "Doukkali"},
		{"الشاوي", "Chaoui"}, {"الورياغلي", "Ouriaghli"}, {"المراكشي", "Marrakchi"}, {"الصويري", "Souiri"}, {"التطواني", "Tetouani"},
		{"الوزاني", "Ouazzani"}, {"الكتاني", "Kettani"}, {"لحلو", "Lahlou"}, {"السلاوي", "Slaoui"}, {"الرباطي", "Rbati"},
		{"القادري", "Kadiri"}, {"الناصري", "Naciri"}, {"البكالي", "Bakkali"}, {"الحداد", "Haddad"}, {"النجار", "Najjar"},
		{"الخياط", "Khayat"}, {"الصباغ", "Sebbagh"}, {"العطار", "Attar"}, {"الطاهري", "Tahiri"}, {"الصالحي", "Salhi"},
		{"الرشيدي", "Rachidi"}, {"المرابط", "Mrabet"}, {"الغرباوي", "Gharbaoui"}, {"الهاشمي", "Hachimi"}, {"بوعزة", "Bouazza"},
		{"بوشعيب", "Bouchaib"}, {"المعروفي", "Maaroufi"}, {"الزياني", "Ziani"}, {"الحمداوي", "Hamdaoui"}, {"اليعقوبي", "Yacoubi"},
		{"أكنوز", "Agnouz"}, {"أزولاي", "Azoulay"}, {"تيزنيتي", "Tiznini"}, {"الورزازي", "Ouarzazi"}, {"الدرعي", "Draoui"},
	}
}

func maleNames() []pair {
	return []pair{
		{"محمد", "Mohamed"}, {"أحمد", "Ahmed"}, {"يوسف", "Youssef"}, {"ياسين", "Yassine"}, {"أيوب", "Ayoub"},
		{"عمر", "Omar"}, {"علي", "Ali"}, {"حمزة", "Hamza"}, {"أنس", "Anas"}, {"إلياس", "Ilyas"},
		{"آدم", "Adam"}, {"ريان", "Rayane"}, {"إبراهيم", "Ibrahim"}, {"إسماعيل", "Ismail"}, {"عبد الله", "Abdellah"},
		{"عبد الرحمان", "Abderrahmane"}, {"خالد", "Khalid"}, {"سعيد", "Said"}, {"رشيد", "Rachid"}, {"كريم", "Karim"},
		{"مهدي", "Mehdi"}, {"نبيل", "Nabil"}, {"عثمان", "Othmane"}, {"زكرياء", "Zakaria"}, {"مروان", "Marouane"},
		{"أمين", "Amine"}, {"بدر", "Badr"}, {"طارق", "Tarik"}, {"هشام", "Hicham"}, {"مصطفى", "Mustapha"},
		{"إدريس", "Driss"}, {"لحسن", "Lahcen"}, {"سفيان", "Soufiane"}, {"وليد", "Walid"}, {"ماسين", "Massine"},
	}
}

func femaleNames() []pair {
	return []pair{
		{"فاطمة", "Fatima"}, {"فاطمة الزهراء", "Fatima Zahra"}, {"خديجة", "Khadija"}, {"عائشة", "Aicha"}, {"مريم", "Maryam"},
		{"سلمى", "Salma"}, {"آية", "Aya"}, {"هبة", "Hiba"}, {"إيمان", "Imane"}, {"سارة", "Sara"},
		{"نور", "Nour"}, {"ملاك", "Malak"}, {"دعاء", "Douae"}, {"غيثة", "Ghita"}, {"زينب", "Zineb"},
		{"أسماء", "Asmae"}, {"حنان", "Hanane"}, {"سميرة", "Samira"}, {"نادية", "Nadia"}, {"لطيفة", "Latifa"},
		{"أمينة", "Amina"}, {"حفصة", "Hafsa"}, {"رجاء", "Rajae"}, {"وفاء", "Wafae"}, {"إكرام", "Ikram"},
		{"ياسمين", "Yasmine"}, {"شيماء", "Chaimae"}, {"كوثر", "Kaoutar"}, {"لبنى", "Loubna"}, {"سناء", "Sanae"},
		{"هاجر", "Hajar"}, {"تيتريت", "Titrit"}, {"جنات", "Jannat"}, {"مليكة", "Malika"}, {"نجوى", "Najwa"},
	}
}

func birthPlaces() []string {
	return []string{"مراكش", "آسفي", "الصويرة", "قلعة السراغنة", "تحناوت", "شيشاوة", "ابن جرير", "أكادير", "بني ملال", "الدار البيضاء"}
}

// schoolWords are what schools are called; the number behind them keeps more schools apart.
func schoolWords() []pair {
	return []pair{
		{"الياسمين", "Al Yasmine"}, {"الزيتونة", "Az Zaytouna"}, {"النخيل", "An Nakhil"}, {"الأركان", "Al Argane"}, {"الواحة", "Al Waha"},
		{"الفجر", "Al Fajr"}, {"المنارة", "Al Manara"}, {"السنديان", "As Sindiane"}, {"الربيع", "Ar Rabie"}, {"الأفق", "Al Oufouq"},
		{"الينبوع", "Al Yanbou"}, {"الخزامى", "Al Khouzama"}, {"الرمان", "Ar Roumane"}, {"النسيم", "An Nassim"}, {"الأطلس", "Al Atlas"},
		{"الزعفران", "Az Zaafarane"}, {"الصفصاف", "As Safsaf"}, {"المشكاة", "Al Michkat"}, {"الريحان", "Ar Rayhane"}, {"البستان", "Al Boustane"},
	}
}
