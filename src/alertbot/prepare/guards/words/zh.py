"""Chinese numbers, in simplified and traditional characters."""

from alertbot.prepare.guards.counting import counting

COUNTING = counting(
    token=r"[a-z]+|[零〇一二两兩三四五六七八九十百千万萬亿億半双雙倍廿卅首唯单單独季刻]|世[纪紀]",
    units="零|〇=0 一=1 二|两|兩=2 三=3 四=4 五=5 六=6 七=7 八=8 九=9 廿=20 卅=30 半=0.5",
    scales="十=10 百=100 千=1000 万|萬=10000 亿|億=100000000",
    others="首|唯|单|單|独=1 双|雙|倍=2 季|刻=4/0.25/25/15 世纪|世紀=100 半=50/30",
    decade=r"年代",
    century=r"世[纪紀]",
    afternoon=r"\s?[点點时時]",
    minus=r"零下|[负負減减]",
    percent=r"百分",
)
