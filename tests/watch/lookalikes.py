"""Hosts that could be taken for others, and honest ones: for the figures of the warning."""

# Made by hand after the module was, which has not been changed for them.
PAIRS = """
rfa.com rfa.org | rfa.net rfa.org | rfa.info rfa.org | uhrp.com uhrp.org | azattyq.com azattyq.org
hrw.com hrw.org | hrw.net hrw.org | amnesty.com amnesty.org | uyghurcongress.com uyghurcongress.org
uyghurtimes.org uyghurtimes.com | reuters.org reuters.com | meduza.org meduza.io | vlast.org vlast.kz
uyghurcongres.org uyghurcongress.org | uyghurcongresss.org uyghurcongress.org
uyghurcogress.org uyghurcongress.org | uyghurcnogress.org uyghurcongress.org
uighurcongress.org uyghurcongress.org | uygurcongress.org uyghurcongress.org
uygurtimes.com uyghurtimes.com | uighurtimes.com uyghurtimes.com | uyghurtimez.com uyghurtimes.com
uyghur-times.com uyghurtimes.com | uyghur-congress.org uyghurcongress.org
uyghurtimes-news.com uyghurtimes.com | worlduyghurcongress.org uyghurcongress.org
the-uyghurcongress.org uyghurcongress.org | rfa-news.org rfa.org | rfanews.com rfa.org
rfa-uyghur.org rfa.org | rfauyghur.com rfa.org | myrfa.org rfa.org | rfaorg.com rfa.org
www-rfa.org rfa.org | wwwrfa.org rfa.org | rfaa.org rfa.org | rrfa.org rfa.org | raf.org rfa.org
rfa.org.news-login.com rfa.org | rfa.org-news.com rfa.org | rfa-org.net rfa.org
rfa.daily-asia.info rfa.org | news.rfa-press.net rfa.org | rfа.org rfa.org | rfɑ.org rfa.org
xn--rf-8kc.org rfa.org | аzattyq.org azattyq.org | azаttyq.org azattyq.org | azattyԛ.org azattyq.org
azatyq.org azattyq.org | azattyqq.org azattyq.org | azattqy.org azattyq.org | azaattyq.org azattyq.org
azattyq-news.org azattyq.org | azattyqnews.com azattyq.org | azattyq.kz azattyq.org
azattyqtv.org azattyq.org | azattyq.org.kz azattyq.org | azattyq.blogspot.com azattyq.org
azattyq.wordpress.com azattyq.org | uhrp.net uhrp.org | uhrpp.org uhrp.org | uhpr.org uhrp.org
uhrp-report.org uhrp.org | uhrpnews.org uhrp.org | uhrp.substack.com uhrp.org | reuterss.com reuters.com
reuter.com reuters.com | rueters.com reuters.com | reutеrs.com reuters.com | reuters-news.com reuters.com
reuters.com.cn reuters.com | reutres.com reuters.com | theguardlan.com theguardian.com
theguardian.org theguardian.com | theguardian-news.com theguardian.com | theguardien.com theguardian.com
theguardain.com theguardian.com | guardlan-theguardian.com theguardian.com
amnesty-international.com amnesty.org | arnnesty.org amnesty.org | arnnesty.com amnesty.org
amnestу.org amnesty.org | amensty.org amnesty.org | amnesti.org amnesty.org
amnesty.org.support-id.com amnesty.org | hrvv.org hrw.org | hrww.org hrw.org | hrw-report.org hrw.org
hrw.org.pdf-view.com hrw.org | rneduza.io meduza.io | medusa.io meduza.io | meduzza.io meduza.io
meduza-live.io meduza.io | tengrinevvs.kz tengrinews.kz | tengrinews.com tengrinews.kz
tengrinew.kz tengrinews.kz | eurasianet.com eurasianet.org | eurasia-net.org eurasianet.org
eurasiannet.org eurasianet.org | bltterwinter.org bitterwinter.org | bitter-winter.org bitterwinter.org
bitterwinter.net bitterwinter.org | campaignforuyghur.org campaignforuyghurs.org
campaignforuighurs.org campaignforuyghurs.org | campaign4uyghurs.org campaignforuyghurs.org
istiqlal-haber.com istiqlalhaber.com | istiqlalhaber.net istiqlalhaber.com
turkistanpres.com turkistanpress.com | turkestanpress.com turkistanpress.com
turkistanpress.org turkistanpress.com | freedomhouse.com freedomhouse.org
freedom-house.org freedomhouse.org | freedornhouse.org freedomhouse.org | bbc-news.co bbc.com
bbcnews.info bbc.com | bbc.co bbc.com | bbc-uyghur.com bbc.com | vоanews.com voanews.com
voa-news.com voanews.com | voanew.com voanews.com | voanews.net voanews.com
thediplornat.com thediplomat.com | thediplomat.net thediplomat.com | bellingcat.org bellingcat.com
bel1ingcat.com bellingcat.com | savetibet.com savetibet.org | tchrd.com tchrd.org | phayul.net phayul.com
shahit.org shahit.biz | shaһit.biz shahit.biz
"""

