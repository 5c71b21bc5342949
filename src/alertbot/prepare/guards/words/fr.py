"""French numbers."""

from alertbot.prepare.guards.counting import counting

COUNTING = counting(
    whole=True,
    token=r"quatre-vingts?(?![^\W\d_])|[^\W\d_]+",
    units=(
        "zéro=0 un|une|premier|première|premiers|premières=1 deux|deuxième|second|seconde=2 trois|troisième=3 "
        "quatre|quatrième=4 cinq|cinquième=5 six|sixième=6 sept|septième=7 huit|huitième=8 neuf|neuvième=9 "
        "dix|dixième=10 onze|onzième=11 douze|douzième=12 treize|treizième=13 quatorze|quatorzième=14 "
        "quinze|quinzième=15 seize|seizième=16 vingt|vingts|vingtième=20 trente|trentième=30 "
        "quarante|quarantième=40 cinquante|cinquantième=50 soixante|soixantième=60 quatre-vingt|quatre-vingts=80 septante=70 "
        "octante|huitante=80 nonante=90 demi|demie=0.5"
    ),
    scales=(
        "douzaine=12 cent|cents|centaine|centaines|centième=100 mille|millier|milliers=1000 "
        "million|millions=1000000 milliard|milliards=1000000000 billion|billions=1000000000000"
    ),
    others=(
        "seul|seule|unique=1 double|paire|couple=2 triple=3 quart|quarts|trimestre=0.25/25/15/4 "
        "moitié=0.5/50 siècle|siècles=100 décennie|décennies=10 dizaine|dizaines=10 vingtaine=20 trentaine=30 "
        "quarantaine=40 cinquantaine=50 soixantaine=60 quinzaine=15/14 minuit=0/24/12 midi=12 demi|demie=50/30 tiers=3"
    ),
    months=(
        "janvier|janv février|févr mars avril|avr mai juin juillet|juil août septembre octobre|oct "
        "novembre|nov décembre|déc"
    ),
    joiners="et",
    decade=r"(?<=années\s\d\d)|(?<=années\s\d\d\d\d)",
    century=r"siècle",
    afternoon=r"\s?(?:h|heure)",
    minus=r"\bmoins\b|négati|-dessous",
    percent=r"pour\s?cent|pourcent",
)
