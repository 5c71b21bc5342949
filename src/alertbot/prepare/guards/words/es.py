"""Spanish numbers."""

from alertbot.prepare.guards.counting import counting

COUNTING = counting(
    whole=True,
    units=(
        "cero=0 un|uno|una|primer|primero|primera|primeros|primeras=1 dos|segundo|segunda|segundos=2 "
        "tres|tercer|tercero|tercera|tercio|tercios=3 cuatro|cuarto|cuarta=4 cinco|quinto|quinta=5 "
        "seis|sexto|sexta=6 siete|séptimo|séptima=7 ocho|octavo|octava=8 nueve|noveno|novena=9 "
        "diez|décimo|décima=10 once=11 doce=12 trece=13 catorce=14 quince=15 dieciséis=16 diecisiete=17 "
        "dieciocho=18 diecinueve=19 veinte=20 veintiuno|veintiún|veintiuna=21 veintidós=22 veintitrés=23 "
        "veinticuatro=24 veinticinco=25 veintiséis=26 veintisiete=27 veintiocho=28 veintinueve=29 treinta=30 "
        "cuarenta=40 cincuenta=50 sesenta=60 setenta=70 ochenta=80 noventa=90 cien|ciento=100 "
        "doscientos|doscientas=200 trescientos|trescientas=300 cuatrocientos|cuatrocientas=400 "
        "quinientos|quinientas=500 seiscientos|seiscientas=600 setecientos|setecientas=700 "
        "ochocientos|ochocientas=800 novecientos|novecientas=900 medio|media=0.5"
    ),
    scales=("docena=12 cientos=100 mil|miles=1000 millón|millones=1000000 billón|billones=1000000000000"),
    others=(
        "solo|sola|único|única=1 doble|par|pareja|ambos|ambas=2 triple=3 cuartos|trimestre=0.25/25/15/4 "
        "mitad=0.5/50 siglo|siglos=100 década|décadas=10 decena|decenas=10 quincena=15/14 medianoche=0/24/12 "
        "medio|media=50/30 mediodía=12"
    ),
    months=(
        "enero|ene febrero|feb marzo|mar abril|abr mayo|may junio|jun julio|jul agosto|ago "
        "septiembre|setiembre|sep octubre|oct noviembre|nov diciembre|dic"
    ),
    joiners="y",
    century=r"siglo",
    afternoon=r"\s?(?:h|horas|[ap]\.\s?m)\b",
    minus=r"\bmenos\b|negativ|bajo",
    percent=r"por\s?ciento",
)
