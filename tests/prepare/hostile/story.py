"""The same invented story in eight languages, as a faithful newsroom and translator would have it."""

LANGUAGES = ("ar", "de", "en", "kk", "ru", "tr", "ug", "zh-Hans")

TITLES = {
    "ar": "افتتاح مدرسة جديدة في البلدة",
    "de": "In der Stadt eröffnet eine neue Schule",
    "en": "A new school opens in the town",
    "kk": "Қалада жаңа мектеп ашылды",
    "ru": "В городе открылась новая школа",
    "tr": "Kasabada yeni bir okul açıldı",
    "ug": "شەھەردە يېڭى مەكتەپ ئېچىلدى",
    "zh-Hans": "镇上一所新学校开学",
}
SENTENCES = {
    "ar": (
        "افتتح مجلس البلدة مدرسة جديدة يوم الاثنين، وحضر نحو 140 شخصًا لمشاهدتها.",
        "يضم المبنى 12 غرفة ومكتبة دفعت ثمنها عائلات البلدة.",
        "وقالت المديرة للصحفيين بعد الافتتاح إن الدروس تبدأ في الأسبوع المقبل.",
    ),
    "de": (
        "Der Stadtrat hat am Montag eine neue Schule eröffnet, und etwa 140 Menschen kamen, um sie zu sehen.",
        "Das Gebäude hat 12 Räume und eine Bibliothek, die von den Familien der Stadt bezahlt wurde.",
        "Der Unterricht beginnt in der nächsten Woche, sagte die Leiterin nach der Eröffnung.",
    ),
    "en": (
        "The town council opened a new school on Monday, and about 140 people came to see it.",
        "The building has 12 rooms and a library, which was paid for by the families of the town.",
        "Lessons begin next week, the head teacher told reporters after the opening.",
    ),
    "kk": (
        "Қала кеңесі дүйсенбі күні жаңа мектепті ашты, оны көруге 140 шақты адам келді.",
        "Ғимаратта 12 бөлме мен кітапхана бар, оның ақшасын қаланың отбасылары төледі.",
        "Сабақтар келесі аптада басталады, деді мектеп директоры ашылудан кейін тілшілерге.",
    ),
    "ru": (
        "Городской совет в понедельник открыл новую школу, и посмотреть на неё пришли около 140 человек.",
        "В здании 12 комнат и библиотека, за которую заплатили семьи города.",
        "Занятия начнутся на следующей неделе, сказала директор журналистам после открытия.",
    ),
    "tr": (
        "Belediye meclisi pazartesi günü yeni bir okul açtı ve yaklaşık 140 kişi okulu görmeye geldi.",
        "Binada 12 oda ve parasını kasabadaki ailelerin ödediği bir kütüphane var.",
        "Okul müdürü açılıştan sonra gazetecilere derslerin gelecek hafta başlayacağını söyledi.",
    ),
    "ug": (
        "شەھەر كېڭىشى دۈشەنبە كۈنى يېڭى مەكتەپنى ئاچتى، ئۇنى كۆرۈشكە 140 قا يېقىن ئادەم كەلدى.",
        "بىنادا 12 ئۆي ۋە بىر كۈتۈپخانا بار، ئۇنىڭ پۇلىنى شەھەردىكى ئائىلىلەر تۆلىدى.",
        "دەرسلەر كېلەر ھەپتە باشلىنىدۇ، دېدى مەكتەپ مۇدىرى ئېچىلىشتىن كېيىن مۇخبىرلارغا.",
    ),
    "zh-Hans": (
        "镇议会星期一开办了一所新学校，约140人前来参观。",
        "这座楼有12间教室和一个图书馆，费用由镇上的家庭承担。",
        "校长在开学典礼后对记者说，课程将于下星期开始。",
    ),
}
SUMMARY = {
    language: ("" if language == "zh-Hans" else " ").join(said[:2]) for language, said in SENTENCES.items()
}
