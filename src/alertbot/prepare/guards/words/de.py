"""German numbers; its compounds are taken apart in `quantities`."""

from alertbot.prepare.guards.counting import counting

COUNTING = counting(
    but=r"acht(?:ung|et|en\b)|einig|einfach|einst|eink|einw|eins?atz|einh|eint[er]|einr|eing|einb|erstell|erstm|dreh|elfen",
    units=(
        "null=0 ein|eins|erst=1 zwei|zwo=2 drei|dritt=3 vier=4 fünf=5 sechs=6 sieben|siebt=7 acht=8 neun=9 "
        "zehn=10 elf=11 zwölf=12 dreizehn=13 vierzehn=14 fünfzehn=15 sechzehn=16 siebzehn=17 achtzehn=18 "
        "neunzehn=19 zwanzig=20 dreißig|dreissig=30 vierzig=40 fünfzig=50 sechzig=60 siebzig=70 achtzig=80 "
        "neunzig=90 halb=0.5 anderthalb|eineinhalb=1.5"
    ),
    scales=(
        "dutzend=12 hundert=100 tausend|tsd=1000 million|mio=1000000 milliarde|mrd=1000000000 "
        "billion|bio=1000000000000"
    ),
    others=(
        "einzel|einzig=1 beid|doppel|verdoppel|paar|zwilling=2 viertel|quartal=0.25/25/15/4 hälfte=0.5/50 "
        "jahrhundert=100 jahrzehnt=10 mitternacht=0/24/12 mittag=12 halb=50/30 dreifach=3"
    ),
    months=(
        "januar|jan|jänner februar|feb märz april|apr mai juni|jun juli|jul august|aug september|sep|sept "
        "oktober|okt november|nov dezember|dez"
    ),
    joiners="und",
    units_first=True,
    decade=r"er\b",
    century=r"jahrhundert|\bjh\b",
    afternoon=r"\s?uhr",
    minus=r"\bminus|unter",
    percent=r"prozent",
)
