"""Feed documents of every kind, written for the tests."""

from collections.abc import Iterable
from html import escape

RSS2 = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
  <title>Example News</title><link>https://news.example/</link><language>en-GB</language><ttl>20</ttl>
  <item>
    <title>Rain &amp;amp; wind</title><link>/stories/2</link><guid isPermaLink="false">story-2</guid>
    <pubDate>Mon, 02 Nov 2026 10:00:00 +0600</pubDate><category>Weather</category><category>Weather</category>
    <description>Short.</description>
    <content:encoded><![CDATA[<p>The <b>whole</b> story.</p>]]></content:encoded>
  </item>
  <item>
    <title><![CDATA[A <em>quiet</em> day]]></title><link>https://news.example/stories/1</link><guid>story-1</guid>
    <pubDate>Sun, 01 Nov 2026 10:00:00 GMT</pubDate><description>Nothing.</description>
  </item>
</channel></rss>
"""

RSS_091 = """<?xml version="1.0"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">
<rss version="0.91"><channel><title>Old News</title><link>http://old.example/</link>
<description>x</description><language>kk</language>
<item><title>First</title><link>http://old.example/1</link><description>One.</description></item>
</channel></rss>
"""

RSS_090 = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/">
<channel><title>Oldest News</title><link>http://oldest.example/</link></channel>
<item><title>Zero</title><link>http://oldest.example/0</link></item>
</rdf:RDF>
"""

RDF = """<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel rdf:about="https://rdf.example/"><title>RDF News</title><link>https://rdf.example/</link>
<dc:language>ug</dc:language><sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>
<items><rdf:Seq><rdf:li resource="https://rdf.example/1"/></rdf:Seq></items></channel>
<item rdf:about="https://rdf.example/1"><title>خەۋەر</title><link>https://rdf.example/1</link>
<dc:date>2026-11-01T09:30:00+08:00</dc:date></item>
</rdf:RDF>
"""

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ug">
  <title>خەۋەرلەر</title><id>urn:example:feed</id><updated>2026-11-02T10:00:00Z</updated>
  <link rel="alternate" href="https://atom.example/"/><link rel="self" href="https://atom.example/feed"/>
  <entry>
    <title type="html">بىر &lt;b&gt;خەۋەر&lt;/b&gt;</title><id>urn:example:1</id>
    <link rel="alternate" hreflang="ug" href="https://atom.example/1"/><link rel="enclosure" href="https://atom.example/1.mp3"/>
    <published>2026-11-01T10:00:00+08:00</published><updated>2026-11-02T10:00:00Z</updated>
    <category term="t1" label="تېما"/>
    <summary>قىسقىچە.</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>تولۇق.</p></div></content>
  </entry>
</feed>
"""

JSON = """{"version": "https://jsonfeed.org/version/1.1", "title": "JSON News", "language": "en",
"home_page_url": "https://json.example/", "items": [
{"id": 7, "url": "/7", "title": "Seven", "content_html": "<p>Seven.</p>", "summary": "7",
 "date_published": "2026-11-01T10:00:00Z", "tags": ["numbers", 3]},
{"id": "6", "external_url": "https://other.example/6", "content_text": "No title."}, "not an item"]}
"""

PAGE = """<!doctype html><html lang="en"><head><title>Example</title>
<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">
<link rel="alternate" type="application/atom+xml" title="News" href="/atom">
</head><body><p>Hello. <a href="/rss.xml">RSS</a> <a href="/about">About</a></body></html>
"""


def rss(items: Iterable[tuple[str, str]], *, extra: str = "", host: str = "news.example") -> str:
    """A feed with these (guid, title) pairs; each links to a page named after its guid."""
    listed = "".join(
        f"<item><guid isPermaLink='false'>{escape(guid)}</guid><title>{escape(title)}</title>"
        f"<link>https://{host}/{escape(guid)}</link>"
        f"<description>About {escape(title)}.</description></item>\n"
        for guid, title in items
    )
    return f'<rss version="2.0"><channel><title>News</title><link>https://{host}/</link>{extra}\n{listed}</channel></rss>'
