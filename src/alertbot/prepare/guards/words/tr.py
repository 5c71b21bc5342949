"""Turkish numbers."""

from alertbot.prepare.guards.counting import counting

COUNTING = counting(
    but=r"bin(?:a|iş|d[ie]|m|er|ic)|on(?:u|lar|a|ay|ur)|altın|yüzü|yüzey|kırkla|beşik|dokuzun|birlik|birle|biraz|birka|birço",
    units=(
        "sıfır=0 bir=1 iki=2 üç=3 dört|dörd=4 beş=5 altı=6 yedi=7 sekiz=8 dokuz=9 on=10 yirmi=20 otuz=30 "
        "kırk=40 elli=50 altmış=60 yetmiş=70 seksen=80 doksan=90 buçuk|yarım=0.5 onbir=11 oniki=12 onüç=13 "
        "ondört=14 onbeş=15 onaltı=16 onyedi=17 onsekiz=18 ondokuz=19"
    ),
    scales="düzine=12 yüz=100 bin=1000 milyon|mn=1000000 milyar|mr=1000000000 trilyon=1000000000000",
    others=(
        "ilk|tek|yalnız|başka|birinci=1 çift|ikiz|ikili=2 çeyrek=0.25/25/15/4 yarı|yarısı=0.5/50 yüzyıl|asır=100 "
        "yarım|buçuk=50/30 üçlü=3 geceyarısı|gece=0/24/12 öğle|öğlen=12"
    ),
    months="ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    joiners="ve",
    decade=r"['’]?(?:l[ae]r|l[ıiuü]\b)",
    century=r"yüzyıl|asır|asr",
    afternoon=r"\s?saat|(?<=saat\s)",
    minus=r"\beksi\b|altında",
    percent=r"yüzde|yüzdelik",
)
