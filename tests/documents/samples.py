"""Small real documents for tests: pages, Word files, PDFs and archives, made from lines of text."""

import io
import stat
import zipfile
import zlib

NAVIGATION = "".join(
    f'<li><a href="/{number}.html">{name}</a></li>'
    for number, name in enumerate(["首页", "政务公开", "新闻中心", "招商引资", "企业服务", "互动交流"])
)
RELATED = "".join(
    f'<li><a href="/n{number}.html">关于开展第{number}批项目集中开工的通知</a><span>2023-02-0{number}</span></li>'
    for number in range(1, 6)
)


def article_page(title, paragraphs, *, extra="", charset="utf-8"):
    """A page as a government site has it: navigation, by-line, article, share bar, related news, footer."""
    body = "".join(f"<p>　　{paragraph}</p>" for paragraph in paragraphs)
    return f"""<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">
<title>{title}_云岭经济开发区管理委员会</title><script>var hidden = "脚本里的公司";</script>
<style>.x::before {{ content: "样式里的公司" }}</style></head><body>
<div class="top"><ul class="nav">{NAVIGATION}</ul></div>
<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/x">新闻中心</a> &gt; 正文</div>
<div class="main"><h1>{title}</h1>
<div class="info"><span>发布时间：2023-01-12 09:30</span> <span>来源：周口日报</span>
<span>浏览次数：<b>3</b></span></div>
<div class="TRS_Editor">{body}{extra}</div><div class="share">分享到：<a href="#">微信</a></div></div>
<div class="related"><h3>相关新闻</h3><ul>{RELATED}</ul></div>
<div class="footer"><p>主办单位：云岭经济开发区管理委员会 版权所有</p><p>豫ICP备05000000号</p></div>
</body></html>"""


def docx_bytes(make):
    """A Word document that `make` fills with python-docx."""
    import docx

    document = docx.Document()
    make(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def docx_with_body(body, *, prologue="", name="word/document.xml"):
    """The least Word document: a package whose main part has `body` (WordprocessingML)."""
    main = (
        f'<?xml version="1.0" encoding="UTF-8"?>{prologue}<w:document '
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        f'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><w:body>{body}</w:body>'
        "</w:document>"
    )
    return zip_bytes({name: main.encode("utf-8")})


def pdf_bytes(pages):
    """A PDF with a page for each list of lines, in an unembedded Chinese font as old office software has it."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"",
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
        (
            b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light"
            b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000/FontDescriptor 5 0 R>>"
        ),
        (
            b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0"
            b"/Ascent 900/Descent -200/CapHeight 900/StemV 80>>"
        ),
    ]
    kids = []
    for lines in pages:
        shown = "".join(
            f"BT /F1 12 Tf 60 {780 - 20 * row} Td <{line.encode('utf-16-be').hex()}> Tj ET\n"
            for row, line in enumerate(lines)
        )
        stream = zlib.compress(shown.encode("ascii"))
        objects.append(b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>>>>>"
            % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(kids), len(kids))
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(out)


def zip_bytes(members, *, links=(), compression=zipfile.ZIP_DEFLATED):
    """An archive of `members` (name -> bytes) in which the names in `links` are symbolic links."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = compression
            info.external_attr = (stat.S_IFLNK | 0o777) << 16 if name in links else 0o644 << 16
            archive.writestr(info, data)
    return buffer.getvalue()
