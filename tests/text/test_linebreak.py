import json
import re
from pathlib import Path

import pytest

from kg.text import normalise

GOLD = Path("tests/gold")
MARK = re.compile(r"\[\[\w+\|(.*?)\]\]", re.DOTALL)


@pytest.mark.parametrize(
    "source",
    [
        "与江南大学开展合作,谋划建设投资2亿元的年产2000吨食品级低\n\n聚木糖项目。鼓励海熙药业与方达集团合作。",
        "总投资1.5亿元,正在建设复合调味料数字工\n厂的安装灌装线,打算国庆后试产。",
        "与九芝堂深度合作,谋划建设稀有人参皂苷发酵生\n\n产线项目。",
        "三方共建椰子标准化种植示\n范基地。签约没有请领导。",
        "扶持老磨坊、\n益海粮油等企业发展壮大。",
        "扶持老磨坊\n、益海粮油等企业发展壮大。",
    ],
)
def test_a_cut_sentence_is_joined(source):
    text = normalise(source).text
    assert "\n" not in text
    assert text == re.sub(r"\s", "", source)


@pytest.mark.parametrize(
    "source",
    [
        "# 开发区:凝聚奋进力量 书写精彩华章\n\n蓬勃的希望冬日升腾,奋进的力量心中激荡。",
        "党建引领 凝聚合力\n扎实开展“党员先锋岗”创建活动,217名党员干部下沉一线。",
        "一、摸清家底,对症下药\n\n开发区始建于1992年,以装备制造、菱镁新材料为主。",
        "本报记者 冉茂林 通讯员 何小琴\n\n盛夏的黔北,处处涌动着大抓产业的热潮。",
        "志愿者代表庄严宣誓,表达“创文”的坚定决心\n\n开发区太昊路办事处许寨社区表彰道德文明使者",
        "序号\t项目名称\t总投资\n1\t粮食筒仓三期\t2.1亿元",
        "投资20亿元的项目已经开工。\n投资3亿元的项目签约。",
        "比亚迪总装生产线上,机械臂正在忙碌。 张大江 摄\n新能源汽车等待装车外运。",
        "——涪滨工业集中发展区集中开工侧记\n春回大地,万物竞发。",
        "规划面积451亩,其中一期用地154亩\n\n据现场负责人介绍,项目建成后,年产品交易额可观。",
    ],
)
def test_headings_captions_and_rows_stay(source):
    assert normalise(source).text.count("\n") == 1


def test_latin_words_on_a_break_are_parted():
    source = "双方与信帆同舟(上海)投资中心、Harbourline PE Investment,\nLimited签订合同。"
    assert "Investment,Limited" in normalise(source).text


def wrapped(paragraph, columns):
    """Lines of at most `columns`, none beginning with a mark, as a typesetter or a PDF has them."""
    lines, line, width = [], "", 0
    for word in re.findall(r"[A-Za-z0-9.%]+|.", paragraph):
        columns_of_word = sum(2 if ord(char) > 0x2000 else 1 for char in word)
        if line and width + columns_of_word > columns and word not in ",.;:!?)、。，；：！？）”》":
            lines.append(line)
            line, width = "", 0
        line, width = line + word, width + columns_of_word
    return [*lines, line]


SET_TEXT = """\
开发区:凝聚奋进力量
——发展动能更加强劲。以项目建设之“进”,支撑经济发展之“稳”。开发区围绕主导产业和特色产业,加大招商引资力度,\
实行“大员+专员”工作模式,2022年签约引进亿元以上项目34个,合同资金226亿元。
项目为王
目前,开发区围绕检验检测、生物科技、电子商务等领域,持续推进华中大健康产业基地、生物科技园(细胞医学产业园)、\
河南省鞋业检测中心、现代电商产业园等重点项目签约或开工,争取实现新突破。
培育龙头
依托天子铝业工业铝型材研发和销售规模位居河南第一的行业优势,谋划投资10亿元的新能源汽车配套零部件生产项目,\
主要建设新能源汽车配套产品——电池托盘生产线,为比亚迪、宇通等知名车企提供相关汽车配件。"""


@pytest.mark.parametrize("columns", [40, 56, 70])
def test_a_text_set_at_a_width_is_joined_but_for_its_headings(columns):
    paragraphs = SET_TEXT.split("\n")
    source = "\n".join("\n".join(wrapped(paragraph, columns)) for paragraph in paragraphs)
    assert normalise(source).text.split("\n") == paragraphs


def gold_breaks():
    for path in sorted((GOLD / "train").glob("*.txt")):
        for document in re.split(r"(?m)^### ", path.read_text(encoding="utf-8"))[1:]:
            head, _, rest = document.partition("\n")
            marked = rest.split("\n---")[0]
            names = [re.sub(r"\s", "", match[1]) for match in MARK.finditer(marked) if "\n" in match[1]]
            yield head[:4], MARK.sub(r"\1", marked), names


def test_every_gold_name_with_a_break_is_whole():
    missing = [
        (head, name)
        for head, source, names in gold_breaks()
        for name in names
        if compact_in(name) not in normalise(source).text
    ]
    assert missing == []


def compact_in(name):
    return normalise(name).text


def test_gold_dev_breaks():
    text = normalise(json.loads((GOLD / "dev" / "B02.json").read_text(encoding="utf-8"))["text"]).text
    assert "衡动公司年产25万台商用车变速器及纯电动力系统总成产业化项目现场" in text
    seed = normalise(Path("seeds/kaifaqu-2022.txt").read_text(encoding="utf-8")).text
    assert "年产2000吨食品级低聚木糖项目" in seed


def test_no_paragraph_of_the_corpus_is_joined_wrongly():
    """All joins in the 432 training documents: cut names, and the lines of the hard-wrapped announcement T936."""
    joins = {}
    for head, source, _ in gold_breaks():
        found = normalise(source)
        for match in re.finditer(r"\s*\n\s*", source):
            first, last = found.to_normal(match.start()), found.to_normal(match.end())
            if match.start() > 0 and match.end() < len(source) and "\n" not in found.text[first:last]:
                joins[head] = joins.get(head, 0) + 1
    assert joins.pop("T936") == 10
    assert joins == dict.fromkeys(["T301", "T305", "T312", "T316", "TA29", "TA33", "TE09", "TE21", "TE23"], 1)