# Sites of all kinds that are nobody else's: newspapers, broadcasters, universities, museums, ministries,
# aid, technology, sport. Public names.
HONEST = """
welt.de faz.net stern.de focus.de tagesschau.de zdf.de ard.de mdr.de ndr.de wdr.de derstandard.at orf.at
nzz.ch srf.ch tagesanzeiger.ch lefigaro.fr mediapart.fr la-croix.com ouest-france.fr lesechos.fr
letemps.ch lesoir.be vrt.be nos.nl volkskrant.nl trouw.nl dr.dk politiken.dk svt.se dn.se aftonbladet.se
yle.fi hs.fi nrk.no vg.no aftenposten.no ruv.is elmundo.es abc.es lavanguardia.com publico.pt expresso.pt
repubblica.it corriere.it lastampa.it ansa.it rai.it kathimerini.gr wyborcza.pl onet.pl rp.pl tvn24.pl
idnes.cz novinky.cz sme.sk index.hu telex.hu hvg.hu delo.si vecernji.hr jutarnji.hr danas.rs b92.net
digi24.ro hotnews.ro dnevnik.bg lrt.lt delfi.lt err.ee postimees.ee lsm.lv pravda.com.ua suspilne.media
hromadske.ua kyivindependent.com civil.ge netgazeti.ge armenpress.am hetq.am turan.az kommersant.ru
vedomosti.ru rbc.ru hurriyet.com.tr sabah.com.tr milliyet.com.tr sozcu.com.tr evrensel.net haberturk.com
ntv.com.tr haaretz.com timesofisrael.com jpost.com alarabiya.net asharq.com arabnews.com
thenationalnews.com dawn.com geo.tv tolonews.com pajhwok.com ndtv.com thehindu.com indianexpress.com
hindustantimes.com scroll.in thewire.in kathmandupost.com thedailystar.net bangkokpost.com
straitstimes.com channelnewsasia.com thejakartapost.com kompas.com rappler.com inquirer.net vnexpress.net
asahi.com mainichi.jp yomiuri.co.jp japantimes.co.jp chosun.com hani.co.kr yna.co.kr focustaiwan.tw
taipeitimes.com cna.com.tw udn.com ltn.com.tw smh.com.au theage.com.au sbs.com.au stuff.co.nz rnz.co.nz
latimes.com chicagotribune.com usatoday.com boston.com bostonglobe.com theatlantic.com newyorker.com
vox.com slate.com wired.com arstechnica.com theverge.com techcrunch.com propublica.org motherjones.com
thenation.com cbsnews.com nbcnews.com foxnews.com globeandmail.com thestar.com lapresse.ca ledevoir.com
eluniversal.com.mx jornada.com.mx animalpolitico.com clarin.com lanacion.com.ar folha.uol.com.br globo.com
elespectador.com semana.com emol.com elcomercio.pe mg.co.za news24.com dailymaverick.co.za nation.africa
premiumtimesng.com punchng.com ghanaweb.com addisstandard.com allafrica.com jeuneafrique.com hespress.com
ahram.org.eg ox.ac.uk cam.ac.uk lse.ac.uk soas.ac.uk harvard.edu stanford.edu mit.edu gwu.edu columbia.edu
uchicago.edu ucla.edu utoronto.ca ubc.ca anu.edu.au unimelb.edu.au sorbonne-universite.fr sciencespo.fr
fu-berlin.de uni-bonn.de lmu.de ethz.ch uu.se ku.dk leidenuniv.nl kaznu.kz nu.edu.kz boun.edu.tr
ankara.edu.tr metu.edu.tr msf.org oxfam.org care.org savethechildren.org rescue.org wfp.org who.int
unicef.org unesco.org ilo.org iom.int worldbank.org imf.org oecd.org europa.eu nato.int redcross.org
caritas.org greenpeace.org wwf.org transparency.org opendemocracy.net wikipedia.org archive.org
mozilla.org python.org debian.org w3.org ietf.org wikimedia.org britishmuseum.org louvre.fr
smithsonianmag.com nationalgeographic.com nature.com science.org thelancet.com bmj.com jstor.org
cambridge.org springer.com brill.com fifa.com uefa.com olympics.com espn.com lequipe.fr marca.com
kicker.de gov.kz akorda.kz senate.gov congress.gov state.gov gov.uk parliament.uk bundestag.de elysee.fr
diplomatie.gouv.fr mfa.gov.tr tbmm.gov.tr kremlin.ru president.uz stat.gov.kz
"""


def pairs() -> list[tuple[str, str]]:
    return [
        (one, other)
        for one, other in (each.split() for each in PAIRS.replace("\n", "|").split("|") if each.strip())
    ]


def honest() -> list[str]:
    return HONEST.split()
