"""English numbers."""

from alertbot.prepare.guards.counting import counting

COUNTING = counting(
    whole=True,
    token=(
        r"an? (?:minute|hour|day|week|month|year|mile|metre|meter|pound|dollar|kilometre|kilometer|euro)\b"
        r"|[^\W\d_]+"
    ),
    units=(
        "zero|nil=0 one|first|once|single=1 two|second|seconds|twice|both|pair|pairs|couple|double|doubled=2 "
        "three|third|thirds|triple|tripled=3 four|fourth|fourths=4 five|fifth|fifths=5 six|sixth|sixths=6 "
        "seven|seventh|sevenths=7 eight|eighth|eighths=8 nine|ninth|ninths=9 ten|tenth|tenths=10 "
        "eleven|eleventh=11 twelve|twelfth=12 thirteen|thirteenth=13 fourteen|fourteenth=14 "
        "fifteen|fifteenth=15 sixteen|sixteenth=16 seventeen|seventeenth=17 eighteen|eighteenth=18 "
        "nineteen|nineteenth=19 twenty|twentieth=20 thirty|thirtieth=30 forty|fortieth=40 "
        "fifty|fiftieth=50 sixty|sixtieth=60 seventy|seventieth=70 eighty|eightieth=80 ninety|ninetieth=90 "
        "half=0.5"
    ),
    scales=(
        "dozen=12 hundred|hundreds|hundredth=100 thousand|thousands|thousandth=1000 lakh=100000 "
        "crore=10000000 million|millions|millionth|mln=1000000 billion|billions|bln=1000000000 "
        "trillion|trillions|trn=1000000000000"
    ),
    others=(
        "a_minute|an_hour|a_day|a_week|a_month|a_year|a_mile|a_metre|a_meter|a_pound|a_dollar|"
        "a_kilometre|a_kilometer|a_euro|solo=1 half|halves|halved|halfway=0.5/50/2 quarter|quarters=0.25/25/15/4 "
        "decade|decades=10 century|centuries|centennial|centenary=100 dozens=12 fortnight=14/2 "
        "midnight=0/24/12 noon|midday=12 twenties=20 thirties=30 forties=40 fifties=50 sixties=60 "
        "seventies=70 eighties=80 nineties=90 teen|teens|teenage|teenager|teenagers=10/13 hat-trick=3 "
        "twin|twins|duo|biennial=2 trio|treble=3 quadruple|quartet=4 millennium|millennia=1000 "
        "percent=100"
    ),
    months=(
        "january|jan february|feb march|mar april|apr may june|jun july|jul august|aug "
        "september|sept|sep october|oct november|nov december|dec"
    ),
    joiners="and a an",
    decade=r"['’]?s\b",
    century=r"\bcentur",
    afternoon=r"\s?(?:[ap]\.?m\b|o['’]clock)",
    minus=r"\bminus\b|\bbelow\b|\bnegative\b|\bunder\b",
    percent=r"\bper\s?cent|\bpercent|\bpct\b",
)
